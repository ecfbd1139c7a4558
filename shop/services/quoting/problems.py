"""The shelf under a shopper's choices, as a problem for sourcing, and the way back from its plan to offers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal

from brickcore.sourcing.problem import Need, Offer, Problem, Tier
from brickcore.sourcing.problem import Store as Seller
from brickcore.sourcing.soundness import MOST_ACCEPTED, MOST_MONEY
from common.money import UNIT, unit_price
from shop.selectors.offers import OfferRow
from shop.services.pricing import Rates
from shop.services.quoting.choices import Choices
from shop.services.quoting.lots import lot_key
from shop.services.quoting.shelf import Shelf, Wanted

Lots = dict[int, dict[int, Decimal]]
"""By part, the colours that somebody has, with the least that is asked for one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A problem, and the offers that its stores' offers stand for, in the same order.

    `slack` is by how much a basket may be cheaper than the problem says, None where it cannot be told.
    """

    problem: Problem
    rows: Mapping[str, tuple[OfferRow, ...]]
    slack: Decimal | None


def problem_for(shelf: Shelf, choices: Choices, rates: Rates) -> Asked:
    """The problem of these choices. Raises brickcore's ProblemError where there is more than anyone may ask."""
    rows = {
        store: tuple(row for row in offers if choices.condition in ("any", row.condition))
        for store, offers in shelf.offers.items()
        if store not in choices.barred_stores
    }
    lots = _lots(row for offers in rows.values() for row in offers)
    needs = tuple(Need(one.lot, one.quantity, _accepted(one, shelf, lots, choices), one.grams) for one in shelf.wanted)
    served = {lot for need in needs for lot in need.served_by}
    useful = {
        store: tuple(
            row
            for row in offers
            if lot_key(row.part_id, row.colour_id) in served
            and row.available >= row.multiple
            and rates.convert(row.price, row.currency) <= MOST_MONEY
        )
        for store, offers in rows.items()
        if _is_within_reach(store, shelf, rates)
    }
    stores = tuple(_seller(store, offers, shelf, rates) for store, offers in useful.items() if offers)
    problem = Problem(rates.currency, needs, stores, choices.max_stores)
    return Asked(problem, {str(store): offers for store, offers in useful.items()}, _slack(shelf, useful, choices))


def _is_within_reach(store: int, shelf: Shelf, rates: Rates) -> bool:
    """Whether what a store asks at least is what a basket can come to in the quote's currency.

    What lies beyond is left out, like offers beyond it: refused, one absurd offer would forbid everybody's basket.
    """
    row = shelf.stores[store]
    least = max(row.minimum_buy, row.average_lot_minimum)
    return max(rates.convert(least, row.currency), *(step.price for step in shelf.tables[store].steps)) < MOST_MONEY


def _seller(store: int, rows: Iterable[OfferRow], shelf: Shelf, rates: Rates) -> Seller:
    row = shelf.stores[store]
    return Seller(
        id=str(store),
        offers=tuple(_offer(one, shelf, rates) for one in rows),
        shipping=shelf.tables[store].steps,
        minimum=_at_least(row.minimum_buy, row.currency, rates),
        average_lot=_at_least(row.average_lot_minimum, row.currency, rates),
        lots=row.lot_limit,
    )


def _offer(row: OfferRow, shelf: Shelf, rates: Rates) -> Offer:
    def worth(price: Decimal) -> Decimal:
        return unit_price(rates.convert(price, row.currency))

    return Offer(
        lot=lot_key(row.part_id, row.colour_id),
        quantity=row.available,
        price=worth(row.price),
        multiple=row.multiple,
        tiers=tuple(Tier(start, worth(price)) for start, price in row.tiers),
        weight=shelf.grams[row.part_id],
    )


def _at_least(amount: Decimal, currency: str, rates: Rates) -> Decimal:
    """A minimum in the quote's currency, up: so that it is reached in the store's own, too."""
    return rates.convert(amount, currency).quantize(UNIT, ROUND_UP)


def _lots(rows: Iterable[OfferRow]) -> Lots:
    lots: Lots = defaultdict(dict)
    for row in rows:
        known = lots[row.part_id].get(row.colour_id)
        lots[row.part_id][row.colour_id] = row.price if known is None else min(known, row.price)
    return lots


def _accepted(one: Wanted, shelf: Shelf, lots: Lots, choices: Choices) -> tuple[str, ...]:
    """The lots that may stand for it and that somebody has; where there are too many, the cheapest of them."""
    kin = shelf.kin.get(one.part, {})
    parts = {one.part, *(part for kind in choices.substitutes for part in kin.get(kind, ()))}
    found = []
    for part in parts:
        colours = lots.get(part, {})
        open_colours = colours if choices.colour_may_vary(one.lot) else colours.keys() & {one.colour}
        found += [
            (colours[colour], part, colour) for colour in open_colours if (part, colour) != (one.part, one.colour)
        ]
    return tuple(lot_key(part, colour) for _price, part, colour in sorted(found)[:MOST_ACCEPTED])


def _slack(shelf: Shelf, useful: Mapping[int, tuple[OfferRow, ...]], choices: Choices) -> Decimal | None:
    tables = [shelf.tables[store] for store, offers in useful.items() if offers]
    if not all(table.reaches_as_far for table in tables):
        return None
    largest = sorted((table.slack for table in tables), reverse=True)
    return sum(largest[: choices.max_stores], Decimal(0))
