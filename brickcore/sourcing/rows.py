"""Linear rows collected one block after another, as HiGHS takes them: each says that a sum is at least something."""

from dataclasses import dataclass, field

import numpy as np

from brickcore.sourcing.market import Floats, Market, Whole


@dataclass
class Rows:
    """Rows `sum(value * column) >= least`, the entries of all rows one after another."""

    least: list[Floats] = field(default_factory=list)
    length: list[Whole] = field(default_factory=list)
    column: list[Whole] = field(default_factory=list)
    value: list[Floats] = field(default_factory=list)

    def add(self, least: float, column: Whole, value: Floats) -> None:
        """One row."""
        self.block(np.array([least]), np.array([len(column)]), column, value)

    def block(self, least: Floats, length: Whole, column: Whole, value: Floats) -> None:
        """Several rows: what each is at least, how many entries each has, and the entries."""
        self.least.append(least)
        self.length.append(length)
        self.column.append(column)
        self.value.append(value)

    def grouped(self, least: Floats, group: Whole, column: Whole, value: Floats) -> None:
        """One row for each of `least`; `group` tells each entry's row."""
        order = np.argsort(group, kind="stable")
        self.block(least, np.bincount(group, minlength=len(least)), column[order], value[order])

    def join(self) -> tuple[Floats, Whole, Whole, Floats]:
        """Least, length, column and value of all rows in one piece."""
        if not self.least:
            return np.zeros(0), np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
        if len(self.least) > 1:
            self.least = [np.concatenate(self.least).astype(float)]
            self.length = [np.concatenate(self.length).astype(np.int64)]
            self.column = [np.concatenate(self.column).astype(np.int64)]
            self.value = [np.concatenate(self.value).astype(float)]
        return self.least[0], self.length[0], self.column[0], self.value[0]

    @property
    def count(self) -> int:
        """How many rows there are."""
        return sum(len(least) for least in self.least)


def bar(rows: Rows, market: Market, stores: frozenset[int]) -> None:
    """A row that every set of stores but this one keeps to."""
    inside = np.isin(np.arange(market.stores), list(stores))
    rows.add(1.0 - len(stores), market.arcs + np.arange(market.stores), np.where(inside, -1.0, 1.0))
