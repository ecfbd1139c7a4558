"""A store's shipping table for one destination, as sourcing takes it: steps that rise, by weight or by value.

A table that ends by weight and by value at once is told more dearly than it is. `slack` says by how much at most, so
that what is proven of the dearer table can still be told truly; each parcel is priced by the table itself later.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from brickcore.sourcing.problem import ShippingStep as Step
from brickcore.sourcing.soundness import MOST_TIERS
from common.money import cents
from shop.models import ShippingStep
from shop.services.pricing import Rates

FINEST = Decimal("0.000001")
BESIDE = Decimal("0.001")  # of a value that is converted: each price of one piece was rounded by itself
ENDLESS = Decimal("Infinity")
MOST_VALUE = Decimal(100_000_000)  # of a parcel that a search can tell apart, in any currency


@dataclass(frozen=True, slots=True)
class Table:
    """Steps in the quote's currency, by how much a parcel may be cheaper, and whether they reach as far as it does."""

    steps: tuple[Step, ...]
    slack: Decimal = Decimal(0)
    reaches_as_far: bool = True


class _Reach(NamedTuple):
    """A step in the quote's currency: up to so many grams and so much value."""

    price: Decimal
    grams: Decimal
    value: Decimal


def table_for(
    steps: Iterable[ShippingStep], country: str, rates: Rates, currency: str, heaviest: Decimal = ENDLESS
) -> Table | None:
    """The table for a destination; None where nothing is sent there, or only what no single limit can tell.

    No parcel is taken to be above `heaviest` grams, so limits of weight beyond it are none. Raises NoRate.
    """
    held = [_reach(step, rates, currency, heaviest) for step in steps_to(steps, country)]
    by_value = all(one.grams == ENDLESS for one in held) or all(one.value != ENDLESS for one in held)
    sure = [one for one in held if (one.grams if by_value else one.value) == ENDLESS]
    if not sure:
        return None
    rising = _rising([(one.value if by_value else one.grams, one.price) for one in sure])
    kept, slack = _few([_step(price, end, by_value=by_value) for end, price in rising])
    if len(sure) < len(held):
        slack = kept[-1].price - min(one.price for one in held)
    furthest = [max(one.value if by_value else one.grams for one in some) for some in (sure, held)]
    return Table(kept, slack, furthest[0] == furthest[1])


def steps_to(steps: Iterable[ShippingStep], country: str) -> list[ShippingStep]:
    """Those for the country if there are any, else those for everywhere."""
    table = list(steps)
    own = [step for step in table if step.country == country]
    return own or [step for step in table if step.country == ShippingStep.EVERYWHERE]


def _reach(step: ShippingStep, rates: Rates, currency: str, heaviest: Decimal) -> _Reach:
    no_limit = step.up_to_grams is None or step.up_to_grams >= heaviest
    share = 1 if currency == rates.currency else 1 - BESIDE
    value = None if step.up_to_value is None else rates.convert(step.up_to_value, currency) * share
    return _Reach(
        price=cents(rates.convert(step.price, currency)),
        grams=ENDLESS if no_limit or step.up_to_grams is None else Decimal(step.up_to_grams),
        value=ENDLESS if value is None else min(value, MOST_VALUE).quantize(FINEST, ROUND_DOWN),
    )


def _rising(told: Iterable[tuple[Decimal, Decimal]]) -> list[tuple[Decimal, Decimal]]:
    """(end, price) with both rising: of the steps that reach so far, the cheapest."""
    found: list[tuple[Decimal, Decimal]] = []
    for end, price in sorted(told, key=lambda one: (-one[0], one[1])):
        if not found or price < found[-1][1]:
            found.append((end, price))
    return found[::-1]


def _few(steps: Sequence[Step]) -> tuple[tuple[Step, ...], Decimal]:
    """As many steps as sourcing takes: those go that make least dearer; and by how much that may make one dearer."""
    kept, own = list(steps), {step: step.price for step in steps}
    while len(kept) > MOST_TIERS:
        gone = min(range(len(kept) - 1), key=lambda place: kept[place + 1].price - own[kept[place]])
        own[kept[gone + 1]] = own[kept[gone]]
        del kept[gone]
    return tuple(kept), max(step.price - own[step] for step in kept)


def _step(price: Decimal, end: Decimal, *, by_value: bool) -> Step:
    if end == ENDLESS:
        return Step(price)
    return Step(price, to_value=end) if by_value else Step(price, to_grams=end)
