"""Flow covers of single needs: rows that every plan keeps to and the relaxation does not.

Whatever stores A give of a need at most, r pieces are still open: the others must send r pieces. So for every way to
split the others into B and C: what B sends plus min(most, r) for each store of C that is used is at least r (Padberg,
Van Roy and Wolsey 1985). Counted in parcels of d pieces and rounded up to whole parcels that is stronger still, where
two stores of three pieces are to bring four (mixed integer rounding: Marchand and Wolsey 2001; d = r gives the flow
cover). For each need all sets A of the few arcs that carry most are tried, each with the stocks as sizes of parcels.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from brickcore.sourcing.market import Flags, Floats, Market, Whole
from brickcore.sourcing.rows import Rows

BROKEN = 1e-3  # of what is open
ARCS_TRIED = 5  # of each need, as members of A
COVERS_A_NEED = 2
ALMOST = 1e-9


@dataclass(frozen=True)
class Parcels:
    """How parcels of `size` pieces count, when `still_open` pieces are open: `least` parcels at least, a store's use
    as `of_store` of its stock, a piece as 1 / `part` of a parcel."""

    size: Floats
    least: Floats
    part: Floats

    @classmethod
    def of(cls, still_open: Floats, size: Floats) -> "Parcels":
        """The parcels of a size, elementwise."""
        least = np.ceil(still_open / size - ALMOST)
        return cls(size, least, still_open - size * (least - 1))

    def of_store(self, most: Floats) -> Floats:
        """How much a store that has so many pieces counts for when it is used."""
        full = np.floor(most / self.size + ALMOST)
        counted: Floats = np.minimum(self.least, full + np.minimum(1, (most - full * self.size) / self.part))
        return counted


def add_covers(rows: Rows, market: Market, sent: Floats, used: Floats) -> int:
    """Add rows that pieces sent by arc and use by store break most, a few a need; how many."""
    arcs, rank, count = _active(market, sent, used[market.store])
    found = 0
    for tried in sorted(set(np.minimum(count[count > 0], ARCS_TRIED).tolist())):
        needs = np.nonzero(np.minimum(count, ARCS_TRIED) == tried)[0]
        place = np.full(len(count), -1)
        place[needs] = np.arange(len(needs))
        ours = place[market.need[arcs]] >= 0
        group, ours_rank = place[market.need[arcs[ours]]], rank[ours]
        table = np.zeros((len(needs), tried), np.int64)
        table[group[ours_rank < tried], ours_rank[ours_rank < tried]] = arcs[ours][ours_rank < tried]
        others = (group[ours_rank >= tried], arcs[ours][ours_rank >= tried])
        found += _Group(market, sent, used, needs, table).add(rows, others)
    return found


def _active(market: Market, sent: Floats, use: Floats) -> tuple[Whole, Whole, Whole]:
    """The arcs that matter of needs that are not settled, each with its rank in its need; how many by need."""
    in_question = np.zeros(len(market.needed), bool)
    in_question[market.need[(sent > ALMOST) & (use < 1 - 1e-6)]] = True
    arcs = np.nonzero(in_question[market.need] & ((sent > ALMOST) | (use > ALMOST)))[0]
    arcs = arcs[np.lexsort((-np.maximum(sent[arcs], 1e-3 * use[arcs]), market.need[arcs]))]
    need = market.need[arcs]
    return arcs, np.arange(len(arcs)) - np.searchsorted(need, need), np.bincount(need, minlength=len(market.needed))


@cache
def _subsets(count: int) -> Flags:
    chosen: Flags = (np.arange(2**count)[:, None] >> np.arange(count)) & 1 == 1
    return chosen


class _Group:
    """Needs of which equally many arcs are tried as members of A: all that is looked at has an entry by need and A."""

    def __init__(self, market: Market, sent: Floats, used: Floats, needs: Whole, table: Whole) -> None:
        self.market, self.sent, self.used, self.needs, self.table = market, sent, used, needs, table
        self.needed = market.needed[needs]
        self.most = np.minimum(market.most[table], self.needed[:, None])
        self.sets = _subsets(table.shape[1])
        still_open = self.needed[:, None] - self.most @ self.sets.T
        self.possible = still_open > 0
        self.still_open = np.where(self.possible, still_open, 1)

    def add(self, rows: Rows, others: tuple[Whole, Whole]) -> int:
        """Add the rows that are broken most; `others` are arcs that matter but are never in A: place of need, arc."""
        broken, size = self._most_broken(others)
        found = 0
        every = np.arange(len(self.needs))
        for _ in range(COVERS_A_NEED):
            worst = broken.argmin(axis=1)
            for place in np.nonzero(broken[every, worst] < -BROKEN)[0].tolist():
                at = int(worst[place])
                self._row(rows, place, self.table[place][self.sets[at]], self.still_open[place, at], size[place, at])
                found += 1
            broken[every, worst] = 0
        return found

    def _most_broken(self, others: tuple[Whole, Whole]) -> tuple[Floats, Floats]:
        """By how much of the rows' least they are broken (below 0), and with which size of parcels."""
        sizes = np.sort(self.most, axis=1)
        sizes[:, 1:][sizes[:, 1:] == sizes[:, :-1]] = np.inf
        sizes = np.sort(np.where(sizes < self.needed[:, None], sizes, np.inf), axis=1)
        last = max(1, int(np.isfinite(sizes).sum(axis=1).max()) + 1)
        broken, best_size = np.zeros_like(self.still_open), self.still_open.copy()
        for place in range(last):
            size = np.minimum(sizes[:, place : place + 1] if place < sizes.shape[1] else np.inf, self.still_open)
            parcels = Parcels.of(self.still_open, size)
            by = np.where(self.possible, self._left(parcels, others) / parcels.least - 1, 0)
            better = by < broken - ALMOST
            broken, best_size = np.where(better, by, broken), np.where(better, size, best_size)
        return broken, best_size

    def _left(self, parcels: Parcels, others: tuple[Whole, Whole]) -> Floats:
        """What the stores outside A bring, counted in parcels, with the split into B and C that counts least."""
        left = np.zeros_like(self.still_open)
        for place in range(self.table.shape[1]):
            arcs, most = self.table[:, place], self.most[:, place : place + 1]
            by_store = parcels.of_store(most) * self.used[self.market.store[arcs]][:, None]
            left += np.minimum(self.sent[arcs][:, None] / parcels.part, by_store) * ~self.sets[:, place]
        group, arcs = others
        if len(arcs):
            own = Parcels(parcels.size[group], parcels.least[group], parcels.part[group])
            most = np.minimum(self.market.most[arcs], self.needed[group])[:, None]
            by_store = own.of_store(most) * self.used[self.market.store[arcs]][:, None]
            np.add.at(left, group, np.minimum(self.sent[arcs][:, None] / own.part, by_store))
        return left

    def _row(self, rows: Rows, place: int, within: Whole, still_open: float, size: float) -> None:
        market, need = self.market, int(self.needs[place])
        first, end = int(market.start[need]), int(market.start[need + 1])
        outside = np.ones(end - first, bool)
        outside[within - first] = False
        arcs = first + np.nonzero(outside)[0]
        parcels = Parcels.of(np.array(still_open), np.array(size))
        most, stores = np.minimum(market.most[arcs], market.needed[need]), market.store[arcs]
        by_pieces = self.sent[arcs] / parcels.part <= parcels.of_store(most) * self.used[stores]
        split, of_split = stores[~by_pieces], most[~by_pieces]
        if market.doubled:  # a store has several offers of a lot: its use counts once
            split, at = np.unique(split, return_inverse=True)
            of_split = np.bincount(at, of_split, len(split)).astype(float)
        column = np.concatenate((arcs[by_pieces], market.arcs + split))
        value = np.concatenate((np.full(int(by_pieces.sum()), 1 / float(parcels.part)), parcels.of_store(of_split)))
        rows.add(float(parcels.least), column, value)
