"""The state of a search: the best plan and bound so far, and the runs of the solver that better them."""

import time
from collections.abc import Callable
from decimal import ROUND_CEILING, Decimal
from typing import Any

import numpy as np

from brickcore.sourcing.checking import check_plan
from brickcore.sourcing.frontier import Frontier
from brickcore.sourcing.market import Market
from brickcore.sourcing.plain import filled_plan
from brickcore.sourcing.plan import Found, PlanLine
from brickcore.sourcing.settling import Settling

ON_PROGRESS = Callable[[Found], bool | None]
LARGE = 40_000  # arcs; from here on linear programs come to nothing within seconds
MOST_SETS = 24  # with so many sets left the terms, not the stores, are what is hard
ARCS_A_SECOND = 30_000  # at a set of stores that a model can be made of
FIRST_ROOM, UNITS = 5e-5, 5  # of what a set costs at least, and in the smallest differences of costs
WIDER = 4
ROUGHLY = 5e-4  # of the cost: a set that may save so much is settled roughly at once,
ROUGH_LEAST, ROUGH_SHARE = 0.05, 0.1  # in so many seconds, or in such a share of the time so far
POOR = 0.02  # of what a set costs at least: where the best plan is dearer, or there is none, first one is looked for
NEARLY, NEARLY_SHARE = 0.01, 0.5  # so near to the best of the set, in such a share of the time left
TOLERANCE = 1e-7  # the solver's, of any amount
BEAT = 0.5  # seconds without news after which the listener is asked whether to go on
SOLVED = Decimal("1e-6")  # of the cost: closer than this the solver's own tolerance decides


