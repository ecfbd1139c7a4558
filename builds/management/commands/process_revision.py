"""`manage.py process_revision ID`: do the work on a revision here and now, without a worker."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from builds.models import Revision
from builds.services.process import process_revision
from builds.services.retry import rederive_revision


class Command(BaseCommand):
    """Do the work on one revision in this process."""

    help = "Do the work on one revision in this process, also when it was done before; says how it ended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which."""
        parser.add_argument("revision", type=int, metavar="ID", help="the revision's id")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Process and report."""
        revision = Revision.objects.filter(pk=options["revision"]).first()
        if revision is None:
            raise CommandError(f"There is no revision {options['revision']}.")
        rederive_revision(revision=revision)
        process_revision(revision.pk)
        revision.refresh_from_db()
        if revision.error:
            raise CommandError(f"{revision.error['code']}: {revision.error['message']}")
        self.stdout.write(
            f"Revision {revision.pk} is {revision.state}: {revision.part_count} parts in {revision.lot_count} lots."
        )
