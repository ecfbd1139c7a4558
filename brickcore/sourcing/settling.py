"""The best plan at one set of stores, all of them used, in whole pieces.

Little is left to choose there: mostly which pieces bring goods just to a minimum. The prices of the linear program tell
what each step away from it costs at least; within a little room above its bound hardly any column can move, and what
cannot move is left out. What is found within the room is the best; else the room is made larger.
"""

import time
from dataclasses import dataclass

import numpy as np

from brickcore.sourcing.answering import lines
from brickcore.sourcing.checking import sound
from brickcore.sourcing.exact import Scope, arrays, build, threshold
from brickcore.sourcing.market import Floats, Market
from brickcore.sourcing.plan import PlanLine
from brickcore.sourcing.rows import Rows
from brickcore.sourcing.solver import SEEN, contradiction, new_model, solve_integer, solve_linear

SLACK = 1e-6  # of room, for rounding errors
LIGHT = 800  # columns: larger models are worth what the solver does before it divides
SHORT_OF_A_UNIT = 0.9
AMPLE, AMPLE_SHARE = 0.05, 0.8  # of the bound: room that nearly always has a plan; and of the time to look there
STEEP = 1_000


@dataclass(frozen=True, slots=True)
class Within:
    """What there is within some room: the best plan or None, whether that is for sure, and whether the room leaves
    every plan at the set in question."""

    plan: tuple[PlanLine, ...] | None
    cost: float
    finished: bool
    everything: bool


class Settling:
    """One set of stores; `bound` is what every plan that uses just these costs at least, `room` what was tried last."""

    def __init__(self, market: Market, stores: frozenset[int], *, until: float) -> None:
        self.market = market
        self.room = self.bound = 0.0
        inside = np.isin(np.arange(market.stores), list(stores))
        coupled = frozenset(at for at in stores if threshold(market.problem.stores[at]))
        arcs = np.nonzero(inside[market.store])[0]
        self.scope = Scope(arcs, inside, coupled, np.ones(market.arcs, bool), np.inf)
        self.model = build(market, self.scope)
        (self.cost, self.least, self.most), whole = arrays(self.model)
        self.whole = np.isin(np.arange(len(self.cost)), whole)
        self.whole[: len(arcs)] = True
        highs = new_model((self.cost, self.least, self.most), self.model.rows)
        solved = solve_linear(highs, until=until)
        self.values = None if solved is None else solved[0]
        self._prove(None if solved is None else solved[1])
        ray = contradiction(highs) if solved is None else None
        if ray is not None:
            # Rows that contradict each other prove as high a bound as one likes; nothing at all costs as much as this.
            dearest = float(self.cost @ self.most)
            self._prove(STEEP * dearest * ray)
            self.bound = np.inf if self.bound > dearest else 0.0

    def rounded(self) -> tuple[PlanLine, ...] | None:
        """The plan next to the linear program's: where goods must come to something pieces are rounded up, elsewhere
        the cheapest fill what stays open. None where that is no plan."""
        if self.values is None:
            return None
        market, arcs = self.market, self.scope.arcs
        values = np.where(self.whole, np.ceil(self.values - SLACK), self.values)
        free = ~np.isin(market.store[arcs], list(self.scope.strict))
        sent = np.where(free, 0, values[: len(arcs)])
        still_open = market.needed - np.bincount(market.need[arcs], sent, len(market.needed))
        most = np.where(free, market.most[arcs], 0)
        before = np.cumsum(most) - most
        before -= before[np.searchsorted(market.need[arcs], market.need[arcs])]
        values[: len(arcs)] = np.where(free, np.clip(still_open[market.need[arcs]] - before, 0, most), sent)
        return sound(market.problem, lines(market, self.scope, self.model, values)[0])

    def _prove(self, prices: Floats | None) -> None:
        """The bound and what a step of each column adds to it, from prices of rows: any that are not negative do."""
        least, length, column, value = self.model.rows.join()
        price = np.zeros(len(least)) if prices is None else np.maximum(prices, 0)
        self.step = self.cost - np.bincount(column, np.repeat(price, length) * value, len(self.cost))
        self.bound = float(price @ least + np.minimum(self.step * self.least, self.step * self.most).sum())
        self.bound -= 1e-9 * (1 + float(price @ np.abs(least)))

    def within(self, room: float, *, until: float, seen: SEEN | None = None) -> Within:
        """The cheapest plan that costs at most `room` more than the bound."""
        self.room = room
        return self._look(room, float(self.market.unit) * SHORT_OF_A_UNIT, until=until, seen=seen)

    def nearly(self, near: float, *, until: float, seen: SEEN | None = None) -> tuple[PlanLine, ...] | None:
        """Any plan that costs at most such a share more than the best one, or the best that there is time for."""
        if not np.isfinite(self.bound):
            return None
        now = time.monotonic()
        soon = now + AMPLE_SHARE * (until - now)
        ample = self._look(AMPLE * self.bound, near * self.bound, until=soon, seen=seen).plan
        return ample or self._look(np.inf, near * self.bound, until=until, seen=seen).plan

    def _look(self, room: float, near: float, *, until: float, seen: SEEN | None) -> Within:
        """The cheapest plan within some room, or one so near to it."""
        steps = np.floor((room + SLACK) / np.maximum(np.abs(self.step), 1e-12)) if np.isfinite(room) else np.inf
        most = np.where(self.step > 0, np.minimum(self.most, self.least + steps), self.most)
        least = np.where(self.step < 0, np.maximum(self.least, self.most - steps), self.least)
        below = self.bound + room + SLACK
        dearest = float(np.maximum(self.cost * most, self.cost * least).sum())
        everything = bool((most == self.most).all() and (least == self.least).all()) and dearest <= below
        kept = np.nonzero(least < most)[0]
        rows = self._left(kept, least, most)
        if not len(kept):
            plan = (
                None if rows.count else sound(self.market.problem, lines(self.market, self.scope, self.model, least)[0])
            )
            return Within(plan, float(self.cost @ least) if plan else np.inf, True, everything)
        if dearest > below:  # to say so lets the solver end at once where nothing is so cheap
            held = float(self.cost @ least - self.cost[kept] @ least[kept])
            rows.add(held - below, np.arange(len(kept)), -self.cost[kept])
        highs = new_model((self.cost[kept], least[kept], most[kept]), rows)
        whole = np.nonzero(self.whole[kept])[0]
        answer = solve_integer(highs, whole, until=until, close_enough=near, seen=seen, lightly=len(kept) < LIGHT)
        if answer.values is None:
            return Within(None, np.inf, answer.infeasible, everything)
        values = least.copy()
        values[kept] = answer.values
        plan = sound(self.market.problem, lines(self.market, self.scope, self.model, values)[0])
        return Within(plan, float(self.cost @ values), answer.finished and plan is not None, everything)

    def _left(self, kept: np.ndarray, least: Floats, most: Floats) -> Rows:
        """The rows of the kept columns, what the others carry taken off; without those that nothing can break."""
        bounds, length, column, value = self.model.rows.join()
        row = np.repeat(np.arange(len(bounds)), length)
        moves = np.isin(column, kept)
        bounds = bounds - np.bincount(row[~moves], (value * least[column])[~moves], len(bounds))
        low = np.minimum(value * least[column], value * most[column])
        matters = np.bincount(row[moves], low[moves], len(bounds)) < bounds - 1e-9
        entries = moves & matters[row]
        rows = Rows()
        place = np.cumsum(matters) - 1
        rows.grouped(bounds[matters], place[row[entries]], np.searchsorted(kept, column[entries]), value[entries])
        return rows
