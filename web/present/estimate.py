"""The estimate: the main figure, and a bar of how much of it rests on which basis."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from builds.models import BomLine, Revision
from web.present import figures

LABELS = {
    BomLine.Basis.OFFER: gettext_lazy("store offers"),
    BomLine.Basis.SEEN: gettext_lazy("prices seen"),
    BomLine.Basis.ESTIMATE: gettext_lazy("estimated"),
    BomLine.Basis.OWN: gettext_lazy("set by the builder"),
}
BAR = 1000  # units across; the drawing stretches, so these are tenths of a per cent
SLIT = 3  # of these units between two pieces, and the least that a piece is wide


@dataclass(frozen=True, slots=True)
class Share:
    """One basis: its amount, and where its piece of the bar begins and how wide it is."""

    basis: str
    label: str
    amount: Decimal
    x: int
    width: int
    per_cent: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the parts come to. `total` is None when no lot has a price."""

    total: Decimal | None
    currency: str
    shares: tuple[Share, ...]
    unpriced_lots: int
    unpriced_parts: int
    optional_lots: int
    summary: str


def estimate_of(revision: Revision) -> Estimate | None:
    """The revision's estimate; None while it is not made."""
    stored = revision.estimate
    if not stored:
        return None
    total = figures.kept_decimal(stored.get("total"))
    shares = _shares(stored.get("by_basis") or {}, total) if total else ()
    return Estimate(
        total=total or None,
        currency=str(stored.get("currency", "EUR")),
        shares=shares,
        unpriced_lots=int(stored.get("unpriced_lots") or 0),
        unpriced_parts=int(stored.get("unpriced_parts") or 0),
        optional_lots=int(stored.get("optional_lots") or 0),
        summary=", ".join(_("%(share)d %% %(basis)s") % {"share": one.per_cent, "basis": one.label} for one in shares),
    )


def _shares(by_basis: dict[str, Any], total: Decimal) -> tuple[Share, ...]:
    shares: list[Share] = []
    start = 0
    for basis, label in LABELS.items():
        amount = figures.kept_decimal(by_basis.get(basis.value))
        if not amount:
            continue
        end = start + int(amount * BAR / total)
        width = max(end - start - SLIT, SLIT)
        shares.append(Share(basis.value, str(label), amount, start, width, figures.per_cent(amount, total)))
        start = end
    return tuple(shares)
