"""What the commands share that take a file in for a member."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from common.errors import ServiceError


class ForMember(BaseCommand):
    """Opens the file, finds the member, and says what the service refuses."""

    file_help = owner_help = ""

    def take(self, owner: User, name: str, content: BinaryIO) -> str:
        """Take the file in; what came of it. Raises ServiceError where it is refused."""
        raise NotImplementedError

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which file, and whose it becomes."""
        parser.add_argument("file", type=Path, metavar="FILE", help=self.file_help)
        parser.add_argument("--owner", required=True, help=self.owner_help)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Take it in and report."""
        path, owner = options["file"], User.objects.filter(username=options["owner"]).first()
        if owner is None:
            raise CommandError(f"There is no member {options['owner']}.")
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            with path.open("rb") as content:
                said = self.take(owner, path.name, content)
        except ServiceError as error:
            raise CommandError(f"{error.code}: {error.message}") from error
        self.stdout.write(said)
