"""`manage.py import_ids TABLE [--from SYSTEM --to SYSTEM]`: which number of one system is which of another."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from parts.management.importing import ImportCommand
from parts.models import System
from parts.services.catalogue.entries import Watch
from parts.services.catalogue.frame import Imported, ImportRefused
from parts.services.catalogue.ids import load_ids


class Command(ImportCommand):
    """Imports an id table."""

    help = (
        "Import a table of ids: two columns (CSV or TSV; --from and --to say whose), LDD's ldraw.xml, or Rebrickable's "
        "JSON of parts with external ids; each may be packed by gzip. Safe to run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whose numbers its columns hold."""
        parser.add_argument("table", type=Path, help=_("the file"))
        parser.add_argument("--from", dest="given", choices=System.values, help=_("whose numbers come first"))
        parser.add_argument("--to", dest="known", choices=System.values, help=_("whose numbers come second"))

    def load(self, *, watch: Watch, **options: Any) -> Imported:
        """Import the pairs."""
        given, known = options["given"], options["known"]
        if bool(given) != bool(known):
            raise ImportRefused("SYSTEMS_UNKNOWN", _("Name both systems, with --from and --to."))
        systems = (System(given), System(known)) if given else None
        return load_ids(path=options["table"], systems=systems, watch=watch)
