"""`manage.py import_offers STORE FILE [--mode replace]`: a file of lots onto a store's shelf, here and now."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from common.errors import ServiceError
from parts.management.importing import NOTHING, PARTLY, STOPPED
from shop.models import OfferImport, Store
from shop.services.offer_imports import accept_offers, cancel_import, run_import

_SHOWN = 20


class Command(BaseCommand):
    """Imports a store's lots."""

    help = (
        "Bring a file of lots onto a store's shelf: BrickLink's XML, a BrickStore document, or a table (CSV, TSV, "
        "XLSX, JSON) with part, colour, quantity and price. Safe to run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose shelf, which file, and what becomes of lots that it does not name."""
        parser.add_argument("store", metavar="STORE", help=_("the store's slug, as in its address"))
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--mode", choices=OfferImport.Mode.values, default=OfferImport.Mode.ADD,
            help=_("add: other lots stay as they are (default); replace: they are sold out"),
        )  # fmt: skip

    def handle(self, **options: Any) -> None:
        """Import, report, and end with 0, or with 1 when rows were refused."""
        given = self._accepted(options["store"], options["file"], options["mode"])
        try:
            with tqdm(total=100, desc=given.file_name, unit="%", disable=None, leave=False) as bar:
                run_import(given.pk, lambda per_cent: bar.update(per_cent - bar.n))
        except KeyboardInterrupt as stop:
            cancel_import(offer_import=given, by=given.store.owner)
            raise CommandError(_("Stopped. The shelf is as it was before."), returncode=STOPPED) from stop
        given.refresh_from_db()
        self._say_refused(given)
        if given.error or given.state != OfferImport.State.DONE:
            error = given.error or {"message": _("Somebody called it off."), "hint": _("The shelf is as it was.")}
            raise CommandError(f"{error['message']} {error['hint']}".strip(), returncode=NOTHING)
        if options["verbosity"] > 0:
            self._report(given)
        if given.rejected:
            sys.exit(PARTLY)

    def _accepted(self, slug: str, path: Path, mode: str) -> OfferImport:
        store = Store.objects.select_related("owner").filter(slug=slug).first()
        if store is None:
            raise CommandError(_("There is no store %(slug)s.") % {"slug": slug}, returncode=NOTHING)
        try:
            return accept_offers(store=store, by=store.owner, data=path.read_bytes(), file_name=path.name, mode=mode)
        except OSError as error:
            raise CommandError(_("%(path)s cannot be read.") % {"path": path}, returncode=NOTHING) from error
        except ServiceError as error:
            raise CommandError(error.message, returncode=NOTHING) from error

    def _report(self, given: OfferImport) -> None:
        heads = {
            _("added"): given.added, _("changed"): given.changed, _("unchanged"): given.unchanged,
            _("sold out"): given.sold_out, _("rejected"): given.rejected,
        }  # fmt: skip
        self.stdout.write("".join(f"{head:>11}" for head in heads))
        self.stdout.write("".join(f"{number:11,d}" for number in heads.values()))
        for one in given.notices:
            self.stdout.write(f"{one['count']:,} × {one['message']}")

    def _say_refused(self, given: OfferImport) -> None:
        for one in given.rejections[:_SHOWN]:
            line = _("line %(line)s") % {"line": one["line"]}
            self.stderr.write(f"{line}: {one['reference']}: {one['message']}".replace(": : ", ": "))
        if (more := given.rejected - _SHOWN) > 0:
            self.stderr.write(ngettext("… and %(more)d more row.", "… and %(more)d more rows.", more) % {"more": more})
