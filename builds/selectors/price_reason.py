"""Why a price is what it is: the rule in words, what went in, and when it was seen. Every face says it alike."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from builds.models import BomLine

Stored = dict[str, Any]
Pairs = list[tuple[str, str]]
OUTSIDE = "outside"  # why a lot has no price that no catalogue could know
WEIGHED = {
    "weighed": gettext_lazy("weighed"),
    "size": gettext_lazy("from its size"),
    "size in the name": gettext_lazy("from the size in its name"),
    "typical of the shelf": gettext_lazy("usual for its kind"),
}


@dataclass(frozen=True, slots=True)
class PriceReason:
    """The rule's code and its sentence, its inputs with their names in words, and the day (ISO) of the newest input."""

    rule: str
    message: str
    inputs: tuple[tuple[str, str], ...]
    date: str | None


def price_reason(basis: str, stored: Stored | None) -> PriceReason | None:
    """The reason of a line's price, or of its absence, from what was stored with it; None when nothing was."""
    if not stored:
        return None
    message, inputs = RULES[BomLine.Basis(basis)](stored)
    formula = stored.get("formula")
    seen = stored.get("newest") or stored.get("seen_at")
    rule = f"{basis} {formula}" if formula else basis
    return PriceReason(rule, message, tuple(inputs), str(seen)[:10] if seen else None)


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


def _own(stored: Stored) -> tuple[str, Pairs]:
    return _("The builder says that it costs so much."), [(_("Set"), _day(stored.get("seen_at")))]


def _unknown(stored: Stored) -> tuple[str, Pairs]:
    if stored.get("because") == "unknown part":
        return _(
            "The part is not in the catalogue, so nothing can be said of its price. It is left out of the sum."
        ), []
    if stored.get("because") == OUTSIDE:
        return _("No catalogue lists it, and its builder has set no price. It is left out of the sum."), []
    return _("No price is known, and none can be worked out. It is left out of the sum."), []


RULES: dict[BomLine.Basis, Callable[[Stored], tuple[str, Pairs]]] = {
    BomLine.Basis.OFFER: _offer,
    BomLine.Basis.SEEN: _seen,
    BomLine.Basis.ESTIMATE: _estimate,
    BomLine.Basis.OWN: _own,
    BomLine.Basis.UNKNOWN: _unknown,
}


def _is_one(value: Any) -> bool:
    return Decimal(str(value)) == 1


def _day(text: Any) -> str:
    try:
        return formats.date_format(datetime.date.fromisoformat(str(text)[:10]), "j F Y")
    except ValueError:
        return str(text or "")
