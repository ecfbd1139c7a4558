"""`manage.py import_build FILE --owner NAME`: make a draft of a build's zip, here and now."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from brickcore.archives import MOST_BYTES
from builds.models import BuildImport
from builds.services.importing import run_import, start_import
from common.errors import ServiceError
from common.files import keep


class Command(BaseCommand):
    """Import a build."""

    help = "Make a draft of a build's zip for a member; a worker then reads its revisions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which, and whose it becomes."""
        parser.add_argument("file", type=Path, metavar="FILE", help="a zip that “Everything” or export_build gave")
        parser.add_argument("--owner", required=True, help="the member whose draft it becomes")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import and report."""
        path, owner = options["file"], User.objects.filter(username=options["owner"]).first()
        if owner is None:
            raise CommandError(f"There is no member {options['owner']}.")
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            with path.open("rb") as content:
                given = start_import(owner=owner, file_name=path.name, file=keep(content, max_size=MOST_BYTES))
        except ServiceError as error:
            raise CommandError(f"{error.code}: {error.message}") from error
        run_import(given.pk)
        given = BuildImport.objects.select_related("build").get(pk=given.pk)
        if given.error:
            raise CommandError(f"{given.error['code']}: {given.error['message']} {given.error['hint']}".rstrip())
        assert given.build is not None
        revisions = given.build.revisions.count()
        self.stdout.write(f"{given.build.slug}: a draft of {owner.username}'s with {revisions} revisions.")
