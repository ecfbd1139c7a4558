"""`manage.py import_colours TABLE`: which colour of one system is which of another."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from parts.management.importing import ImportCommand
from parts.services.catalogue.colour_ids import load_colours
from parts.services.catalogue.entries import Watch
from parts.services.catalogue.frame import Imported


class Command(ImportCommand):
    """Imports a colour table."""

    help = (
        "Import colour numbers: Rebrickable's JSON of colours with external ids, BrickLink's colors.xml, the materials "
        "of an ldraw.xml, or a CSV whose header names two or more systems. Safe to run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("table", type=Path, help=_("the file"))

    def load(self, *, watch: Watch, **options: Any) -> Imported:
        """Import the numbers."""
        return load_colours(path=options["table"], watch=watch)
