"""`manage.py import_prices TABLE`: prices that somebody saw."""

import datetime
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from parts.management.importing import ImportCommand
from parts.services.catalogue.entries import Watch
from parts.services.catalogue.frame import Imported
from parts.services.catalogue.prices_seen import PriceDefaults, load_prices


class Command(ImportCommand):
    """Imports a price table."""

    help = (
        "Import prices seen: a CSV with the columns system, part, colour, condition, price, currency (and region, "
        "quantity, date, source), or a BrickLink price guide, order lines or store lots, or LEGO's Pick a Brick. "
        "Safe to run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and what it does not say itself."""
        parser.add_argument("table", type=Path, help=_("the file"))
        parser.add_argument("--region", default="", help=_("where the prices were asked, when the file is silent"))
        parser.add_argument("--date", type=datetime.date.fromisoformat, help=_("when, such as 2025-08-25"))
        parser.add_argument("--source", default="", help=_("who saw them; default: the file's name"))

    def load(self, *, watch: Watch, **options: Any) -> Imported:
        """Import the prices."""
        defaults = PriceDefaults(options["region"][:40], options["date"], options["source"][:120])
        return load_prices(path=options["table"], defaults=defaults, watch=watch)
