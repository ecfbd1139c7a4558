"""A problem as arrays: every way to serve a need, with the least that a piece can cost that way.

What holds of these arrays holds of every plan (they leave terms out and add none), so a bound computed from them is a
bound on every plan. Prices are floats in the problem's currency; `unit` is the smallest difference between two plans.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from brickcore.sourcing.problem import Need, Offer, Problem

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Market:
    """The arcs from offers to needs, sorted by need and price; `start[n]:start[n+1]` are those of need n.

    `price` is the least that a piece of use can cost by that arc, `most` how many pieces of use it can carry. `offer`
    counts through all stores; `places` tells the store and the offer's place in it.
    """

    problem: Problem
    places: tuple[tuple[int, int], ...]
    start: Whole
    need: Whole
    offer: Whole
    store: Whole
    price: Floats
    most: Floats
    needed: Floats
    shipping: Floats
    minimum: Floats
    average: Floats
    lots: Floats
    shared: Flags

    @property
    def arcs(self) -> int:
        """How many arcs there are."""
        return len(self.price)

    @property
    def stores(self) -> int:
        """How many stores there are."""
        return len(self.shipping)

    def only(self, kept: Flags) -> "Market":
        """The same market with some arcs alone."""
        need = self.need[kept]
        return replace(
            self,
            start=np.searchsorted(need, np.arange(len(self.needed) + 1)),
            need=need,
            offer=self.offer[kept],
            store=self.store[kept],
            price=self.price[kept],
            most=self.most[kept],
            shared=self.shared[kept],
        )

    @cached_property
    def doubled(self) -> bool:
        """Whether a store has several offers that serve the same need."""
        pairs = np.sort(self.need * self.stores + self.store)
        return bool((pairs[1:] == pairs[:-1]).any())

    @cached_property
    def unit(self) -> Decimal:
        """The finest decimal of any amount in the problem."""
        return Decimal(1).scaleb(-max(0, *(_digits(amount) for amount in _amounts(self.problem))))

    @cached_property
    def gram_unit(self) -> Decimal:
        """The finest decimal of any weight in the problem."""
        problem = self.problem
        weights = {problem.weight_of(offer) or Decimal(0) for store in problem.stores for offer in store.offers}
        weights |= {step.to_grams or Decimal(0) for store in problem.stores for step in store.steps}
        return Decimal(1).scaleb(-max(0, *map(_digits, weights)))

    def offer_of(self, arc: int) -> Offer:
        """The offer that an arc buys of."""
        store, place = self.places[self.offer[arc]]
        return self.problem.stores[store].offers[place]


def market_of(problem: Problem) -> Market:
    """The arrays of a problem."""
    by_lot: dict[str, list[int]] = {}
    for place, need in enumerate(problem.needs):
        for lot in need.served_by:
            by_lot.setdefault(lot, []).append(place)
    places: list[tuple[int, int]] = []
    rows: list[tuple[int, float, int, int, float, bool]] = []
    for at, store in enumerate(problem.stores):
        for place, offer in enumerate(store.offers):
            served = by_lot.get(offer.lot, ())
            if served and offer.most:
                rows += _arcs(offer, served, problem.needs, len(places), at)
                places.append((at, place))
    table = np.array(rows, float).reshape(-1, 6)
    table = table[np.lexsort((table[:, 2], table[:, 1], table[:, 0]))]
    stores = problem.stores
    needs = table[:, 0].astype(np.int64)
    ends = np.cumsum(np.bincount(needs, minlength=len(problem.needs)))
    return Market(
        problem=problem,
        places=tuple(places),
        start=np.append(0, ends),
        need=needs,
        offer=table[:, 2].astype(np.int64),
        store=table[:, 3].astype(np.int64),
        price=table[:, 1],
        most=table[:, 4],
        needed=np.array([need.quantity for need in problem.needs], float),
        shipping=np.array([float(min(step.price for step in store.steps)) for store in stores]),
        minimum=np.array([float(store.minimum) for store in stores]),
        average=np.array([float(store.average_lot) for store in stores]),
        lots=np.array([store.lots or np.inf for store in stores], float),
        shared=table[:, 5].astype(bool),
    )


def _arcs(
    offer: Offer, served: Sequence[int], needs: tuple[Need, ...], number: int, store: int
) -> list[tuple[int, float, int, int, float, bool]]:
    useful = sum(needs[place].quantity for place in served)
    price = float(offer.price) if offer.multiple == 1 and not offer.tiers else least_price(offer, useful)
    shared = len(served) > 1
    return [(place, price, number, store, float(min(offer.most, needs[place].quantity)), shared) for place in served]


def least_price(offer: Offer, useful: int) -> float:
    """The least that a piece of use can cost, when at most so many pieces of the offer are of use."""
    return min(_price_in(low, price, useful) for low, _, price in ranges(offer))


def _price_in(low: int, price: Decimal, useful: int) -> float:
    """Up to what is of use each piece costs its price; a range that begins beyond is paid from its beginning."""
    return float(price) if low <= useful else float(price * low / useful)


def ranges(offer: Offer) -> list[tuple[int, int, Decimal]]:
    """The quantities that can be bought at each price: (least, most, price), all multiples, empty ranges left out."""
    starts = [(1, offer.price), *((tier.from_quantity, tier.price) for tier in offer.tiers)]
    ends = [start - 1 for start, _ in starts[1:]] + [offer.quantity]
    found = []
    for (start, price), end in zip(starts, ends, strict=True):
        low = -(-start // offer.multiple) * offer.multiple
        high = min(end, offer.quantity) // offer.multiple * offer.multiple
        if low <= high:
            found.append((low, high, price))
    return found


def _digits(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _amounts(problem: Problem) -> set[Decimal]:
    """All amounts of money in the problem that can be part of a cost."""
    found = {Decimal(0)}
    for store in problem.stores:
        found.update(step.price for step in store.steps)
        for offer in store.offers:
            found.add(offer.price)
            found.update(tier.price for tier in offer.tiers)
    return found
