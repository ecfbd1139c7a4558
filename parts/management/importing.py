"""What the import commands share: how they report, and the status that they end with."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parts.management.watching import bar
from parts.services.catalogue.entries import Watch
from parts.services.catalogue.frame import Imported, ImportRefused

PARTLY, NOTHING, STOPPED = 1, 2, 130
"""Ended with rows refused and the rest imported; ended with nothing imported; stopped by Ctrl-C."""

_SHOWN, _WIDEST = 20, 60


class ImportCommand(BaseCommand):
    """Runs `load` and says what came of it. Whenever it does not end well, the catalogue is as it was before."""

    def load(self, *, watch: Watch, **options: Any) -> Imported:
        """Import from what the options name. Raises ImportRefused when nothing can be imported."""
        raise NotImplementedError

    def handle(self, **options: Any) -> None:
        """Import, report, and end with 0, or with 1 when rows were refused."""
        try:
            imported = self.load(watch=bar(shown=options["verbosity"] > 0), **options)
        except ImportRefused as error:
            raise CommandError(error.message, returncode=NOTHING) from error
        except KeyboardInterrupt as stop:
            raise CommandError(_("Stopped. The catalogue is as it was before."), returncode=STOPPED) from stop
        if options["verbosity"] > 0:
            self._report(imported)
        if imported.total.rejected:
            sys.exit(PARTLY)

    def _report(self, imported: Imported) -> None:
        heads = (_("added"), _("changed"), _("unchanged"), _("rejected"))
        tables = {**imported.tables, _("together"): imported.total}
        width = min(max(len(name) for name in (imported.source, *tables)), _WIDEST) + 1
        self.stdout.write(f"{imported.source:{width}.{width - 1}}" + "".join(f"{head:>11}" for head in heads))
        for name, counts in tables.items():
            numbers = (counts.added, counts.changed, counts.unchanged, counts.rejected)
            self.stdout.write(f"{name:{width}.{width - 1}}" + "".join(f"{number:11,d}" for number in numbers))
        for table, line, reason in imported.rejections[:_SHOWN]:
            where = _("%(table)s, line %(line)d") % {"table": table, "line": line} if line else table
            self.stderr.write(f"{where}: {reason}")
        if (more := imported.total.rejected - _SHOWN) > 0:
            self.stderr.write(ngettext("… and %(more)d more row.", "… and %(more)d more rows.", more) % {"more": more})
        self.stdout.write(_("The catalogue is at version %(version)d.") % {"version": imported.version})
