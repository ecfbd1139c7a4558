"""Branch and bound over the stores of a large market; each part's bound comes of its parent's shares of shipping."""

import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace

import numpy as np

from brickcore.sourcing.dividing import Part, free
from brickcore.sourcing.frontier import REMEMBERED, Frontier
from brickcore.sourcing.large.choices import Choices, Shares
from brickcore.sourcing.large.climbing import Climb
from brickcore.sourcing.solver import STILL

ROUNDS, SHARE, PATIENCE = 160, 0.02, 10


class Halving(Frontier[tuple[Part, Shares]]):
    """The parts that are not ruled out, for plans that cost at most the ceiling; two are looked at side by side."""

    def __init__(
        self, choices: Choices, root: Shares, ceiling: Callable[[], float], crew: Executor, still: STILL
    ) -> None:
        super().__init__()
        self.choices, self.root, self.ceiling, self.crew, self.still = choices, root, ceiling, crew, still
        self.use = root.proof.use
        market = choices.market
        self.limit = market.problem.max_stores or market.stores
        self._push(Part(root.proof.bound, free(market).astype(float), np.ones(market.stores)), root)

    def advance(self, *, until: float) -> bool:
        """Divide the most promising part; False when nothing is left, or there was no time."""
        if self.bound > self.ceiling():
            self.parts = []
        if not self.parts or time.monotonic() > until or not self.still():
            return False
        part, shares = self.take()
        self.use = shares.proof.use
        halves = self._halves(part, shares)
        looked = self.crew.map(lambda half: self._look(half, shares, until), halves)
        for half, found in zip(halves, looked, strict=True):
            self._push(half, found)
        return True

    def _look(self, part: Part, begin: Shares, until: float) -> Shares:
        return self.choices.ascend(
            begin,
            part.least,
            part.most,
            Climb(SHARE, PATIENCE),
            rounds=ROUNDS,
            target=self.ceiling(),
            until=until,
            still=self.still,
        )

    def _push(self, part: Part, shares: Shares) -> None:
        """Keep what is left of a part; with all its stores decided it is a set found."""
        room = self.ceiling() - shares.proof.bound
        if room < 0 or part.least.sum() > self.limit:
            return
        part = part.held(shares.proof, room)
        if (part.least < part.most).any():
            if len(self.parts) >= REMEMBERED:
                shares = replace(shares, share=self.root.share)
            self.keep(part.bound, (part, shares))
        else:
            self.sets[frozenset(np.nonzero(part.least)[0].tolist())] = part.bound

    def _halves(self, part: Part, shares: Shares) -> list[Part]:
        """Divided by the store whose half use is worth most."""
        use = shares.proof.use
        worth = np.minimum(use, 1 - use) * (self.choices.cost + 1e-6) + 1e-12
        store = int(np.argmax(np.where(part.least < part.most, worth, -1.0)))
        halves = []
        for value in (0.0, 1.0):
            least, most = part.least.copy(), part.most.copy()
            least[store] = most[store] = value
            halves.append(Part(part.bound, least, most))
        return halves
