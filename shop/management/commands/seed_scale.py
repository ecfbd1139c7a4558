"""`manage.py seed_scale --stores N --offers N`: a market of any size, for load tests."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from common.errors import ServiceError
from shop.services.scale import seed_scale

MOST_STORES, MOST_OFFERS = 100_000, 100_000_000


class Command(BaseCommand):
    """Seeds stores and offers."""

    help = "Make stores and offers for load tests, the same ones each time. Refuses with DEBUG off unless --force."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many."""
        parser.add_argument("--stores", type=int, default=100)
        parser.add_argument("--offers", type=int, default=10_000)
        parser.add_argument("--force", action="store_true", help="also where DEBUG is off")

    def handle(self, *, stores: int, offers: int, force: bool, **_options: Any) -> None:
        """Seed and report."""
        if not settings.DEBUG and not force:
            raise CommandError("DEBUG is off, so people may use this site: say --force to fill it all the same.")
        if not 1 <= stores <= MOST_STORES or not 0 <= offers <= MOST_OFFERS:
            raise CommandError(f"1 to {MOST_STORES:,} stores, and up to {MOST_OFFERS:,} offers.")
        try:
            with tqdm(total=offers, desc="offers", disable=None, leave=False, file=sys.stderr) as bar:
                there = seed_scale(stores=stores, offers=offers, on_done=lambda done: bar.update(done - bar.n))
        except ServiceError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"{stores:,} stores with {there:,} offers.")
