"""Prices of needs: a first bound on what a basket costs, thousands of stores and needs in a tenth of a second.

Each piece needed is worth a price. A store is used if what it saves against these prices is more than its shipping;
that is a bound for any prices (Lagrangian relaxation of "needs are covered", as Beasley 1993 does it for locating
plants). What goods lack to a minimum has its price, too, and so has a store where their number is limited. The best
prices give the linear program's bound; they are found by a subgradient method whose direction is an average (Barahona
and Anbil 2000).
"""

import time
from dataclasses import dataclass, replace

import numpy as np

from brickcore.compiling import inlined, kernel
from brickcore.sourcing.large.climbing import Climb
from brickcore.sourcing.market import Flags, Floats, Market, Whole
from brickcore.sourcing.solver import STILL

TURN = 0.05  # of the direction is new, at the beginning more
SHARE, PATIENCE = 0.3, 40
ROUNDS = 3_000
SCALE = 0.01  # of a step for prices of goods, which are shares, against those of pieces, which are amounts


@dataclass(frozen=True)
class Prices:
    """The price of a piece by need, of goods short of a store's minimum (0 to 1), and of a store; the bound that comes
    of them, and what using each store adds to it (below 0: what not using it does)."""

    piece: Floats
    goods: Floats
    store: float
    bound: float
    value: Floats

    def charged(self, market: Market) -> Market:
        """The market with minimums and the number of stores turned into prices, but for `fee`."""
        price = market.price * (1 - self.goods[market.store])
        order = np.lexsort((price, market.need))
        return replace(
            market,
            offer=market.offer[order],
            store=market.store[order],
            price=price[order],
            most=market.most[order],
            shared=market.shared[order],
            shipping=market.shipping + self.goods * market.minimum + self.store,
        )

    def fee(self, market: Market) -> float:
        """What the price of stores takes off every bound."""
        return self.store * (market.problem.max_stores or 0)


def prices_of_needs(market: Market, first: Floats, target: float, *, until: float, still: STILL) -> Prices:
    """The prices of the best bound found. `first` are prices to begin with; the bound may come to `target` at most."""
    limit = float(market.problem.max_stores or 0)
    arcs = (market.start, market.store, market.price, market.most, market.needed)
    scale = SCALE / max(float((market.price**2).mean()), 1e-12)
    piece, goods, store = first.copy(), np.zeros(market.stores), 0.0
    to_piece, to_goods, to_store = np.zeros(len(first)), np.zeros(market.stores), 0.0
    best = Prices(piece.copy(), goods, store, -np.inf, market.shipping)
    climb, saved, bought = Climb(SHARE, PATIENCE), np.empty(market.stores), np.empty(market.stores)
    for past in range(ROUNDS):
        bound = _bound(*arcs, piece, 1 - goods, saved)
        value = market.shipping + goods * market.minimum + store - saved
        bound += float(np.minimum(value, 0).sum()) - store * limit
        if climb.told(bound):
            best = Prices(piece.copy(), goods, store, bound - 1e-9 * (1 + abs(bound)), value)
        if climb.done or bound >= target or time.monotonic() > until or not still():
            break
        if climb.lost:
            piece[:], goods, store = best.piece, best.goods, best.store
        used, turn = value < 0, max(TURN, 1 / (1 + past))
        norm = _turn(*arcs, piece, 1 - goods, used, to_piece, turn, bought)
        to_goods += turn * (np.where(used & (market.minimum > 0), market.minimum - bought, 0) - to_goods)
        to_store += turn * (used.sum() - limit - to_store) if limit else 0
        matters = (goods > 0) | (to_goods > 0)
        step = climb.step(bound, target, norm + scale * float(to_goods[matters] @ to_goods[matters]) + to_store**2)
        np.maximum(piece + step * to_piece, 0, out=piece)
        goods = np.clip(goods + scale * step * to_goods, 0, 1)
        store = max(0.0, store + step * to_store)
    return best


@kernel
def _bound(
    start: Whole,
    store: Whole,
    asked: Floats,
    most: Floats,
    needed: Floats,
    price: Floats,
    charged: Floats,
    saved: Floats,
) -> float:
    """What all needs are worth; and what each store saves against that, into `saved`. Of what is asked a store's share
    `charged` counts."""
    saved[:] = 0.0
    worth, lowest = 0.0, _lowest(charged)
    for need in range(len(needed)):
        worth += price[need] * needed[need]
        for arc in range(start[need], start[need + 1]):
            if asked[arc] * lowest >= price[need]:
                break
            saved[store[arc]] += most[arc] * max(0.0, price[need] - asked[arc] * charged[store[arc]])
    return worth


@kernel
def _turn(
    start: Whole,
    store: Whole,
    asked: Floats,
    most: Floats,
    needed: Floats,
    price: Floats,
    charged: Floats,
    used: Flags,
    direction: Floats,
    turn: float,
    bought: Floats,
) -> float:
    """Turn the direction towards what the used stores leave open of each need; the square of its length. What is bought
    at each store goes into `bought`."""
    bought[:] = 0.0
    norm, lowest = 0.0, _lowest(charged)
    for need in range(len(needed)):
        still_open = needed[need]
        for arc in range(start[need], start[need + 1]):
            if asked[arc] * lowest >= price[need]:
                break
            at = store[arc]
            if used[at] and asked[arc] * charged[at] < price[need]:
                still_open -= most[arc]
                bought[at] += most[arc] * asked[arc]
        direction[need] += turn * (still_open - direction[need])
        norm += direction[need] * direction[need]
    return norm


@inlined
def _lowest(charged: Floats) -> float:
    lowest = 1.0
    for share in charged:
        lowest = min(lowest, share)
    return lowest
