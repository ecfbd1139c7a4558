"""Shares of shipping: the bound of all ways to serve single needs, with pieces and stores taken whole.

Each need pays a share of the shipping of every store that it takes pieces from; a store's shares come to no more than
its shipping. Then each need is served for itself, exactly, and what all needs cost so is a bound (Lagrangian
decomposition: Guignard and Kim 1987). The best shares give the linear program's bound with all flow covers of single
needs; they are looked for as prices are in `prices`.
"""

import time
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from brickcore.compiling import inlined, kernel
from brickcore.sourcing.large.climbing import Climb
from brickcore.sourcing.large.prices import Prices
from brickcore.sourcing.market import Flags, Floats, Market, Whole
from brickcore.sourcing.relaxation import Proof
from brickcore.sourcing.solver import STILL

TURN = 0.02  # of the direction is new, at the beginning more
REMEMBERED = 0.98  # of how much a store was used so far
REACH = 1.3  # of the price of a need: dearer offers stand for one, endless at the cheapest one's price
MOST_PIECES = 500  # of a need that are served whole; larger needs are served as if pieces and shares could be split
NOBODY = 1e12  # what a piece costs that is nowhere to be had
HELD = NDArray[np.int8]
"""By store: 1 where it must be used, -1 where it may not be."""


class Arcs(NamedTuple):
    """The arcs that matter, by need and sorted by price, and what a piece costs beyond them."""

    start: Whole
    store: Whole
    price: Floats
    most: Whole
    needed: Whole
    beyond: Floats


class Room(NamedTuple):
    """What serving fills in: which arcs are taken, what the shares of each store come to; and room to work in."""

    taken: Floats
    total: Floats
    costs: Floats
    chosen: NDArray[np.int8]


@dataclass(frozen=True)
class Shares:
    """What each arc pays of its store's shipping, and what that proves."""

    share: Floats
    proof: Proof


class Choices:
    """The choices of a market's needs, near prices found before."""

    def __init__(self, market: Market, prices: Prices) -> None:
        self.market, price, self.fee = market, prices.piece, prices.fee(market)
        market = prices.charged(market)
        near = market.price < REACH * price[market.need]
        need, store, asked = market.need[near], market.store[near], market.price[near]
        most = np.minimum(market.most, market.needed[market.need])[near]
        beyond = np.full(len(market.needed), NOBODY)
        np.minimum.at(beyond, market.need[~near], market.price[~near])
        start = np.searchsorted(need, np.arange(len(market.needed) + 1))
        self.arcs = Arcs(start, store, asked, most.astype(np.int64), market.needed.astype(np.int64), beyond)
        self.cost = market.shipping
        saved = most * np.maximum(price[need] - asked, 0)
        gain = np.bincount(store, saved, market.stores)
        self.first = saved * np.minimum(1, self.cost / np.maximum(gain, 1e-12))[store]
        self.no_more = np.zeros(market.arcs)

    def ascend(
        self,
        begin: Shares | None,
        least: Floats,
        most: Floats,
        climb: Climb,
        *,
        rounds: int,
        target: float,
        until: float,
        still: STILL,
    ) -> Shares:
        """Better shares for plans that use stores so much at least and at most; it ends above the target, too."""
        share = (begin.share if begin else self.first).copy()
        use = begin.proof.use.copy() if begin else np.zeros(len(self.cost))
        held = (least > 0).astype(np.int8) - (most < 1).astype(np.int8)
        best, best_slack, direction, room = share.copy(), self.cost, np.zeros(len(share)), self.room()
        for past in range(rounds):
            goods = _serve(self.arcs, share, held, room)
            slack = self.cost - room.total
            used = (held > 0) | ((held == 0) & (slack < 0))
            bound = goods + float(slack[used].sum()) - self.fee
            if climb.told(bound):
                best[:], best_slack = share, slack
            if climb.done or bound > target or time.monotonic() > until or not still():
                break
            if climb.lost:
                share[:] = best
            use *= REMEMBERED
            use[used] += 1 - REMEMBERED
            norm = _turn(self.arcs.store, room.taken, used, share, direction, max(TURN, 1 / (1 + past)))
            np.maximum(share + climb.step(bound, target, norm) * direction, 0, out=share)
        return Shares(best, self._proof(climb.best, best_slack, np.clip(use, least, most), least, most))

    def room(self) -> Room:
        """Room to serve in; each thread wants its own."""
        longest = int(np.diff(self.arcs.start).max(initial=1))
        pieces = min(MOST_PIECES, int(self.arcs.needed.max(initial=1)))
        return Room(
            taken=np.zeros(len(self.arcs.store)),
            total=np.zeros(len(self.cost)),
            costs=np.zeros(pieces),
            chosen=np.zeros((longest, pieces), np.int8),
        )

    def _proof(self, bound: float, slack: Floats, use: Floats, least: Floats, most: Floats) -> Proof:
        return Proof(
            bound=bound - 1e-9 * (1 + abs(bound)),
            store=np.where(most > 0, np.maximum(slack, 0) * (least < 1), np.inf),
            dropped=np.where(least < 1, np.maximum(-slack, 0) * (most > 0), np.inf),
            piece=self.no_more,
            use=use,
        )


