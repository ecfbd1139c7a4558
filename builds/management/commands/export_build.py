"""`manage.py export_build SLUG OUT.zip`: all of a build as one zip, as its owner has it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from builds.models import Build
from builds.services.exporting import export_chunks, export_of


class Command(BaseCommand):
    """Write a build's zip."""

    help = "Write all of a build into one zip, as its owner has it; another Brickfolk can import it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which, and where to."""
        parser.add_argument("slug", help="the build's name in its address")
        parser.add_argument("out", type=Path, metavar="OUT.zip", help="the file to write")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write it, piece by piece."""
        build = Build.objects.select_related("owner").filter(slug=options["slug"]).first()
        if build is None:
            raise CommandError(f"There is no build {options['slug']}.")
        export, out = export_of(build, build.owner), options["out"]
        with out.open("wb") as file:
            for piece in export_chunks(export):
                file.write(piece)
        self.stdout.write(f"{out}: {len(export.revisions)} revisions, {out.stat().st_size:,} bytes.")
