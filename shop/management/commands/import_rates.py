"""`manage.py import_rates FILE.csv`: exchange rates, with their days and who told them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from common.errors import ServiceError
from shop.services.exchange_rates import import_rates

SHOWN = 20


class Command(BaseCommand):
    """Imports a table of rates."""

    help = "Import exchange rates: a CSV with the columns base, currency, rate, date and source. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path, metavar="FILE.csv", help=_("1 base was rate currency on that date"))

    def handle(self, *, file: Path, **_options: Any) -> None:
        """Import and report."""
        try:
            done = import_rates(text=file.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(_("%(file)s cannot be read: %(why)s") % {"file": file, "why": error}) from error
        except ServiceError as error:
            raise CommandError(error.message) from error
        words = _("%(added)d new, %(changed)d changed, %(unchanged)d as they were, %(rejected)d refused.")
        self.stdout.write(
            words
            % {
                "added": done.added,
                "changed": done.changed,
                "unchanged": done.unchanged,
                "rejected": len(done.rejected),
            }
        )
        for line, reason in done.rejected[:SHOWN]:
            self.stderr.write(_("line %(line)d: %(reason)s") % {"line": line, "reason": reason})
