"""`manage.py import_rebrickable [PLACE]`: Rebrickable's tables into the catalogue. Safe to run again."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from parts.management.importing import ImportCommand
from parts.services.catalogue.entries import Watch
from parts.services.catalogue.frame import Imported, ImportRefused
from parts.services.catalogue.rebrickable import load_rebrickable

DOWNLOADS = "https://rebrickable.com/downloads/"


class Command(ImportCommand):
    """Imports Rebrickable's tables."""

    help = "Import Rebrickable's tables: a folder or zip of .csv or .csv.gz files. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the tables are."""
        parser.add_argument(
            "place", nargs="?", type=Path, help=_("folder or zip; default: the REBRICKABLE_DATA variable")
        )

    def load(self, *, watch: Watch, **options: Any) -> Imported:
        """Import the tables of the place."""
        named = os.environ.get("REBRICKABLE_DATA", "").strip()
        place = options["place"] or (Path(named) if named else None)
        if place is None:
            message = _("Name the folder or zip of Rebrickable's tables, or set REBRICKABLE_DATA. They are at %(url)s.")
            raise ImportRefused("TABLES_MISSING", message % {"url": DOWNLOADS})
        return load_rebrickable(place=place, watch=watch)
