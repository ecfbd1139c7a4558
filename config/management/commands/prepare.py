"""`manage.py prepare`: everything that the site needs before it serves."""

from typing import Any

from django.core.management.base import BaseCommand

from config.prepare import prepare


class Command(BaseCommand):
    """Steps that are done already are skipped."""

    help = "Bring the database, the starter catalogue, the demo and the static files up to date."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it."""
        prepare(self.stdout.write)
