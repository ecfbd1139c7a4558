"""The lots of a quote as their shopper chooses among them: left out, had already, or in any colour; and its stores."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from shop.models import Quote
from shop.selectors.stores import stores_by_id
from shop.services.quoting.choices import Choices

MOST = 300  # lots that one form shows, those of the most pieces: a form may have a thousand fields
DIGITS = 8


@dataclass(frozen=True, slots=True)
class LotChoice:
    """A lot that the quote is for, and what was said of it."""

    lot: str
    part_id: int | None
    name: str
    colour: str
    wanted: int
    is_out: bool
    is_any_colour: bool
    owned: int | None


@dataclass(frozen=True, slots=True)
class StoreChoice:
    """A store that the basket names or that is barred."""

    pk: int
    name: str
    is_barred: bool


@dataclass(frozen=True, slots=True)
class LotsPage:
    """The form; `more` lots are not shown. `by_colour`: lots are named that may come in any colour, else all may."""

    lots: list[LotChoice]
    stores: list[StoreChoice]
    more: int
    by_colour: bool


def lots_page(quote: Quote) -> LotsPage:
    """The lots with the most pieces first, and the stores by name."""
    choices = Choices.read(quote.choices)
    wanted = _wanted(quote)
    lots = sorted((_lot(key, row, choices) for key, row in wanted.items()), key=lambda one: (-one.wanted, one.name))
    return LotsPage(lots[:MOST], _stores(quote, choices), max(0, len(lots) - MOST), choices.exact_colours)


def chosen(quote: Quote, given: QueryDict) -> Choices:
    """The quote's choices with what the form says; lots and stores that it does not show stay. Raises Invalid."""
    before, page = Choices.read(quote.choices), lots_page(quote)
    shown = {one.lot for one in page.lots}
    out = (before.left_out - shown) | (shown & set(given.getlist("out")))
    owned = {lot: pieces for lot, pieces in before.owned.items() if lot not in shown}
    owned |= {lot: pieces for lot in shown if (pieces := _count(given.get(f"have-{lot}", "")))}
    barred = [one.pk for one in page.stores if str(one.pk) in given.getlist("bar")]
    told = {"left_out": sorted(out), "owned": owned, "use_owned": bool(owned), "barred_stores": barred}
    if page.by_colour:
        told["any_colour"] = sorted((before.any_colour - shown) | (shown & set(given.getlist("any"))))
    return Choices.read(before.as_json() | told)


def _wanted(quote: Quote) -> dict[str, dict[str, Any]]:
    """All lots by key, those that are not bought for a choice among them, with all pieces of each."""
    found: dict[str, dict[str, Any]] = {}
    for row in [*quote.needs, *(row for row in quote.left_out if row.get("lot"))]:
        known = found.setdefault(row["lot"], {**row, "quantity": 0})
        known["quantity"] += row["quantity"]
    return found


def _lot(key: str, row: Mapping[str, Any], choices: Choices) -> LotChoice:
    return LotChoice(
        lot=key,
        part_id=int(key.partition(":")[0]),
        name=str(row["name"]),
        colour=str(row["colour"]),
        wanted=int(row["quantity"]),
        is_out=key in choices.left_out,
        is_any_colour=key in choices.any_colour,
        owned=choices.owned.get(key),
    )


def _stores(quote: Quote, choices: Choices) -> list[StoreChoice]:
    named = {*quote.parcels.values_list("store", flat=True), *choices.barred_stores}
    rows = stores_by_id(named).values()
    return sorted(
        (StoreChoice(row.pk, row.name, row.pk in choices.barred_stores) for row in rows), key=lambda one: one.name
    )


def _count(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < DIGITS else 0
