"""A store's shipping table for one destination, as sourcing takes it: steps that rise, by weight or by value.

A table that ends by weight and by value at once is told more dearly than it is. `slack` says by how much at most, so
that what is proven of the dearer table can still be told truly; each parcel is priced by the table itself later.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from brickcore.sourcing.problem import ShippingStep as Step
from brickcore.sourcing.soundness import MOST_TIERS
from shop.models import ShippingStep
from shop.services.pricing import Rates, cents

FINEST = Decimal("0.000001")
BESIDE = Decimal("0.001")  # of a value that is converted: each price of one piece was rounded by itself
ENDLESS = Decimal("Infinity")
End = Callable[[ShippingStep], Decimal]


@dataclass(frozen=True, slots=True)
class Table:
    """Steps in the quote's currency, by how much a parcel may be cheaper, and whether they reach as far as it does."""

    steps: tuple[Step, ...]
    slack: Decimal = Decimal(0)
    reaches_as_far: bool = True


def table_for(steps: Iterable[ShippingStep], country: str, rates: Rates, currency: str) -> Table | None:
    """The table for a destination; None where nothing is sent there, or only what no single limit can tell.

    Raises NoRate.
    """
    held = steps_to(steps, country)
    own_end: End = _grams
    sure = [step for step in held if step.up_to_value is None]
    if sure:
        rising = _rising(sure, _grams, rates, currency)
        found = [Step(price, to_grams=_end(end)) for end, price in rising]
        far = max(map(_grams, sure)) == max(map(_grams, held))
    else:
        sure = [step for step in held if step.up_to_grams is None]
        own_end = _value_end(rates, currency)
        found = [Step(price, to_value=_end(end)) for end, price in _rising(sure, own_end, rates, currency)]
        far = bool(sure) and max(map(own_end, sure)) == max(map(own_end, held))
    if not found:
        return None
    kept, slack = _few(found)
    if len(sure) < len(held):
        least = min(step.price for step in held)
        slack = found[-1].price - cents(rates.convert(least, currency))
    return Table(kept, slack, far)


def steps_to(steps: Iterable[ShippingStep], country: str) -> list[ShippingStep]:
    """Those for the country if there are any, else those for everywhere."""
    table = list(steps)
    own = [step for step in table if step.country == country]
    return own or [step for step in table if step.country == ShippingStep.EVERYWHERE]


def _rising(steps: Sequence[ShippingStep], end: End, rates: Rates, currency: str) -> list[tuple[Decimal, Decimal]]:
    """(end, price) with both rising: of the steps that reach so far, the cheapest."""
    found: list[tuple[Decimal, Decimal]] = []
    told = [(end(step), cents(rates.convert(step.price, currency))) for step in steps]
    for reach, price in sorted(told, key=lambda one: (-one[0], one[1])):
        if not found or price < found[-1][1]:
            found.append((reach, price))
    return found[::-1]


def _few(steps: Sequence[Step]) -> tuple[tuple[Step, ...], Decimal]:
    """As many steps as sourcing takes: those go that make least dearer; and by how much that may make one dearer."""
    kept, own = list(steps), {step: step.price for step in steps}
    while len(kept) > MOST_TIERS:
        gone = min(range(len(kept) - 1), key=lambda place: kept[place + 1].price - own[kept[place]])
        own[kept[gone + 1]] = own[kept[gone]]
        del kept[gone]
    return tuple(kept), max((step.price - own[step] for step in kept), default=Decimal(0))


def _grams(step: ShippingStep) -> Decimal:
    return ENDLESS if step.up_to_grams is None else Decimal(step.up_to_grams)


def _value_end(rates: Rates, currency: str) -> End:
    share = 1 if currency == rates.currency else 1 - BESIDE

    def end(step: ShippingStep) -> Decimal:
        value = ENDLESS if step.up_to_value is None else rates.convert(step.up_to_value, currency) * share
        return value if value == ENDLESS else value.quantize(FINEST, ROUND_DOWN)

    return end


def _end(reach: Decimal) -> Decimal | None:
    return None if reach == ENDLESS else reach
