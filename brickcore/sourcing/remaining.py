"""What is left, given to HiGHS as one mixed-integer model: where terms, not the choice of stores, are what is hard."""

import time

import numpy as np

from brickcore.sourcing.answering import Bought, buy
from brickcore.sourcing.exact import Scope, threshold
from brickcore.sourcing.market import Flags
from brickcore.sourcing.relaxation import Proof, Relaxation
from brickcore.sourcing.rows import Rows, bar
from brickcore.sourcing.search import Search

GUESS = 1.015  # of the relaxation's bound: what the best plan may well cost
MOST_ARCS = 10_000  # from here on the solver needs the best plan as a start more than it needs sets barred
ARCS_A_SECOND = 6_000  # that the solver can begin with
SETS_BARRED = 6


class Remaining:
    """The whole model of what the relaxation leaves in question, solved for one search."""

    def __init__(self, search: Search, relaxation: Relaxation) -> None:
        self.search, self.market, self.linked = search, search.market, relaxation.linked
        self.proof: Proof | None = relaxation.proof
        self.covers = relaxation.tight_covers()
        stores = self.market.problem.stores
        self.coupled = frozenset(at for at, store in enumerate(stores) if threshold(store))

    def solve(self) -> None:
        """Solve it, first for plans little above the bound, which rules most of it out."""
        few = self.proof is None or self.market.arcs < MOST_ARCS
        guessed = np.inf if self.proof is None or few else self.proof.bound * GUESS
        if not self.search.over and guessed < self.search.ceiling():
            self._settle(guessed)
        if not self.search.over:
            self._settle(self.search.ceiling())

    def _settle(self, ceiling: float) -> None:
        """Find the cheapest plan below a cost, or prove that there is none.

        Pieces are not declared whole at first. Where the stores found turn out dearer in whole pieces, just these
        stores are barred as a set, their best plan being known; after a few such sets pieces are declared whole.
        """
        search, large = self.search, self.market.arcs >= MOST_ARCS
        strict: set[int] = set()
        while not search.over:
            ceiling = min(ceiling, search.ceiling())
            known = [] if large else list(search.sets)
            scope = self._scope(strict, ceiling)
            if search.cost is not None and len(scope.arcs) > ARCS_A_SECOND * (search.until - time.monotonic()):
                return
            bought = self._run(scope, known)
            search.offer(bought.plan)
            if bought.infeasible or (bought.finished and bought.plan is not None):
                self._rule_out(ceiling if bought.infeasible else min(bought.bound, ceiling))
            if not bought.finished or bought.plan is not None or not bought.used:
                return
            search.settle(bought.used)
            if large or not search.dearer(search.sets[bought.used]) or len(known) > SETS_BARRED:
                strict |= bought.loose if bought.loose - strict else self.coupled

    def _scope(self, strict: set[int], ceiling: float) -> Scope:
        """What the proof leaves in question for plans below a cost."""
        market, proof = self.market, self.proof
        keep: Flags = np.ones(market.arcs, bool)
        forced: Flags = np.zeros(market.stores, bool)
        if proof is not None:
            room = ceiling - proof.bound
            keep = proof.store[market.store] + proof.piece <= room
            if market.problem.max_stores is None:
                forced = proof.dropped > room
        return Scope(np.nonzero(keep)[0], forced, frozenset(strict), self.linked, ceiling)

    def _run(self, scope: Scope, known: list[frozenset[int]]) -> Bought:
        search = self.search
        rows = Rows()
        rows.block(*self.covers.join())
        for stores in known:
            bar(rows, self.market, stores)

        def seen(_: float, bound: float) -> bool:
            search.raise_to(min(bound, scope.ceiling))
            return search.still()

        start = frozenset() if known else search.used()
        return buy(
            self.market, scope, until=search.until, covers=rows, start=start, seen=seen, below_ceiling=bool(known)
        )

    def _rule_out(self, below: float) -> None:
        """With all other plans below a cost ruled out, settle the sets that are known, as far as they matter."""
        search = self.search
        search.settle_all()
        if np.isinf(below) and search.cost is None:
            search.impossible = bool(np.isinf(search.least_of_sets()))
        else:
            search.raise_to(below)
