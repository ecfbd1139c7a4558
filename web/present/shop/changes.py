"""What would change the basket, or make one possible: each in words, with the choices that try it."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shop.models import Quote
from shop.services.quoting.choices import Choices
from web.present import figures


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its place in the quote's findings, words, and by how much the basket becomes cheaper or dearer."""

    place: int
    title: str
    detail: str
    amount: str = ""
    is_less: bool = False
    is_verb: bool = False  # the title says what its button does


def changes_of(quote: Quote) -> list[Change]:
    """Other choices that were tried for a ready quote, in the order in which they were found."""
    names = {str(need["lot"]): str(need["name"]) for need in quote.needs}
    before = Choices.read(quote.choices)
    return [_change(place, row, names, before) for place, row in enumerate(quote.findings.get("changes", ()))]


def ways_of(quote: Quote) -> list[Change]:
    """What can be tried where no basket is possible."""
    return [_way(place, row) for place, row in enumerate(quote.findings.get("ways", ()))]


def choices_of(quote: Quote, kind: str, place: str) -> Choices:
    """The quote's choices with those of one of its changes or ways; its own where there is no such one."""
    before = Choices.read(quote.choices)
    found = quote.findings.get(kind, ())
    if kind not in {"changes", "ways"} or not place.isdecimal() or len(place) > 3 or int(place) >= len(found):
        return before
    return Choices.read(before.as_json() | found[int(place)]["choices"])


def _change(place: int, row: Mapping[str, Any], names: Mapping[str, str], before: Choices) -> Change:
    amount = Decimal(row["amount"])
    title, detail = _deciding(row, names) if row["kind"] == "deciding_lots" else _words(row, before)
    return Change(place, title, detail, ("+" if amount > 0 else "") + figures.amount(amount), amount < 0)


def _deciding(row: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, str]:
    """Lots that bring more into the basket than their own price: the parcel that they alone come in."""
    lots = row["names"]
    title = ngettext("Leave out the lot that decides", "Leave out the %(n)d lots that decide", len(lots))
    listed = ", ".join(names.get(lot, lot) for lot in lots)
    own = figures.amount(Decimal(row["own"]))
    return title % {"n": len(lots)}, _("%(lots)s: %(own)s by themselves") % {"lots": listed, "own": own}


def _words(row: Mapping[str, Any], before: Choices) -> tuple[str, str]:
    stores = int(row["stores"])
    moved = _moved(int(row["lots"]))
    if row["kind"] == "fewer_stores":
        title = ngettext("At most %(n)d store", "At most %(n)d stores", stores) % {"n": stores}
        return title, _("one parcel less, %(moved)s") % {"moved": moved}
    lots = int(row["lots"])
    if row["kind"] == "owned":
        had = ngettext("you have parts of %(n)s lot", "you have parts of %(n)s lots", lots)
        return _("Leave out what I own"), had % {"n": figures.count(lots)}
    titles = {
        "used": _("Take used parts too"),
        "substitutes": _stand_ins(set(row["choices"].get("substitutes", ())) - before.substitutes),
        "more_stores": _("Allow one store more"),
    }
    parcels = ngettext("%(n)d parcel", "%(n)d parcels", stores) % {"n": stores}
    return titles[row["kind"]], _("%(parcels)s, %(moved)s") % {"parcels": parcels, "moved": moved}


def _stand_ins(kinds: Set[str]) -> str:
    """What this change lets stand in for a part: one kind, so that each says what it saves by itself."""
    titles = {
        frozenset({"mould"}): _("Take other moulds of the same part"),
        frozenset({"print"}): _("Take the plain part instead of a printed one"),
    }
    return titles.get(frozenset(kinds), _("Take parts that can stand in"))


def _moved(lots: int) -> str:
    words = ngettext("%(n)s lot comes from elsewhere", "%(n)s lots come from elsewhere", lots)
    return words % {"n": figures.count(lots)}


def _way(place: int, row: Mapping[str, Any]) -> Change:
    titles = {
        "condition": _("Take used parts too"),
        "substitutes": _("Take parts that can stand in"),
        "barred_stores": _("Ask the stores that you barred"),
        "max_stores": _("Take as many stores as it needs"),
        "left_out": _("Leave these lots out"),
    }
    missing = int(row["missing"])
    still = ngettext("%(n)s lot is still missing then", "%(n)s lots are still missing then", missing)
    detail = still % {"n": figures.count(missing)} if missing else _("then every lot is there")
    return Change(place, titles[row["kind"]], detail, is_verb=row["kind"] == "left_out")
