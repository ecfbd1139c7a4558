"""`manage.py import_answers FILE --owner NAME`: remember what a member settled on another Brickfolk."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from brickcore.bundles.manifest import MOST_MANIFEST
from builds.services.taking_answers import take_answers
from common.errors import ServiceError


class Command(BaseCommand):
    """Take over answers."""

    help = "Remember the answers of an answers.json for a member, whose next upload applies them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which, and whose they become."""
        parser.add_argument("file", type=Path, metavar="FILE", help="the answers.json of “everything of mine”")
        parser.add_argument("--owner", required=True, help="the member who remembers them")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Take them over and report."""
        path, owner = options["file"], User.objects.filter(username=options["owner"]).first()
        if owner is None:
            raise CommandError(f"There is no member {options['owner']}.")
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            with path.open("rb") as file:
                taken = take_answers(owner=owner, data=file.read(MOST_MANIFEST + 1))
        except ServiceError as error:
            raise CommandError(f"{error.code}: {error.message}") from error
        self.stdout.write(
            f"{taken.new:,} remembered, {taken.left:,} left out: answered here already, or of unknown parts."
        )
