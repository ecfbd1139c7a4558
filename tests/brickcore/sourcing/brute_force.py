"""Everything that can be bought, priced one basket at a time: slow, and written without a look at the search.

Of each store all orders are enumerated, and which pieces they bring at what cost; stores are then joined one after
another over all counts of pieces that can matter.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from brickcore.sourcing import Need, Offer, Problem, Store

BASKETS = 1_500
ORDERS = 1_500
SCALE = 10**4
NEVER = np.iinfo(np.int64).max // 4


def caps(problem: Problem) -> dict[str, int]:
    """How many pieces of each lot can be of use."""
    lots = dict.fromkeys(lot for need in problem.needs for lot in (need.lot, *need.accepts))
    return {lot: sum(need.quantity for need in problem.needs if lot in (need.lot, *need.accepts)) for lot in lots}


def is_small(problem: Problem) -> bool:
    """Whether enumerating it is a matter of milliseconds."""
    baskets = prod(cap + 1 for cap in caps(problem).values())
    orders = [prod(offer.quantity // offer.multiple + 1 for offer in store.offers) for store in problem.stores]
    return baskets <= BASKETS and max(orders, default=1) <= ORDERS


def cheapest(problem: Problem) -> Decimal | None:
    """The least that the whole basket can cost; None when there is no way to buy it."""
    most = caps(problem)
    counts = np.array(list(product(*(range(cap + 1) for cap in most.values()))), np.int64)
    limit = np.array(list(most.values()))
    radix = np.array([prod(cap + 1 for cap in limit[place + 1 :].tolist()) for place in range(len(limit))])
    stores = min(len(problem.stores), problem.max_stores or len(problem.stores))
    costs = np.full((stores + 1, len(counts)), NEVER)
    costs[0, 0] = 0
    for store in problem.stores:
        joined = costs.copy()
        for brought, cost in cheapest_orders(problem, store, tuple(most), tuple(limit.tolist())).items():
            to = np.minimum(counts + np.array(brought), limit) @ radix
            for used in range(stores):
                np.minimum.at(joined[used + 1], to, costs[used] + cost)
        costs = joined
    enough = _enough(problem, tuple(most), counts)
    best = int(costs[:, enough].min(initial=NEVER))
    return None if best >= NEVER else Decimal(best) / SCALE


def cheapest_orders(
    problem: Problem, store: Store, lots: tuple[str, ...], limit: tuple[int, ...]
) -> dict[tuple[int, ...], int]:
    """What one order can bring, by lot and at most what is of use, and the least that it costs then."""
    best: dict[tuple[int, ...], int] = {}
    offers = [offer for offer in store.offers if offer.lot in lots]
    for quantities in product(*(range(0, offer.quantity + 1, offer.multiple) for offer in offers)):
        cost = _order(problem, store, [(o, q) for o, q in zip(offers, quantities, strict=True) if q])
        if cost is not None:
            brought = [0] * len(lots)
            for offer, quantity in zip(offers, quantities, strict=True):
                brought[lots.index(offer.lot)] += quantity
            key = tuple(min(count, most) for count, most in zip(brought, limit, strict=True))
            best[key] = min(best.get(key, NEVER), int(cost * SCALE))
    return best


def _order(problem: Problem, store: Store, order: list[tuple[Offer, int]]) -> Decimal | None:
    if not order or (store.lots is not None and len(order) > store.lots):
        return None
    goods = sum((quantity * _price(offer, quantity) for offer, quantity in order), Decimal(0))
    if goods < store.minimum or goods < store.average_lot * len(order):
        return None
    if isinstance(store.shipping, Decimal):
        return goods + store.shipping
    by_lot = {need.lot: need.weight for need in problem.needs}
    grams = sum(
        (
            quantity * (offer.weight if offer.weight is not None else by_lot.get(offer.lot) or Decimal(0))
            for offer, quantity in order
        ),
        Decimal(0),
    )
    for step in store.shipping:
        measured, end = (goods, step.to_value) if step.to_grams is None else (grams, step.to_grams)
        if end is None or measured <= end:
            return goods + step.price
    return None


def _price(offer: Offer, quantity: int) -> Decimal:
    reached = [tier for tier in offer.tiers if tier.from_quantity <= quantity]
    return max(reached, key=lambda tier: tier.from_quantity).price if reached else offer.price


def _enough(problem: Problem, lots: tuple[str, ...], counts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which counts cover all needs: by Hall's theorem each set of needs must find its pieces among its lots."""
    enough = np.ones(len(counts), bool)
    for group in _groups(problem.needs):
        served = [lots.index(lot) for lot in {lot for need in group for lot in (need.lot, *need.accepts)}]
        enough &= counts[:, served].sum(axis=1) >= sum(need.quantity for need in group)
    return enough


def _groups(needs: tuple[Need, ...]) -> Iterator[list[Need]]:
    if not any(need.accepts for need in needs):
        yield from ([need] for need in needs)
        return
    for chosen in product((False, True), repeat=len(needs)):
        yield [need for need, wanted in zip(needs, chosen, strict=True) if wanted]