@kernel
def _turn(store: Whole, taken: Floats, used: Flags, share: Floats, direction: Floats, turn: float) -> float:
    """Turn the direction up where a need takes of a store that is not used, down where it is the other way round; the
    square of its length."""
    norm = 0.0
    for arc in range(len(store)):
        missing = taken[arc] - (1.0 if used[store[arc]] else 0.0)
        direction[arc] += turn * (missing - direction[arc])
        if share[arc] > 0 or direction[arc] > 0:
            norm += direction[arc] * direction[arc]
    return norm


@kernel
def _serve(arcs: Arcs, share: Floats, held: HELD, room: Room) -> float:
    """What all needs cost with these shares."""
    room.total[:] = 0.0
    cost = 0.0
    for arc in range(len(arcs.store)):
        room.total[arcs.store[arc]] += share[arc]
        room.taken[arc] = 0.0
    for need in range(len(arcs.needed)):
        if arcs.needed[need] == 1:
            cost += _one(arcs, need, share, held, room.taken)
        elif arcs.needed[need] <= MOST_PIECES:
            cost += _few(arcs, need, share, held, room)
        else:
            cost += _many(arcs, need, share, held, room.taken)
    return cost


@inlined
def _one(arcs: Arcs, need: int, share: Floats, held: HELD, taken: Floats) -> float:
    """A single piece."""
    best, at = float(arcs.beyond[need]), -1
    for arc in range(arcs.start[need], arcs.start[need + 1]):
        if arcs.price[arc] >= best:
            break
        if arcs.price[arc] + share[arc] < best and held[arcs.store[arc]] >= 0:
            best, at = arcs.price[arc] + share[arc], arc
    if at >= 0:
        taken[at] = 1.0
    return best


@inlined
def _few(arcs: Arcs, need: int, share: Floats, held: HELD, room: Room) -> float:
    """Some pieces. Of the arcs taken all but the dearest are taken whole, and it comes last, because arcs are sorted by
    price: `costs[n]` is what n pieces cost by whole arcs so far."""
    needed, costs, first = arcs.needed[need], room.costs, arcs.start[need]
    for pieces in range(needed):
        costs[pieces] = 0.0 if pieces == 0 else np.inf
    best, last, left, whole_end, reached = np.inf, -1, 0, first, first
    unpaid = 0
    for arc in range(first, arcs.start[need + 1]):
        if unpaid >= needed:
            break  # cheaper arcs that pay no share carry everything
        reached = arc + 1
        for pieces in range(needed):
            room.chosen[arc - first, pieces] = 0
        if held[arcs.store[arc]] < 0 or share[arc] + arcs.price[arc] >= best:
            continue
        unpaid += arcs.most[arc] if share[arc] <= 0 else 0
        cost, pieces = _ended(costs, needed, arcs.most[arc], arcs.price[arc], share[arc])
        if cost < best:
            best, last, left, whole_end = cost, arc, pieces, arc
        _extend(costs, room.chosen[arc - first], needed, arcs.most[arc], share[arc] + arcs.most[arc] * arcs.price[arc])
    cost, pieces = _ended(costs, needed, needed, arcs.beyond[need], 0.0)
    if cost < best:
        best, last, left, whole_end = cost, -1, pieces, reached
    if last >= 0:
        room.taken[last] = 1.0
    for arc in range(whole_end - 1, first - 1, -1):
        if room.chosen[arc - first, left] > 0:
            room.taken[arc] = 1.0
            left -= arcs.most[arc]
    return best


@inlined
def _ended(costs: Floats, needed: int, most: int, price: float, share: float) -> tuple[float, int]:
    """What all pieces cost when the last ones come by an arc; how many are there before."""
    best, before = np.inf, 0
    for pieces in range(max(0, needed - most), needed):
        cost = costs[pieces] + share + (needed - pieces) * price
        if cost < best:
            best, before = cost, pieces
    return best, before


@inlined
def _extend(costs: Floats, chosen: NDArray[np.int8], needed: int, most: int, whole: float) -> None:
    """Let an arc be taken whole, too, before the last."""
    for pieces in range(needed - 1, most - 1, -1):
        if costs[pieces - most] + whole < costs[pieces]:
            costs[pieces] = costs[pieces - most] + whole
            chosen[pieces] = 1


@inlined
def _many(arcs: Arcs, need: int, share: Floats, held: HELD, taken: Floats) -> float:
    """Pieces that can be split, and shares with them: the cheapest first, found one after another."""
    left, cost = arcs.needed[need], 0.0
    while left > 0:
        best, at = arcs.beyond[need], -1
        for arc in range(arcs.start[need], arcs.start[need + 1]):
            if arcs.price[arc] >= best:
                break
            if taken[arc] == 0 and held[arcs.store[arc]] >= 0:
                piece = arcs.price[arc] + share[arc] / arcs.most[arc]
                if piece < best:
                    best, at = piece, arc
        pieces = left if at < 0 else min(left, arcs.most[at])
        if at >= 0:
            taken[at] = pieces / arcs.most[at]
        cost += pieces * best
        left -= pieces
    return cost
