"""One store in or one out: what each such move saves, and moves made until none saves anything.

Each need is filled from the cheapest of the stores in use. A share of what lacks to a store's minimum counts as lost,
since pieces can mostly be moved there; `nearby.Nearby.cost` tells what a set really costs.
"""

from typing import NamedTuple

import numpy as np

from brickcore.compiling import kernel
from brickcore.sourcing.market import Flags, Floats, Market, Whole

LACKING = 0.3  # of what lacks to a minimum
NOBODY = 1e9  # what a piece costs that no store in use has
TOO_MANY = 1e12  # what each store costs beyond the number allowed
ENOUGH = 1e-9  # less is no saving


class Net(NamedTuple):
    """The arcs of a market by need, sorted by price, and by store; what stores cost, and how many may be used."""

    start: Whole
    need: Whole
    store: Whole
    price: Floats
    most: Floats
    needed: Floats
    shipping: Floats
    minimum: Floats
    limit: int
    first: Whole
    of_store: Whole


class State(NamedTuple):
    """The stores in use, what is bought there, what each need costs and its dearest piece; and room to work in."""

    used: Flags
    goods: Floats
    paid: Floats
    dearest: Floats
    changed: Floats


class Moves:
    """The moves from one set of stores of a market to the next."""

    def __init__(self, market: Market) -> None:
        stores, needs = market.stores, len(market.needed)
        self.net = Net(
            start=market.start,
            need=market.need,
            store=market.store,
            price=market.price,
            most=market.most,
            needed=market.needed,
            shipping=market.shipping,
            minimum=market.minimum,
            limit=market.problem.max_stores or stores,
            first=np.searchsorted(np.sort(market.store), np.arange(stores + 1)),
            of_store=np.argsort(market.store, kind="stable"),
        )
        self.state = State(
            used=np.zeros(stores, np.bool_),
            goods=np.zeros(stores),
            paid=np.zeros(needs),
            dearest=np.zeros(needs),
            changed=np.zeros(stores),
        )

    def descend(self, stores: frozenset[int], pool: Whole) -> frozenset[int]:
        """The set reached from these stores by moves that save, with stores of the pool let in."""
        net, state = self.net, self.state
        state.used[:] = False
        state.used[list(stores)] = True
        _fill_all(net, state)
        while _leave(net, state) | _enter(net, state, pool):
            pass
        return frozenset(np.nonzero(state.used)[0].tolist())


@kernel
def _fill_all(net: Net, state: State) -> None:
    state.goods[:] = 0.0
    state.changed[:] = 0.0
    for need in range(len(net.needed)):
        state.paid[need], state.dearest[need] = _fill(net, state.used, need, state.goods, 1.0)


@kernel
def _leave(net: Net, state: State) -> bool:
    """Let stores out of which that saves something, one after another."""
    moved = False
    for leave in range(len(state.used)):
        if state.used[leave] and _saved(net, state, leave) > ENOUGH:
            _move(net, state, leave)
            moved = True
    return moved


@kernel
def _enter(net: Net, state: State, pool: Whole) -> bool:
    """Let the store in of which that saves most."""
    best, most = -1, ENOUGH
    for enter in pool:
        if not state.used[enter]:
            saved = _saved(net, state, enter)
            if saved > most:
                best, most = enter, saved
    if best >= 0:
        _move(net, state, best)
    return best >= 0


@kernel
def _fill(net: Net, used: Flags, need: int, goods: Floats, sign: float) -> tuple[float, float]:
    """What a need costs at the stores in use, and its dearest piece; its goods are added to each store's."""
    left, cost, dearest = net.needed[need], 0.0, 0.0
    for arc in range(net.start[need], net.start[need + 1]):
        store = net.store[arc]
        if used[store]:
            pieces = min(left, net.most[arc])
            cost += pieces * net.price[arc]
            goods[store] += sign * pieces * net.price[arc]
            dearest = net.price[arc]
            left -= pieces
            if left <= 0:
                return cost, dearest
    return cost + left * NOBODY, NOBODY


@kernel
def _terms(net: Net, store: int, goods: float) -> float:
    """Shipping, and what is lost by coming to the minimum."""
    return float(net.shipping[store] + LACKING * max(0.0, net.minimum[store] - goods))


@kernel
def _refill(net: Net, state: State, moving: int, keep: bool) -> float:
    """What the needs that a store's move touches save; the goods of each store change by `state.changed`."""
    saved, before = 0.0, -1
    for place in range(net.first[moving], net.first[moving + 1]):
        arc = net.of_store[place]
        need = net.need[arc]
        if need == before or net.price[arc] > state.dearest[need]:
            continue
        before = need
        _fill(net, state.used, need, state.changed, -1.0)
        state.used[moving] = not state.used[moving]
        cost, dearest = _fill(net, state.used, need, state.changed, 1.0)
        state.used[moving] = not state.used[moving]
        saved += state.paid[need] - cost
        if keep:
            state.paid[need], state.dearest[need] = cost, dearest
    return saved


@kernel
def _saved(net: Net, state: State, moving: int) -> float:
    """What it saves to let a store in, or out where it is used."""
    saved, enters, count = _refill(net, state, moving, False), not state.used[moving], 0
    for store in range(len(state.used)):
        changed, goods = state.changed[store], state.goods[store]
        count += state.used[store]
        if store == moving:
            saved += -_terms(net, store, changed) if enters else _terms(net, store, goods)
        elif changed != 0:
            saved += _terms(net, store, goods) - _terms(net, store, goods + changed)
        state.changed[store] = 0.0
    after = count + 1 if enters else count - 1
    return saved + TOO_MANY * (max(0, count - net.limit) - max(0, after - net.limit))


@kernel
def _move(net: Net, state: State, moving: int) -> None:
    _refill(net, state, moving, True)
    state.used[moving] = not state.used[moving]
    for store in range(len(state.used)):
        state.goods[store] = state.goods[store] + state.changed[store] if state.used[store] else 0.0
        state.changed[store] = 0.0
