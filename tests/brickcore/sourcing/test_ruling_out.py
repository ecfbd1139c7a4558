"""Ruling out, dividing and sets of stores against the plain model, where there is too much to enumerate."""

import math
import random
import time
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from brickcore.sourcing import Need, Offer, Problem, Store
from brickcore.sourcing.answering import buy
from brickcore.sourcing.division import Division
from brickcore.sourcing.exact import Scope
from brickcore.sourcing.market import Market, market_of
from brickcore.sourcing.relaxation import Relaxation
from brickcore.sourcing.search import Search
from brickcore.sourcing.settling import Settling
from brickcore.sourcing.sourcing import source
from tests.brickcore.sourcing.counting import cost_by_counting


def medium(seed: int, lots: int = 14, stores: int = 22) -> Problem:
    """Small stocks, minimums and shipping that is dear against the goods, so that stores are hard to choose."""
    chance = random.Random(seed)
    needs = tuple(Need(f"lot{number}", 1 + int(chance.expovariate(0.3))) for number in range(lots))
    made = []
    for number in range(stores):
        offers = [
            Offer(need.lot, 1 + int(chance.expovariate(0.4)), Decimal(chance.randint(5, 60)) / 100)
            for need in needs
            if chance.random() < 0.45
        ]
        if number == 0:
            offers += [Offer(need.lot, need.quantity, Decimal(chance.randint(60, 120)) / 100) for need in needs]
        minimum = Decimal(chance.choice((0, 0, 2, 5)))
        made.append(Store(f"store{number}", tuple(offers), Decimal(chance.randint(50, 400)) / 100, minimum))
    return Problem("EUR", needs, tuple(made))


def everything(market: Market) -> Scope:
    """Nothing is ruled out, all pieces are whole."""
    all_arcs = np.ones(market.arcs, bool)
    stores = frozenset(range(market.stores))
    return Scope(np.arange(market.arcs), np.zeros(market.stores, bool), stores, all_arcs, math.inf)


@pytest.mark.parametrize("small", [0, 10_000])
@pytest.mark.parametrize("seed", range(8))
def test_what_is_ruled_out_was_never_better(seed: int, small: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("brickcore.sourcing.division.SMALL", small)  # two threads, and one
    problem = medium(seed)
    plain = buy(market_of(problem), everything(market_of(problem)), until=time.monotonic() + 60)
    sourced = source(problem, seconds=60)
    assert plain.finished
    assert (sourced.status, sourced.cost) == ("optimal", plain.cost)
    assert cost_by_counting(problem, sourced.plan) == plain.cost


@pytest.mark.parametrize("seed", range(6))
def test_dividing_finds_every_set_of_stores_that_a_plan_so_cheap_is_bought_at(seed: int) -> None:
    problem = medium(seed)
    market = market_of(problem)
    best = buy(market, everything(market), until=time.monotonic() + 60)
    assert best.cost is not None
    ceiling = float(best.cost) + 0.005
    relaxation = Relaxation(market)
    proof = relaxation.tighten(until=math.inf)
    assert proof is not None
    assert proof.bound <= float(best.cost)
    sets: dict[frozenset[int], float] = {}
    with Division(relaxation, lambda: ceiling) as division:
        while division.advance(until=math.inf):
            sets |= division.found()
            assert min([division.bound, *sets.values()]) <= float(best.cost)
    assert division.bound == math.inf
    assert sets[best.used] <= float(best.cost)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_found_at_a_set_of_stores_is_the_best_there(seed: int) -> None:
    problem = medium(seed)
    market = market_of(problem)
    best = buy(market, everything(market), until=time.monotonic() + 60)
    search = Search(market, time.monotonic() + 60, None)
    search.settle(best.used)
    assert search.cost == best.cost
    assert search.dearer(search.sets[best.used])  # nothing there is cheaper
    settling = Settling(market, best.used, until=math.inf)
    assert settling.bound <= float(best.cost or 0)
    rounded = settling.rounded()
    assert rounded is None or cost_by_counting(problem, rounded) >= (best.cost or 0)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("terms", [{"average_lot": Decimal("0.9")}, {"lots": 3}])
def test_where_there_is_no_plan_yet_one_near_the_best_of_a_set_is_found(seed: int, terms: dict[str, Any]) -> None:
    made = medium(seed)
    problem = replace(made, stores=tuple(replace(store, **terms) for store in made.stores))
    market = market_of(problem)
    best = buy(market, everything(market), until=time.monotonic() + 60)
    assert best.cost is not None
    search = Search(market, time.monotonic() + 60, None)
    search.settle(best.used, roughly=True)
    assert search.cost is not None
    assert best.cost <= search.cost <= best.cost * Decimal("1.01")
    assert cost_by_counting(problem, search.plan) == search.cost
