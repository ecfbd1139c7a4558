"""The price stack: a line a rule, each with a bar that starts where the last one ended. The lines shown are the sum."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from shop.models import QuoteCharge
from web.present.shop.charge_reasons import Because, because_of
from web.present.shop.charge_words import name_of, rule_of

Kind = QuoteCharge.Kind
BAR = 1000  # units across; the drawing stretches
THINNEST = 3  # of a line that is more than nothing
STORES = 3  # hues for stores; they begin again after these
HUES = {
    Kind.SHIPPING: 4, Kind.PICKING: 4, Kind.INSTRUCTIONS: 4, Kind.DESIGN_FEE: 5, Kind.ROYALTY: 5,
    Kind.PLATFORM: 6, Kind.PAYMENT: 6, Kind.TAX: 6,
}  # fmt: skip
TOGETHER = {Kind.SHIPPING, Kind.PICKING}  # what all stores ask is one line, and opens to each


@dataclass(frozen=True, slots=True)
class StackLine:
    """One line: what it is, by which rule, how much, where its bar lies, and what opens under it."""

    key: str
    name: str
    rule: str
    amount: Decimal
    hue: int
    x: int
    width: int
    because: Because


def stack_of(charges: Iterable[QuoteCharge], country: str) -> list[StackLine]:
    """The lines in their order. No amount is left out, and none is counted twice: a test adds them up."""
    groups = [list(group) for _key, group in groupby(charges, key=_together)]
    whole = sum((one.amount for group in groups for one in group), Decimal(0))
    lines: list[StackLine] = []
    before = Decimal(0)
    stores = 0
    for group in groups:
        amount = sum((one.amount for one in group), Decimal(0))
        start, end = _units(before, whole), _units(before + amount, whole)
        width = max(end - start, THINNEST if amount else 0)
        lines.append(
            StackLine(
                key=f"line-{group[0].position}",
                name=name_of(group),
                rule=rule_of(group, country),
                amount=amount,
                hue=HUES.get(Kind(group[0].kind)) or _hue(stores),
                x=min(start, BAR - width),
                width=width,
                because=because_of(group, country),
            )
        )
        before += amount
        stores += group[0].kind == Kind.PARTS
    return lines


def hues_of(charges: Iterable[QuoteCharge]) -> dict[int | None, int]:
    """The hue of each store, by its key: the one that its line of the stack has."""
    stores = [charge.store_id for charge in charges if charge.kind == Kind.PARTS]
    return {store: _hue(place) for place, store in enumerate(stores)}


def _hue(place: int) -> int:
    return place % STORES + 1


def _together(charge: QuoteCharge) -> object:
    return charge.kind if charge.kind in TOGETHER else charge.position


def _units(amount: Decimal, whole: Decimal) -> int:
    return int(amount * BAR / whole) if whole else 0
