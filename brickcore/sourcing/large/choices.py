"""Shares of shipping: the bound of all ways to serve single needs, with pieces and stores taken whole.

Each need pays a share of the shipping of every store that it takes pieces from; a store's shares come to no more than
its shipping. Then each need is served for itself, exactly, and what all needs cost so is a bound (Lagrangian
decomposition: Guignard and Kim 1987). The best shares give the linear program's bound with all flow covers of single
needs; they are looked for as prices are in `prices`.
"""

import time
from dataclasses import dataclass

import numpy as np

from brickcore.compiling import kernel
from brickcore.sourcing.large.climbing import Climb
from brickcore.sourcing.large.prices import Prices
from brickcore.sourcing.large.serving import MOST_PIECES, Arcs, Room, serve
from brickcore.sourcing.market import Flags, Floats, Market, Whole
from brickcore.sourcing.relaxation import Proof
from brickcore.sourcing.solver import STILL

TURN = 0.02  # of the direction is new, at the beginning more
REMEMBERED = 0.98  # of how much a store was used so far
REACH = 1.3  # of the price of a need: dearer offers stand for one, endless at the cheapest one's price
NOBODY = 1e12  # what a piece costs that is nowhere to be had


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
            goods = serve(self.arcs, share, held, room)
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
