"""Flow covers against all ways to bring the pieces of one need."""

from decimal import Decimal
from itertools import product

import numpy as np
import pytest

from brickcore.sourcing import Need, Offer, Problem, Store
from brickcore.sourcing.covers import add_covers
from brickcore.sourcing.market import Market, market_of
from brickcore.sourcing.rows import Rows


def one_need(needed: int, stocks: list[list[int]]) -> Market:
    """A need and what the stores have of it, one offer or several each."""
    stores = tuple(
        Store(f"s{at}", tuple(Offer("a", stock, Decimal(at + 1)) for stock in offers), Decimal(1))
        for at, offers in enumerate(stocks)
    )
    return market_of(Problem("EUR", (Need("a", needed),), stores))


def covers_at(market: Market, sent: list[float], used: list[float]) -> list[tuple[float, dict[int, float]]]:
    rows = Rows()
    add_covers(rows, market, np.array(sent, float), np.array(used, float))
    least, length, column, value = rows.join()
    ends = np.cumsum(length)
    return [
        (
            float(least[at]),
            dict(zip(column[end - count : end].tolist(), value[end - count : end].tolist(), strict=True)),
        )
        for at, (end, count) in enumerate(zip(ends, length, strict=True))
    ]


def test_two_stores_of_three_pieces_are_to_bring_four() -> None:
    market = one_need(4, [[3], [3], [3]])
    [(least, row), *_] = covers_at(market, [1.5, 1.5, 1.0], [0.5, 0.5, 0.5])
    assert least == 2
    assert row == {3: 1.0, 4: 1.0, 5: 1.0}


def test_a_small_stock_leaves_pieces_open_for_the_others() -> None:
    market = one_need(5, [[2], [5], [5]])
    [(least, row), *_] = covers_at(market, [0.556, 2.222, 2.222], [0.278, 0.444, 0.444])
    assert {column: value / least for column, value in row.items()} == pytest.approx({4: 1.0, 5: 1.0})


def test_every_way_to_bring_the_pieces_keeps_to_the_covers() -> None:
    chance = np.random.default_rng(1)
    tried = 0
    for _ in range(150):
        stocks = [chance.integers(1, 5, chance.integers(1, 3)).tolist() for _ in range(chance.integers(2, 5))]
        market = one_need(int(chance.integers(1, 1 + min(9, sum(map(sum, stocks))))), stocks)
        used = chance.choice([0, 0.25, 0.4, 0.5, 0.7, 1], market.stores)
        sent = used[market.store] * market.most * chance.choice([0, 0.5, 0.8, 1], market.arcs)
        covers = covers_at(market, sent.tolist(), used.tolist())
        tried += len(covers)
        for pieces in product(*(range(int(most) + 1) for most in market.most)) if covers else ():
            if sum(pieces) >= market.needed[0]:
                opened = np.bincount(market.store, pieces, market.stores) > 0
                point = np.concatenate((pieces, opened.astype(float)))
                for least, row in covers:
                    assert sum(value * point[column] for column, value in row.items()) >= least - 1e-6
    assert tried > 50
