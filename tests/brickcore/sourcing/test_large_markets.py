"""The search of large markets, tried on markets that are small enough to know the answer."""

import itertools
import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from brickcore.compiling import kernel
from brickcore.sourcing import Problem, sourcing
from brickcore.sourcing.answering import buy
from brickcore.sourcing.large import halving as halving_module
from brickcore.sourcing.large import searching
from brickcore.sourcing.large.choices import Choices, Shares
from brickcore.sourcing.large.climbing import Climb
from brickcore.sourcing.large.halving import Halving
from brickcore.sourcing.large.moving import LACKING, NOBODY, TOO_MANY, Moves, _saved
from brickcore.sourcing.large.prices import Prices, prices_of_needs
from brickcore.sourcing.large.serving import HELD, Arcs, Room, in_parts, serve
from brickcore.sourcing.market import Floats, Market, market_of
from brickcore.sourcing.nearby import Nearby
from brickcore.sourcing.plan import Found
from brickcore.sourcing.relaxation import Relaxation
from brickcore.sourcing.sourcing import source
from tests.brickcore.sourcing.brute_force import cheapest, is_small
from tests.brickcore.sourcing.counting import cost_by_counting
from tests.brickcore.sourcing.problems import small_problems
from tests.brickcore.sourcing.test_ruling_out import everything, medium
from tests.brickcore.sourcing.test_sourcing_truth import EVERY, judge


@pytest.fixture(autouse=True, scope="module")
def every_market_is_large() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sourcing, "LARGE", 0)
        patch.setattr(searching, "SMALL", 0)
        yield


def still() -> bool:
    return True


def bound_by_shares(market: Market, cost: float, *, rounds: int = 2_000) -> tuple[Choices, Shares]:
    prices = prices_of_needs(market, market.price[market.start[:-1]], cost, until=np.inf, still=still)
    choices = Choices(market, prices)
    nothing, everything = np.zeros(market.stores), np.ones(market.stores)
    climb = Climb(0.05, 50)
    root = choices.ascend(None, nothing, everything, climb, rounds=rounds, target=cost, until=np.inf, still=still)
    return choices, root


@settings(EVERY, max_examples=30)
@given(small_problems(tables=True, limits=True))
def test_the_plan_is_the_cheapest_of_all(problem: Problem) -> None:
    judge(problem)


@settings(EVERY, max_examples=30)
@given(small_problems(tables=True, limits=True, accepts=True))
def test_lots_accepted_for_others_are_bought_at_the_least_cost(problem: Problem) -> None:
    judge(problem)


@settings(EVERY, max_examples=30)
@given(small_problems(tables=True, limits=True, accepts=True), st.sampled_from((0.0, 0.001, 0.01, 0.05)))
def test_an_answer_cut_short_is_honest(problem: Problem, seconds: float) -> None:
    assume(is_small(problem))
    best = cheapest(problem)
    sourced = source(problem, seconds=seconds)
    assert best is None or sourced.bound <= best
    assert best is not None or not sourced.plan
    assert sourced.cost is None or sourced.cost == cost_by_counting(problem, sourced.plan)
    assert sourced.status != "optimal" or sourced.cost == best


