"""Branch and bound over the stores: what the relaxation leaves in question is divided until every part is ruled out.

A part is told by the stores that must be used and those that may be. Its linear program is solved from the one before;
where the bound exceeds the best plan the part is done, and stores that cannot be used, or not be spared, below that
cost are held so. Where all use comes out whole, the linear program has bought each need where it is cheapest at these
stores: such a set is noted with its bound and barred, for whoever asked to settle it in whole pieces.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from brickcore.sourcing.frontier import Frontier
from brickcore.sourcing.market import Flags, Floats, Market
from brickcore.sourcing.relaxation import Proof, Relaxation

ROUNDS = 30  # that one part may take: rows that were broken, stores held, sets barred
COVER_ROUNDS = 1  # of them for flow covers
WHOLE = 1e-6


@dataclass(frozen=True)
class Part:
    """Stores used at least and at most, and what a plan in this part costs at least."""

    bound: float
    least: Floats
    most: Floats

    def held(self, proof: Proof, room: float) -> "Part":
        """The same without what the proof rules out for plans so little above its bound."""
        least = np.where(proof.dropped > room, 1.0, self.least)
        return Part(max(self.bound, proof.bound), least, np.where(proof.store > room, 0.0, self.most))

    def contains(self, use: Floats) -> bool:
        """Whether stores may be used so much."""
        return bool((np.abs(use - np.clip(use, self.least, self.most)) < WHOLE).all())


class Division(Frontier[Part]):
    """The parts that are not ruled out, for plans that cost at most the ceiling; the relaxation must have a proof."""

    def __init__(self, relaxation: Relaxation, ceiling: Callable[[], float]) -> None:
        super().__init__()
        self.relaxation, self.ceiling, self.market = relaxation, ceiling, relaxation.market
        assert relaxation.proof is not None
        most = _reached(self.market)
        whole = Part(relaxation.proof.bound, (free(self.market) & most).astype(float), most.astype(float))
        part = whole.held(relaxation.proof, ceiling() - relaxation.proof.bound)
        self.keep(part.bound, part)

    def advance(self, *, until: float) -> bool:
        """Look at the most promising part; False when nothing is left, or there was no time."""
        if self.bound > self.ceiling():
            self.parts = []
        if not self.parts or time.monotonic() > until:
            return False
        part = self.take()
        if self._divide(part, until):
            return True
        self.keep(part.bound, part)
        return False

    def _divide(self, part: Part, until: float) -> bool:
        """Rule the part out or put two smaller ones in its place; False where there was no time for it."""
        covers = COVER_ROUNDS
        use = np.zeros(self.market.stores)
        for _ in range(ROUNDS):
            self.relaxation.hold(part.least, part.most)
            looked = self.relaxation.look(self.ceiling(), until=until)
            if looked is None:
                return False
            proof, values = looked
            room = self.ceiling() - proof.bound
            if room < 0:
                return True
            part, use = part.held(proof, room), proof.use
            if not part.contains(use):
                continue
            if np.minimum(use, 1 - use).max() < WHOLE:
                self._note(use, proof.bound, values)
            elif not covers or not self.relaxation.add_broken(values):
                break
            else:
                covers -= 1
        self._branch(part, use)
        return True

    def _note(self, use: Floats, bound: float, values: Floats) -> None:
        """Take the stores used for a set found, unless rows that were left out say otherwise."""
        if not self.relaxation.add_broken(values):
            stores = frozenset(np.nonzero(use > 0.5)[0].tolist())
            self.sets[stores] = bound
            self.relaxation.bar(stores)

    def _branch(self, part: Part, use: Floats) -> None:
        """Divide by the store whose half use is worth most; what the relaxation leans to is looked at first."""
        worth = np.minimum(use, 1 - use) * (self.market.shipping + 1e-6) + 1e-12
        store = int(np.argmax(np.where(part.least < part.most, worth, -1.0)))
        for value in (float(use[store] < 0.5), float(use[store] >= 0.5)):
            least, most = part.least.copy(), part.most.copy()
            least[store] = most[store] = value
            self.keep(part.bound, Part(part.bound, least, most))


def _reached(market: Market) -> Flags:
    """The stores that anything can be bought from."""
    reached: Flags = np.bincount(market.store, minlength=market.stores) > 0
    return reached


def free(market: Market) -> Flags:
    """The stores whose use costs and asks nothing: they may be taken as used."""
    problem = market.problem
    asks_nothing = [
        not (store.minimum or store.average_lot or any(step.price for step in store.steps)) for store in problem.stores
    ]
    return np.array(asks_nothing) & (problem.max_stores is None)
