"""The search: quick sets of stores, a relaxation that proves a bound and rules stores out, then the exact model."""

import time
from collections.abc import Iterable
from decimal import Decimal

import numpy as np

from brickcore.sourcing.checking import check_plan
from brickcore.sourcing.division import Division
from brickcore.sourcing.market import Market, market_of
from brickcore.sourcing.nearby import Nearby
from brickcore.sourcing.plain import plain_plan
from brickcore.sourcing.plan import PlanLine, Sourced, Status
from brickcore.sourcing.problem import Problem
from brickcore.sourcing.relaxation import Proof, Relaxation
from brickcore.sourcing.remaining import Remaining
from brickcore.sourcing.search import LARGE, ON_PROGRESS, SOLVED, Search

GRACE = 5.0  # seconds more, when without them there would be no plan at all
FORBIDDEN = "Every lot is on offer, but minimums, limits of lots or the number of stores allow no way to buy them all."
LATE = "Time ran out before any plan was found; allow more seconds."
POOL = 0.03  # of the bound: what using a store may add to it
SHAKEN = 0.3  # of the time that the relaxation took
SHAKEN_LONGEST = 0.35  # of all the time
QUICK = 0.5  # seconds that the first sets of stores may take, where so few are allowed that their share is less
LINKED = 0.8  # of the dearest price paid


def source(
    problem: Problem,
    *,
    seconds: float = 10.0,
    on_progress: ON_PROGRESS | None = None,
    start: Iterable[PlanLine] | None = None,
) -> Sourced:
    """The cheapest plan that is found in so many seconds, and a bound that no plan goes below.

    `on_progress` hears of every better plan or bound, and without news twice a second; it ends the search by returning
    False. `start` is an earlier plan; its stores are tried first.
    """
    until = time.monotonic() + seconds
    missing = problem.missing()
    if missing:
        return Sourced("infeasible", None, Decimal(0), missing=missing, because="Nobody has them.")
    search = Search(market_of(problem), until, on_progress)
    order, plain = _plainly(search.market)
    baseline = None if plain is None else check_plan(problem, plain)
    search.offer(plain)
    if not search.over:
        known = [search.number[line.store] for line in start or () if line.store in search.number]
        _search(search, [order, known] if known else [order])
    return _sourced(search, baseline)


def _search(search: Search, first: list[list[int]]) -> None:
    if search.market.arcs >= LARGE:
        # Compiled code takes as long to load as small markets take to search.
        from brickcore.sourcing.large.searching import search_large  # noqa: PLC0415

        search_large(search, first)
        if search.over and search.cost is not None:
            return
        first = [sorted(search.used())] if search.used() else first
    market = search.market
    left = search.until - time.monotonic()
    nearby = Nearby(market, until=time.monotonic() + max(0.05 * left, min(0.2 * left, QUICK)), still=search.still)
    sets: list[frozenset[int]] = [nearby.best_from(stores) for stores in first]
    best = nearby.cheapest(sets)
    search.offer_at(best, nearby.taken(best), thoroughly=False)
    if search.stopped:
        return
    relaxation = Relaxation(market, search.still)
    relaxation.link_cheap(nearby.dearest(sets[0]) * LINKED)
    begun = time.monotonic()
    proof = relaxation.tighten(until=begun + 0.5 * (search.until - begun))
    took = time.monotonic() - begun
    if proof is not None and not search.stopped:
        search.raise_bound(proof.bound)
        best = _around(search, proof, sets, max(0.02, min(SHAKEN_LONGEST * left, SHAKEN * took)))
    search.offer_at(best, nearby.taken(best), thoroughly=True)
    if proof is not None and search.cost is not None and not search.over:
        with Division(relaxation, search.ceiling) as division:
            search.divide(division)
    Remaining(search, relaxation).solve()
    if search.cost is None and not search.impossible and not search.stopped:
        search.until += GRACE
        Remaining(search, relaxation).solve()


def _around(search: Search, proof: Proof, known: list[frozenset[int]], seconds: float) -> frozenset[int]:
    """The best set found in so many seconds near what the relaxation uses, a little or much."""
    market = search.market
    pool = proof.store <= POOL * proof.bound
    pool[list(frozenset().union(*known))] = True
    until = time.monotonic() + seconds
    nearby = Nearby(market.only(pool[market.store]), until=until, still=search.still)
    found = [nearby.best_from(np.nonzero(proof.use > least)[0].tolist()) for least in (0.3, 0.7, 0.05)]
    best = nearby.cheapest([*found, *known])
    if nearby.cost(best) <= proof.bound * (1 + float(SOLVED)):
        return best
    nearness = np.exp(-proof.store / (0.01 * proof.bound + 1e-9))
    for better in nearby.perturbed(best, np.where(pool, proof.use + 0.1 * nearness, 0)):
        best = better
    return best


def _plainly(market: Market) -> tuple[list[int], tuple[PlanLine, ...] | None]:
    """The plain way of shopping: its stores in order, and its plan if there is one, without minimums out of reach."""
    nearby = Nearby(market, until=np.inf)
    barred: frozenset[int] = frozenset()
    while True:
        order = nearby.covering(barred)
        plan, refused = plain_plan(market.problem, order)
        if plan is not None or not refused:
            return order, plan
        barred |= refused


def _sourced(search: Search, baseline: Decimal | None) -> Sourced:
    history = tuple(search.history)
    if search.cost is None:
        status: Status = "infeasible" if search.impossible else "unknown"
        because = FORBIDDEN if search.impossible else LATE
        return Sourced(status, None, search.bound, because=because, history=history)
    status = "optimal" if search.proven else "feasible"
    plan = tuple(sorted(search.plan, key=lambda line: (search.number[line.store], line.offer, line.need)))
    return Sourced(status, search.cost, search.bound, plan, baseline=baseline, history=history)