class Search:
    """The best plan and the best bound so far, and the ways to better them."""

    def __init__(self, market: Market, until: float, on_progress: ON_PROGRESS | None) -> None:
        self.market, self.until, self.on_progress = market, until, on_progress
        self.began = self.told = time.monotonic()
        self.plan: tuple[PlanLine, ...] = ()
        self.cost: Decimal | None = None
        self.bound = Decimal(0)
        self.history: list[Found] = []
        self.stopped = self.impossible = False
        self.sets: dict[frozenset[int], float] = {}
        self.settlings: dict[frozenset[int], Settling] = {}
        self.number = {store.id: at for at, store in enumerate(market.problem.stores)}

    @property
    def over(self) -> bool:
        """Nothing is left to be found, or no time to find it."""
        return self.stopped or self.impossible or self.proven or time.monotonic() > self.until

    @property
    def proven(self) -> bool:
        """No plan can be cheaper by more than the solver can tell."""
        return self.cost is not None and self.cost - self.bound <= self.cost * SOLVED

    @property
    def gap(self) -> Decimal:
        """What is not proven, as a share of the cost."""
        return (self.cost - self.bound) / self.cost if self.cost else Decimal(0)

    def used(self) -> frozenset[int]:
        """The stores of the best plan."""
        return frozenset(self.number[line.store] for line in self.plan)

    def offer(self, plan: tuple[PlanLine, ...] | None) -> None:
        """Take a plan if it is the cheapest so far."""
        if plan is not None:
            cost = check_plan(self.market.problem, plan)
            if self.cost is None or cost < self.cost:
                self.plan, self.cost = plan, cost
                self.tell()

    def offer_at(self, stores: frozenset[int], taken: list[tuple[int, int, int, int]], *, thoroughly: bool) -> None:
        """Offer what can quickly be bought at a set of stores: what is `taken` (store, offer, need, pieces), topped up;
        where there is time, the plan next to the linear program's, too, or, `thoroughly` or where no plan is known, the
        best easily found."""
        if self.stopped:
            return
        self.offer(filled_plan(self.market.problem, taken))
        if self.has_time_for(stores) and not self.stopped:
            if thoroughly or self.cost is None:
                self.settle(stores, roughly=True)
            else:
                self.consider(stores)

    def raise_bound(self, proven: float, tolerance: float = 0.0) -> None:
        """Take a bound if it is the best so far: what it is worth for sure, then up to the next possible amount."""
        if not np.isfinite(proven):
            return
        unit = self.market.unit
        sure = Decimal(proven - tolerance * (1 + abs(proven)))
        bound = (sure / unit).to_integral_value(ROUND_CEILING) * unit
        if self.cost is not None:
            bound = min(bound, self.cost)
        if bound > self.bound:
            self.bound = bound
            self.tell()

    def tell(self) -> None:
        """Note the moment; the listener may stop the search."""
        self.history.append(self._hear())

    def still(self) -> bool:
        """Whether the search goes on; a listener that heard nothing for a while is asked."""
        if not self.stopped and time.monotonic() - self.told > BEAT:
            self._hear()
        return not self.stopped

    def _hear(self) -> Found:
        self.told = time.monotonic()
        now = Found(self.told - self.began, self.cost, self.bound)
        if self.on_progress is not None and self.on_progress(now) is False:
            self.stopped = True
        return now

    def go_on(self, _best: float, _bound: float) -> bool:
        """The same, as solvers ask it."""
        return self.still()

    def ceiling(self) -> float:
        """What a plan of interest costs at most: cheaper by less than the solver can tell is no cheaper."""
        if self.cost is None:
            return np.inf
        cost = float(self.cost)
        return cost - max(float(self.market.unit) / 2, 2 * TOLERANCE * (1 + cost))

    def settle(self, stores: frozenset[int], *, roughly: bool = False) -> None:
        """Find the best plan at a set of stores, all of them used, unless it is dearer than the best of all.

        `roughly`: only plans within a little room above what the set costs at least are looked for.
        """
        settling = self.consider(stores)
        if self.ceiling() > (1 + POOR) * settling.bound and not self.over:
            until = time.monotonic() + NEARLY_SHARE * (self.until - time.monotonic())
            self.offer(settling.nearly(NEARLY, until=until, seen=self.go_on))
        least = self.sets[stores]
        until = self.until
        if roughly:
            now = time.monotonic()
            until = min(until, now + max(ROUGH_LEAST, ROUGH_SHARE * (now - self.began)))
        everything = False
        while not everything and not self.over and not self.dearer(least) and (settling.room == 0 or not roughly):
            ceiling = self.ceiling()
            least_room = max(FIRST_ROOM * settling.bound, UNITS * float(self.market.unit))
            room = min(max(least_room, WIDER * settling.room), ceiling - settling.bound)
            found = settling.within(room, until=until, seen=self.go_on)
            self.offer(found.plan)
            if not found.finished:
                break
            everything = found.everything or settling.bound + room >= ceiling
            proven = np.inf if everything else settling.bound + room
            least = self.sets[stores] = max(least, min(found.cost, proven))

    def has_time_for(self, stores: frozenset[int]) -> bool:
        """Whether the model of a set of stores can be made before time is over."""
        arcs = np.isin(self.market.store, list(stores)).sum()
        return bool(arcs < ARCS_A_SECOND * (self.until - time.monotonic()))

    def consider(self, stores: frozenset[int]) -> Settling:
        """What is known of a set of stores; at first the plan next to its linear program's is offered, too."""
        known = self.settlings.get(stores)
        if known is None:
            known = self.settlings[stores] = Settling(self.market, stores, until=self.until)
            self.sets[stores] = max(self.sets.get(stores, -np.inf), known.bound)
            self.offer(known.rounded())
        return known

    def settle_all(self) -> None:
        """Settle the sets that may be better than the best plan, likely ones first."""
        for stores, least in sorted(self.sets.items(), key=lambda known: known[1]):
            if not self.over and not self.dearer(least):
                self.settle(stores)

    def dearer(self, least: float) -> bool:
        """Whether plans that cost at least so much are for sure none that is looked for."""
        return bool(np.isinf(least) or least - TOLERANCE * (1 + abs(least)) > self.ceiling())

    def least_of_sets(self) -> float:
        """What plans at the sets noted cost at least."""
        return min(self.sets.values(), default=np.inf)

    def divide(self, division: Frontier[Any], *, go_on: Callable[[], bool] = lambda: True) -> None:
        """Rule out whatever costs more than the best plan, set of stores by set of stores, as long as wanted."""
        while self.still() and not self.over and len(self.sets) <= MOST_SETS and division.advance(until=self.until):
            for stores, least in division.found().items():
                self.sets[stores] = max(least, self.sets.get(stores, least))
                self.consider(stores)
                if self.ceiling() - least > ROUGHLY * least:
                    self.settle(stores, roughly=True)
            self.raise_to(division.bound)
            if not go_on():
                break
        if np.isinf(division.bound):
            self.settle_all()
        self.raise_to(division.bound)

    def raise_to(self, others: float) -> None:
        """Take the bound that comes of what all sets cost at least and what the others do."""
        self.raise_bound(min(others, self.least_of_sets(), self.ceiling()), TOLERANCE)
