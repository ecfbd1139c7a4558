"""How far to go along a subgradient: a share of what is missing, smaller whenever that has not helped for long."""

from dataclasses import dataclass

import numpy as np

BETTER = 1e-5  # of the bound: less than that is no help
SMALLER = 0.7
LEAST = 1e-4
FAR = 0.1  # of the bound: no more than that can be missing


@dataclass
class Climb:
    """The best bound on the way, the share to go, and how many steps in a row have not helped."""

    share: float
    patience: int
    best: float = -np.inf
    waited: int = 0

    def told(self, bound: float) -> bool:
        """Take a bound; whether it is the best so far."""
        helped = bound > self.best + BETTER * abs(self.best) if np.isfinite(self.best) else True
        self.waited = 0 if helped else self.waited + 1
        is_best = bound > self.best
        self.best = max(self.best, bound)
        return is_best

    def step(self, bound: float, target: float, norm: float) -> float:
        """How far to go along a direction, the square of its length given (Polyak 1969)."""
        return self.share * min(target - bound, FAR * (1 + abs(bound))) / max(norm, 1e-12)

    @property
    def lost(self) -> bool:
        """Whether it is time to go back to the best, in smaller steps; asked once a step."""
        if self.waited < self.patience:
            return False
        self.waited = 0
        self.share *= SMALLER
        return True

    @property
    def done(self) -> bool:
        """Whether steps have become too small to matter."""
        return self.share < LEAST
