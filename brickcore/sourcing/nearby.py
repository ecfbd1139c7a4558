"""Sets of stores improved one store at a time: the quick way to a good basket, blind to multiples, tiers and tables."""

import time
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from random import Random

import numpy as np

from brickcore.sourcing.market import Floats, Market, Whole
from brickcore.sourcing.solver import STILL

IMPROVED = Callable[[frozenset[int]], frozenset[int]]
STORES_TRIED = 14
SUPPLIERS = 6  # that one need is taken from, when the use of one more store is estimated


class Nearby:
    """Search among the sets of stores of one market; what a set costs is remembered."""

    def __init__(self, market: Market, *, until: float, still: STILL = lambda: True) -> None:
        self.market = market
        self.until, self.still = until, still
        self.limit = market.problem.max_stores or market.stores
        self.fee = 10 * float(market.price.max(initial=1)) + float(market.shipping.max(initial=1))
        self.known: dict[frozenset[int], float] = {}

    @property
    def lasts(self) -> bool:
        """Whether there is time, and anybody who wants the answer."""
        return time.monotonic() < self.until and self.still()

    def fill(self, stores: Iterable[int]) -> tuple[Whole, Floats]:
        """Each need taken where it is cheapest among the stores: the arcs used and how many pieces of each."""
        market = self.market
        opened = np.zeros(market.stores, bool)
        opened[list(stores)] = True
        arcs = np.nonzero(opened[market.store])[0]
        need, most = market.need[arcs], market.most[arcs]
        so_far = np.cumsum(most) - most
        first = np.searchsorted(need, np.arange(len(market.needed)))
        before = so_far - so_far[np.minimum(first, len(arcs) - 1)][need] if len(arcs) else so_far
        return arcs, np.clip(market.needed[need] - before, 0, most)

    def cost(self, stores: frozenset[int]) -> float:
        """Goods, shipping and what is lacking to minimums; pieces that stay uncovered cost more than any other way."""
        found = self.known.get(stores)
        if found is None:
            market = self.market
            arcs, taken = self.fill(stores)
            goods = np.bincount(market.store[arcs], taken * market.price[arcs], market.stores)
            used = np.bincount(market.store[arcs], taken, market.stores) > 0
            lacking = np.where(used, np.maximum(market.minimum - goods, 0), 0)
            terms = market.shipping + (self._shifted(arcs, taken, lacking) if lacking.any() else 0)
            excess = max(0, int(used.sum()) - self.limit)
            found = float(goods.sum() + terms[used].sum())
            found += self.fee * (market.needed.sum() - taken.sum() + 10 * excess)
            self.known[stores] = found
        return found

    def _shifted(self, arcs: Whole, taken: Floats, lacking: Floats) -> Floats:
        """What coming to its minimum costs a store: pieces move there from dearest suppliers, then more is bought."""
        market = self.market
        need, price, store = market.need[arcs], market.price[arcs], market.store[arcs]
        used = np.nonzero(taken > 0)[0]
        dearest = np.zeros(len(market.needed), np.int64)
        dearest[need[used]] = used  # arcs of a need are sorted by price, so the last one stays
        other = dearest[need]
        costs = np.zeros(market.stores)
        for short in np.nonzero(lacking)[0]:
            ours = np.nonzero((store == short) & (store[other] != short) & (price > 0))[0]
            pieces = np.minimum(market.most[arcs[ours]] - taken[ours], taken[other[ours]])
            loss = np.maximum(1 - price[other[ours]] / price[ours], 0)
            order = np.argsort(loss, kind="stable")
            value = (pieces * price[ours])[order]
            moved = np.clip(lacking[short] - (np.cumsum(value) - value), 0, value)
            costs[short] = moved @ loss[order] + lacking[short] - moved.sum()
        return costs

    def used(self, stores: frozenset[int]) -> frozenset[int]:
        """Those of the stores that anything is bought from."""
        arcs, taken = self.fill(stores)
        return frozenset(self.market.store[arcs[taken > 0]].tolist())

    def taken(self, stores: frozenset[int]) -> list[tuple[int, int, int, int]]:
        """What is bought at the stores when each need is taken where it is cheapest: store, offer, need, pieces."""
        market = self.market
        arcs, taken = self.fill(stores)
        bought = zip(arcs[taken > 0].tolist(), taken[taken > 0].tolist(), strict=True)
        return [(*market.places[market.offer[arc]], int(market.need[arc]), round(pieces)) for arc, pieces in bought]

    def dearest(self, stores: frozenset[int]) -> Floats:
        """By need, the highest price that a piece is bought at."""
        arcs, taken = self.fill(stores)
        dearest = np.zeros(len(self.market.needed))
        np.maximum.at(dearest, self.market.need[arcs[taken > 0]], self.market.price[arcs[taken > 0]])
        return dearest

    def best_from(self, stores: Iterable[int]) -> frozenset[int]:
        """The set that is reached by dropping, adding and swapping as long as that helps and time lasts."""
        current = self.drop(self.used(frozenset(stores)))
        improved = True
        while improved and self.lasts:
            improved = False
            for store in self.worth_adding(current):
                other = self.drop(self.used(current | {store}))
                if self.cost(other) < self.cost(current) - 1e-9:
                    current, improved = other, True
                    break
                if not self.lasts:
                    break
        return current

    def cheapest(self, sets: Iterable[frozenset[int]]) -> frozenset[int]:
        """The set that costs least."""
        return min(sets, key=self.cost)

    def drop(self, current: frozenset[int]) -> frozenset[int]:
        """Leave out stores, the one that saves most first, as long as that saves."""
        while len(current) > 1 and self.lasts:
            best = min((current - {store} for store in sorted(current)), key=self.cost)
            if self.cost(best) >= self.cost(current) - 1e-9:
                break
            current = self.used(best)
        return current

    def worth_adding(self, current: frozenset[int]) -> list[int]:
        """The stores that would make the goods cheapest for their shipping, best first."""
        market = self.market
        arcs, taken = self.fill(current)
        left = market.most.copy()
        saved = np.zeros(market.arcs)
        for price, pieces in self._suppliers(arcs[taken > 0], taken[taken > 0]):
            moved = np.minimum(left, pieces[market.need])
            gain = price[market.need] - market.price
            saved += np.where(gain > 0, moved * gain, 0)
            left -= moved
        gains = np.bincount(market.store, saved, market.stores) - market.shipping
        gains[list(current)] = -np.inf
        return [int(store) for store in np.argsort(-gains, kind="stable")[:STORES_TRIED] if gains[store] > -np.inf]

    def _suppliers(self, arcs: Whole, taken: Floats) -> list[tuple[Floats, Floats]]:
        """Price and pieces by need of its dearest supplier, its second dearest, and so on; what nobody has is dear."""
        market = self.market
        open_pieces = market.needed - np.bincount(market.need[arcs], taken, len(market.needed))
        ranks = [(np.full(len(market.needed), self.fee), open_pieces)] if open_pieces.any() else []
        need = market.need[arcs]
        ends = np.searchsorted(need, np.arange(len(market.needed)), side="right")
        rank = ends[need] - 1 - np.arange(len(arcs))
        for place in range(min(SUPPLIERS, int(rank.max(initial=-1)) + 1)):
            these = rank == place
            price, pieces = np.zeros(len(market.needed)), np.zeros(len(market.needed))
            price[need[these]], pieces[need[these]] = market.price[arcs[these]], taken[these]
            ranks.append((price, pieces))
        return ranks

    def perturbed(
        self,
        best: frozenset[int],
        likely: Floats,
        *,
        leave: tuple[int, int] = (0, 2),
        enter: tuple[int, int] = (1, 3),
        improved: IMPROVED | None = None,
        seed: int = 1,
    ) -> Iterator[frozenset[int]]:
        """Ever better sets, found by shaking a good one again and again; stores come in by how likely they are.

        So many stores leave and enter each time; `improved` makes the best of what comes out, `best_from` unless told.
        """
        improved = improved or self.best_from
        chance = Random(seed)  # noqa: S311 - no secret
        weights = np.cumsum(likely + 0.01).tolist()
        while self.lasts:
            # Not all leave, and none where time ran out before any was chosen.
            left = chance.sample(sorted(best), max(0, min(len(best) - 1, chance.randint(*leave))))
            entered = chance.choices(range(len(weights)), cum_weights=weights, k=chance.randint(*enter))
            other = improved(best - set(left) | set(entered))
            if self.cost(other) < self.cost(best) - 1e-9:
                best = other
                yield best

    def covering(self, barred: AbstractSet[int] = frozenset()) -> list[int]:
        """Stores by what they add of what is still needed, until nothing is left that they could add."""
        market = self.market
        chosen: list[int] = []
        open_pieces = market.needed.copy()
        while open_pieces.any() and len(chosen) < market.stores:
            covers = np.bincount(market.store, np.minimum(market.most, open_pieces[market.need]) > 0, market.stores)
            covers[[*chosen, *barred]] = -1
            best = int(np.argmax(covers))
            if covers[best] <= 0:
                break
            chosen.append(best)
            ours = market.store == best
            np.subtract.at(open_pieces, market.need[ours], market.most[ours])
            open_pieces = np.maximum(open_pieces, 0)
        return chosen
