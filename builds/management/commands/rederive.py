"""`manage.py rederive`: have workers derive again what an older catalogue or pipeline gave."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from builds.models import Attachment
from builds.selectors import outdated_revisions
from builds.services.jobs import defer_looking_into
from builds.services.retry import rederive_revision


class Command(BaseCommand):
    """Queue what is outdated."""

    help = "Queue every ready revision whose lines or pictures come from an older catalogue or pipeline."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which."""
        parser.add_argument("--dry-run", action="store_true", help="only say how many there are")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Queue and report."""
        outdated = list(outdated_revisions())
        for revision in [] if options["dry_run"] else outdated:
            rederive_revision(revision=revision)
        unseen = list(Attachment.objects.filter(contents__isnull=True))
        for attachment in [] if options["dry_run"] else unseen:
            defer_looking_into(attachment)
        ended = "." if options["dry_run"] else " and queued."
        if unseen:
            self.stdout.write(f"{len(unseen)} files beside builds were never looked into{ended}")
        self.stdout.write(f"{len(outdated)} revisions are outdated{ended}")
