"""Branch and bound, as far as all ways to bound a part have it in common: the parts in question and the sets found."""

import heapq
from abc import ABC, abstractmethod
from typing import Generic, TypeVar

import numpy as np

Item = TypeVar("Item")
REMEMBERED = 1_000  # parts that keep what makes a look at them quick; with more it would fill memory within the hour


class Frontier(ABC, Generic[Item]):
    """The parts of all sets of stores that are not ruled out, the most promising first."""

    def __init__(self) -> None:
        self.sets: dict[frozenset[int], float] = {}
        self.parts: list[tuple[float, int, Item]] = []
        self.count = 0

    @property
    def bound(self) -> float:
        """What plans cost at least that are not at one of the sets found, or are ruled out."""
        return self.parts[0][0] if self.parts else np.inf

    def found(self) -> dict[frozenset[int], float]:
        """The sets found since this was asked last, with what plans there cost at least."""
        found, self.sets = self.sets, {}
        return found

    @abstractmethod
    def advance(self, *, until: float) -> bool:
        """Look at the most promising part; False when nothing is left, or there was no time."""

    def keep(self, bound: float, item: Item) -> None:
        """A part stays in question; of equally promising ones the latest goes first."""
        self.count += 1
        heapq.heappush(self.parts, (bound, -self.count, item))

    def take(self) -> Item:
        """The most promising part."""
        return heapq.heappop(self.parts)[2]
