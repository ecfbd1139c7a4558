"""What became of a file of lots, line by line."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from shop.models import OfferImport

SHOWN = 200
State = OfferImport.State
STATES = {
    State.WAITING: _("waits for its turn"), State.WORKING: _("being read"), State.DONE: _("done"),
    State.FAILED: _("not taken"), State.CANCELLED: _("called off"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The import with its counts in words; `unshown` refused lines are more than a page can bear."""

    run: OfferImport
    running: bool
    state: str
    counts: list[tuple[str, int]]
    rejections: list[dict[str, Any]]
    unshown: int


def import_report(run: OfferImport) -> ImportReport:
    """Collect it; no query."""
    counts = [
        (str(_("new lots")), run.added), (str(_("changed")), run.changed), (str(_("as they were")), run.unchanged),
        (str(_("sold out")), run.sold_out), (str(_("refused")), run.rejected),
    ]  # fmt: skip
    shown = run.rejections[:SHOWN]
    state = str(STATES[State(run.state)])
    return ImportReport(run, run.state in OfferImport.UNFINISHED, state, counts, shown, run.rejected - len(shown))
