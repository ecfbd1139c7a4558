"""Parts of all sets of stores: what the relaxation leaves in question of one, ruled out or divided.

A part is told by the stores that must be used and those that may be. Its linear program is solved from the one of the
part that it comes of; where the bound exceeds the best plan the part is done, and stores that cannot be used, or not be
spared, below that cost are held so. Where all use comes out whole, the linear program has bought each need where it is
cheapest at these stores: such a set is noted with its bound and barred, for whoever asked to settle it in whole pieces.
"""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

import numpy as np
from highspy import HighsBasis

from brickcore.sourcing.market import Flags, Floats, Market
from brickcore.sourcing.relaxation import Proof, Relaxation
from brickcore.sourcing.solver import basis_of, come_back

ROUNDS = 30  # that one part may take: rows that were broken, stores held, sets barred
COVER_ROUNDS = 1  # of them for flow covers
WHOLE = 1e-6


@dataclass(frozen=True)
class Start:
    """Where the simplex method stood, in whose linear program, and how many rows that had."""

    basis: HighsBasis
    divider: "Divider"
    rows: int


@dataclass(frozen=True)
class Part:
    """Stores used at least and at most, what a plan there costs at least, and where the linear program begins."""

    bound: float
    least: Floats
    most: Floats
    start: Start | None = None

    def held(self, proof: Proof, room: float) -> "Part":
        """The same without what the proof rules out for plans so little above its bound."""
        least = np.where(proof.dropped > room, 1.0, self.least)
        most = np.where(proof.store > room, 0.0, self.most)
        return replace(self, bound=max(self.bound, proof.bound), least=least, most=most)

    def contains(self, use: Floats) -> bool:
        """Whether stores may be used so much."""
        return bool((np.abs(use - np.clip(use, self.least, self.most)) < WHOLE).all())


@dataclass(frozen=True)
class Looked:
    """What a look at a part came to: the smaller parts left, and the sets found with what plans there cost at least."""

    parts: list[Part] = field(default_factory=list)
    sets: dict[frozenset[int], float] = field(default_factory=dict)


class Divider:
    """One linear program that looks at one part after another."""

    def __init__(self, relaxation: Relaxation, ceiling: Callable[[], float]) -> None:
        self.relaxation, self.ceiling, self.market = relaxation, ceiling, relaxation.market
        self.common = relaxation.rows.count  # rows that it shares with others of the same market
        self.barred: set[frozenset[int]] = set()
        self.stands: Start | None = None

    def look(self, part: Part, barred: AbstractSet[frozenset[int]], *, until: float) -> Looked | None:
        """Rule the part out or divide it, sets that are known apart; None where there was no time for it."""
        for stores in barred - self.barred:
            self._bar(stores)
        if part.start is not None and part.start is not self.stands:
            ours = part.start.divider is self
            come_back(self.relaxation.highs, part.start.basis, part.start.rows if ours else self.common)
        looked, covers = Looked(), COVER_ROUNDS
        use = np.zeros(self.market.stores)
        for _ in range(ROUNDS):
            self.relaxation.hold(part.least, part.most)
            found = self.relaxation.look(self.ceiling(), until=until)
            if found is None:
                return None
            proof, values = found
            room = self.ceiling() - proof.bound
            if room < 0:
                return looked
            part, use = part.held(proof, room), proof.use
            if not part.contains(use):
                continue
            if np.minimum(use, 1 - use).max() < WHOLE:
                self._note(looked, proof, values)
            elif not covers or not self.relaxation.add_broken(values):
                break
            else:
                covers -= 1
        looked.parts.extend(self._halves(part, use))
        return looked

    def _note(self, looked: Looked, proof: Proof, values: Floats) -> None:
        """Take the stores used for a set found, unless rows that were left out say otherwise."""
        if not self.relaxation.add_broken(values):
            stores = frozenset(np.nonzero(proof.use > 0.5)[0].tolist())
            looked.sets[stores] = proof.bound
            self._bar(stores)

    def _bar(self, stores: frozenset[int]) -> None:
        self.barred.add(stores)
        self.relaxation.bar(stores)

    def _halves(self, part: Part, use: Floats) -> list[Part]:
        """Divided by the store whose half use is worth most; last what the relaxation leans away from."""
        worth = np.minimum(use, 1 - use) * (self.market.shipping + 1e-6) + 1e-12
        store = int(np.argmax(np.where(part.least < part.most, worth, -1.0)))
        self.stands = Start(basis_of(self.relaxation.highs), self, self.relaxation.rows.count)
        halves = []
        for value in (float(use[store] < 0.5), float(use[store] >= 0.5)):
            least, most = part.least.copy(), part.most.copy()
            least[store] = most[store] = value
            halves.append(Part(part.bound, least, most, self.stands))
        return halves


def all_sets(relaxation: Relaxation, room: float) -> Part:
    """The part of every set of stores that plans within some room above the relaxation's bound may use."""
    market, proof = relaxation.market, relaxation.proof
    assert proof is not None
    most = _reached(market)
    return Part(proof.bound, (free(market) & most).astype(float), most.astype(float)).held(proof, room)


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
