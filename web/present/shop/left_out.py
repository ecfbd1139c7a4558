"""Lots that a quote does not buy, by the reason; none is ever left out without a word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

AS_PARTS = "as_parts"  # no lot is missing then: what it holds is in the basket
BECAUSE = {
    "unknown_part": _("Not known: say which part it is in the build’s report."),
    "unknown_colour": _("The colour is not known: say which it is in the build’s report."),
    "own_part": _("A part of its builder’s own, which no store sells."),
    "set": _("A whole set, of which the catalogue does not know every part."),
    "minifig": _("A whole minifig, of which the catalogue does not know every part."),
    "as_parts": _("Bought as the parts that the catalogue lists for it, not in its box."),
    "minifig_parts": _("Parts of minifigs, which you left out."),
    "optional": _("Optional in the build."),
    "owned": _("You have them."),
    "left_out": _("You left them out."),
    "nobody": _("No store has them."),
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Lots that are left out for one reason: name, colour, how many."""

    because: str
    words: str
    lots: list[tuple[str, str, int]]


def left_out_of(rows: Iterable[Mapping[str, Any]]) -> list[LeftOut]:
    """The lots in groups, a reason each, in the order in which the reasons come."""
    groups: dict[str, list[tuple[str, str, int]]] = {}
    for row in rows:
        lot = (str(row.get("name", "")), str(row.get("colour", "")), int(row.get("quantity") or 0))
        groups.setdefault(str(row.get("because", "")), []).append(lot)
    return [LeftOut(because, str(BECAUSE.get(because, because)), lots) for because, lots in groups.items()]
