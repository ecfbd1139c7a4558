"""Needs served one by one, each exactly and for itself: which arcs it takes when each arc asks a share and a price."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from brickcore.compiling import inlined, kernel
from brickcore.sourcing.market import Floats, Whole

MOST_PIECES = 500  # of a need that are served whole; larger needs are served as if pieces and shares could be split
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


@kernel
def serve(arcs: Arcs, share: Floats, held: HELD, room: Room) -> float:
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
            cost += in_parts(arcs, need, share, held, room.taken)
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
def in_parts(arcs: Arcs, need: int, share: Floats, held: HELD, taken: Floats) -> float:
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
