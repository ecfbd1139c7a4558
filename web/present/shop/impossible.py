"""Why no basket is possible: which lots nobody has, or which wish forbids it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from shop.models import Quote


@dataclass(frozen=True, slots=True)
class Missing:
    """A lot of which too few are offered."""

    lot: str
    part_id: int | None
    name: str
    colour: str
    needed: int
    missing: int


def missing_of(quote: Quote) -> list[Missing]:
    """The lots that the search found too few of, the largest want first."""
    needs = {str(need.get("lot")): need for need in quote.needs}
    rows = [_missing(row, needs.get(str(row.get("lot")), {})) for row in quote.findings.get("missing", ())]
    return sorted(rows, key=lambda one: (-one.missing, one.name))


def why_not(quote: Quote, missing: list[Missing]) -> str:
    """One sentence."""
    if len(missing) == len(quote.needs):
        return _("No store sends enough of these lots to you.")
    if missing:
        return _("No store sends enough of these lots to you. Without them there can be a basket of all the others.")
    because = str(quote.findings.get("because") or "")
    return because or _("No store sends these lots to you. Other choices may find some.")


def _missing(row: Mapping[str, Any], need: Mapping[str, Any]) -> Missing:
    return Missing(
        lot=str(row.get("lot")),
        part_id=need.get("part_id"),
        name=str(need.get("name") or row.get("name") or row.get("lot")),
        colour=str(need.get("colour") or row.get("colour") or ""),
        needed=int(need.get("quantity") or 0),
        missing=int(row.get("quantity") or 0),
    )
