"""Why a price is what it is: the rule in words, what went in, and when it was seen."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from builds.models import BomLine
from web.present import figures

Stored = dict[str, Any]
Pairs = list[tuple[str, str]]
BASES = {
    BomLine.Basis.OFFER: gettext_lazy("store offer"),
    BomLine.Basis.SEEN: gettext_lazy("price seen"),
    BomLine.Basis.ESTIMATE: gettext_lazy("estimate"),
    BomLine.Basis.UNKNOWN: gettext_lazy("not known"),
}
WEIGHED = {
    "weighed": gettext_lazy("weighed"),
    "size": gettext_lazy("from its size"),
    "size in the name": gettext_lazy("from the size in its name"),
    "typical of the shelf": gettext_lazy("usual for its kind"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """What opens when a price is pressed: what it rests on, the rule in a sentence, its inputs, the product."""

    title: str
    message: str
    inputs: tuple[tuple[str, str], ...]


def reason_of(line: BomLine) -> Reason | None:
    """The reason of a line's price, or of its absence; None when nothing is stored, and then nothing opens."""
    stored = line.price_reason
    if not stored:
        return None
    basis = BomLine.Basis(line.basis)
    message, inputs = RULES[basis](stored)
    if line.unit_price is not None:
        each = f"{line.unit_price.normalize():f} {line.currency}"
        inputs = [*inputs, (_("Each, before rounding"), each), (_("Quantity"), f"× {figures.count(line.quantity)}")]
    return Reason(title=str(BASES[basis]), message=message, inputs=tuple(inputs))


def _offer(stored: Stored) -> tuple[str, Pairs]:
    return _("A store sells it at that price."), [
        (_("Store"), str(stored.get("store", ""))),
        (_("Seen"), _day(stored.get("seen_at"))),
    ]


def _seen(stored: Stored) -> tuple[str, Pairs]:
    number = int(stored.get("median_of") or 1)
    message = ngettext("The one price that was seen.", "The median of %(count)d prices that were seen.", number) % {
        "count": number
    }
    inputs = [(_("Newest"), _day(stored.get("newest"))), (_("Oldest"), _day(stored.get("oldest")))]
    return message, [*inputs, (_("From"), ", ".join(str(one) for one in stored.get("sources", [])))]


def _estimate(stored: Stored) -> tuple[str, Pairs]:
    """The factors in the order in which they are multiplied; a factor of one says nothing and is left out."""
    weight = WEIGHED.get(str(stored.get("weight_from", "")), "")
    rows = [
        (_("Base"), "base", ""),
        (_("Kind: %(shelf)s") % {"shelf": stored.get("shelf", "")}, "shelf_factor", "× "),
        (
            _("Weight: %(weight)s g, %(how)s") % {"weight": stored.get("weight", "?"), "how": weight},
            "weight_factor",
            "× ",
        ),
        (_("How common the colour is"), "colour_factor", "× "),
        (_("Printed"), "print_factor", "× "),
    ]
    pairs = [(name, sign + str(stored[key])) for name, key, sign in rows if key in stored and not _is_one(stored[key])]
    return _("Nobody’s price is known. It is worked out from the kind of part, its weight and its colour."), pairs


def _unknown(stored: Stored) -> tuple[str, Pairs]:
    if stored.get("because") == "unknown part":
        return _(
            "The part is not in the catalogue, so nothing can be said of its price. It is left out of the sum."
        ), []
    return _("No price is known, and none can be worked out. It is left out of the sum."), []


RULES: dict[BomLine.Basis, Callable[[Stored], tuple[str, Pairs]]] = {
    BomLine.Basis.OFFER: _offer,
    BomLine.Basis.SEEN: _seen,
    BomLine.Basis.ESTIMATE: _estimate,
    BomLine.Basis.UNKNOWN: _unknown,
}


def _is_one(value: Any) -> bool:
    return Decimal(str(value)) == 1


def _day(text: Any) -> str:
    try:
        return formats.date_format(datetime.date.fromisoformat(str(text)[:10]), "j F Y")
    except ValueError:
        return str(text or "")