@pytest.mark.parametrize(("seed", "remembered"), [*((seed, 1_000) for seed in range(8)), (0, 1), (2, 1)])
def test_parts_are_ruled_out_until_the_cheapest_set_is_left(
    seed: int, remembered: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(halving_module, "REMEMBERED", remembered)
    market = market_of(medium(seed))
    best = buy(market, everything(market), until=time.monotonic() + 60)
    assert best.cost is not None
    ceiling = float(best.cost) + 0.005
    choices, root = bound_by_shares(market, ceiling)
    sets: dict[frozenset[int], float] = {}
    with ThreadPoolExecutor(2) as crew:
        halving = Halving(choices, root, lambda: ceiling, crew, still)
        while halving.advance(until=np.inf):
            sets |= halving.found()
            assert min([halving.bound, *sets.values()]) <= float(best.cost)
        assert not halving.parts
    assert sets[best.used] <= float(best.cost)


@pytest.mark.parametrize("seed", range(8))
def test_prices_reach_the_linear_program_and_shares_its_flow_covers(seed: int) -> None:
    market = market_of(medium(seed, lots=40, stores=30))
    relaxation = Relaxation(market)
    tightened = relaxation.tighten(until=np.inf)
    assert tightened is not None
    prices = prices_of_needs(market, market.price[market.start[:-1]], 2 * tightened.bound, until=np.inf, still=still)
    _, root = bound_by_shares(market, 1.05 * tightened.bound)
    assert prices.bound <= root.proof.bound
    assert root.proof.bound == pytest.approx(tightened.bound, rel=0.01)
    assert prices.bound == pytest.approx(tightened.bound, rel=0.05)


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_serving_each_need_costs_what_the_cheapest_of_all_ways_costs(seed: int, whole: bool) -> None:
    """Where pieces may be split, as those of very large needs may, it costs no more than that."""
    chance = random.Random(seed)
    market = market_of(medium(seed, lots=5, stores=6))
    prices = Prices(np.full(5, 10.0), np.zeros(market.stores), 0.0, 0.0, market.shipping)
    choices = Choices(market, prices)
    share = np.array([chance.choice((0.0, chance.random())) for _ in range(market.arcs)])
    held = np.array([0, *chance.choices((-1, 0, 0, 1), k=market.stores - 1)], np.int8)  # the first one has everything
    served = serve if whole else _all_split
    cost = served(choices.arcs, share, held, choices.room())
    least = sum(_cheapest_way(market, need, share, held) for need in range(5))
    assert cost == pytest.approx(least) if whole else 0.8 * least < cost <= least + 1e-9


@kernel
def _all_split(arcs: Arcs, share: Floats, held: HELD, room: Room) -> float:
    cost = 0.0
    for need in range(len(arcs.needed)):
        cost += in_parts(arcs, need, share, held, room.taken)
    return cost


def _cheapest_way(market: Market, need: int, share: Floats, held: HELD) -> float:
    arcs = [arc for arc in range(int(market.start[need]), int(market.start[need + 1])) if held[market.store[arc]] >= 0]
    best = np.inf
    for count in range(1, len(arcs) + 1):
        for chosen in itertools.combinations(arcs, count):
            left, cost = market.needed[need], float(share[list(chosen)].sum())
            for arc in chosen:
                pieces = min(left, market.most[arc])
                left, cost = left - pieces, cost + pieces * market.price[arc]
            best = min(best, cost) if left <= 0 else best
    return float(best)


@pytest.mark.parametrize("limit", [None, 3])
@pytest.mark.parametrize("seed", range(4))
def test_a_move_saves_what_it_says_and_none_that_saves_is_left(seed: int, limit: int | None) -> None:
    market = market_of(replace(medium(seed), max_stores=limit))
    moves, pool = Moves(market), np.arange(market.stores)
    found = moves.descend(frozenset({0, 3, 7, 11}), pool)
    assert limit is None or len(found) <= limit
    here = _as_moves_count(market, found)
    for store in range(market.stores):
        there = _as_moves_count(market, found ^ {store})
        assert there >= here - 1e-6
        assert _saved(moves.net, moves.state, store) == pytest.approx(here - there, rel=1e-6, abs=1e-6)


def _as_moves_count(market: Market, stores: frozenset[int]) -> float:
    """Goods, shipping, a share of what lacks to minimums, and what is not to be had at all."""
    arcs, taken = Nearby(market, until=0.0).fill(stores)
    goods = np.bincount(market.store[arcs], taken * market.price[arcs], market.stores)
    used = sorted(stores)
    lacking = np.maximum(market.minimum - goods, 0)[used].sum()
    excess = max(0, len(stores) - (market.problem.max_stores or market.stores))
    open_pieces = market.needed.sum() - taken.sum()
    return float(
        goods.sum() + market.shipping[used].sum() + LACKING * lacking + NOBODY * open_pieces + TOO_MANY * excess
    )


def test_a_listener_ends_the_search_of_a_large_market_and_no_thread_stays() -> None:
    before = threading.active_count()
    begun = time.monotonic()
    sourced = source(medium(3, lots=60, stores=80), seconds=60, on_progress=lambda _: False)
    assert time.monotonic() - begun < 10
    assert sourced.status in ("feasible", "unknown")
    assert threading.active_count() == before


def test_what_is_found_in_a_thread_is_told_in_the_callers() -> None:
    heard: set[int] = set()

    def hear(_: Found) -> bool:
        heard.add(threading.get_ident())
        return True

    source(medium(5, lots=60, stores=80), seconds=2, on_progress=hear)
    assert heard == {threading.get_ident()}
