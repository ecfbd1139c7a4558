"""The linear relaxation of a market, made stronger row by row, and the bound and the rulings-out that it proves.

Columns: pieces of use by arc, use by store (0 to 1), and by store with a minimum what goods come to beyond the least.
"An arc carries nothing unless its store is used" is a row an arc. Few of them matter, so they come when they are
broken, and so do the flow covers. The bound is not HiGHS's word: from any prices of the rows at all it is computed
here as a Lagrangian bound, in which the rows of unused stores are kept exactly.
"""

import time
from dataclasses import dataclass, replace

import numpy as np

from brickcore.sourcing.base_rows import base_rows
from brickcore.sourcing.covers import add_covers
from brickcore.sourcing.market import Flags, Floats, Market, Whole
from brickcore.sourcing.rows import Rows, bar
from brickcore.sourcing.solver import (
    STILL,
    add_rows,
    begin_like,
    bound_columns,
    contradiction,
    listen,
    new_model,
    solve_linear,
)

ROUNDS = 80
LISTENING = 5_000  # arcs; smaller models are solved in so little time that asking in between is enough
LINKS_FIRST = 30  # while so many links are broken, covers wait
STEEP = 1_000  # prices so many times the best plan's cost prove what is impossible
WORTH = 2e-5  # a round of covers must lift the bound by such a share, on an average of a few rounds


@dataclass(frozen=True)
class Proof:
    """A bound, and what each choice would add to it: no plan that uses a store costs less than bound + `store` of it.

    `dropped` is the same for plans that do not use the store, `piece` for each piece that an arc carries on top of
    its store's, `use` how much of each store the relaxation uses.
    """

    bound: float
    store: Floats
    dropped: Floats
    piece: Floats
    use: Floats


class Relaxation:
    """The relaxation of one market."""

    def __init__(self, market: Market, still: STILL = lambda: True) -> None:
        self.market, self.still = market, still
        self.topped = np.nonzero((market.minimum > 0) | (market.average > 0))[0]
        self.rows = base_rows(market, self.topped)
        self.base = self.rows.count
        self.tops = self._top_entries()
        self.link = np.full(market.arcs, -1)  # the row that links an arc to its store
        most = np.concatenate((market.most, np.ones(market.stores), np.full(len(self.topped), np.inf)))
        cost = np.concatenate((market.price, market.shipping, np.ones(len(self.topped))))
        self.highs = new_model((cost, np.zeros(len(cost)), most), self.rows)
        if market.arcs > LISTENING:
            listen(self.highs, still)
        self.proof: Proof | None = None
        self.price = np.zeros(self.base)
        self.least_use, self.most_use = np.zeros(market.stores), np.ones(market.stores)

    @property
    def linked(self) -> Flags:
        """The arcs that are linked to their stores."""
        linked: Flags = self.link >= 0
        return linked

    def tighten(self, *, until: float, rounds: int = ROUNDS) -> Proof | None:
        """Solve and add what is broken until nothing is, time is up, or it no longer helps; the best proof."""
        lifts: list[float] = []
        for _ in range(rounds):
            solved = solve_linear(self.highs, until=until)
            if solved is None:
                break
            values, prices = solved
            proof = self._prove(values, prices)
            if self.proof is None or proof.bound > self.proof.bound:
                self.price = prices
                lifts.append(proof.bound - (self.proof.bound if self.proof else 0))
                self.proof = proof
            else:
                lifts.append(0)
            if not self._go_on(values, lifts) or time.monotonic() > until or not self.still():
                break
        return self.proof

    def hold(self, least: Floats, most: Floats) -> None:
        """From now on stores are used so much at least and at most: bounds hold for such plans alone."""
        self.least_use, self.most_use = least.copy(), most.copy()
        bound_columns(self.highs, self.market.arcs + np.arange(self.market.stores), least, most)

    def look(self, ceiling: float, *, until: float) -> tuple[Proof, Floats] | None:
        """The proof for plans that keep to what is held, and the values; None when there was no time.

        Where nothing keeps to it, the bound is above the ceiling and the values are none.
        """
        solved = solve_linear(self.highs, until=until)
        if solved is not None:
            return self._prove(*solved), solved[0]
        ray = contradiction(self.highs)
        if ray is None:
            return None
        # Rows that contradict each other prove as high a bound as one likes: only their prices have to be high.
        nothing = np.zeros(self.market.arcs + self.market.stores)
        proof = self._prove(nothing, STEEP * ceiling * ray)
        return (proof, nothing[:0]) if proof.bound > ceiling else None

    def narrowed(self, ceiling: float, still: STILL = lambda: True) -> "Relaxation":
        """The same for plans that cost at most so much: the arcs these may use, the rows that the bound rests on."""
        market, proof = self.market, self.proof
        assert proof is not None
        kept = proof.store[market.store] + proof.piece <= ceiling - proof.bound
        other = Relaxation(market.only(kept), still)
        columns = np.append(np.nonzero(kept)[0], np.arange(market.arcs, self.highs.getNumCol()))
        to = np.full(self.highs.getNumCol(), -1)
        to[columns] = np.arange(len(columns))
        other._link(self.linked[kept])
        least, length, column, value = self.tight_covers().join()
        row, there = np.repeat(np.arange(len(least)), length), to[column] >= 0
        rows = Rows()
        rows.grouped(least, row[there], to[column[there]], value[there])
        other._keep(rows)
        other.proof = replace(proof, piece=proof.piece[kept])
        links = self.link[kept & self.linked]
        begin_like(other.highs, self.highs, columns, np.concatenate((np.arange(other.base), links, self._tight())))
        return other

    def bar(self, stores: frozenset[int]) -> None:
        """From now on bounds hold for all sets of stores but this one."""
        rows = Rows()
        bar(rows, self.market, stores)
        self._keep(rows)

    def link_cheap(self, price: Floats) -> None:
        """Link the arcs that cost at most so much by need: those that the relaxation will use."""
        self._link(self.market.price <= price[self.market.need])

    def tight_covers(self) -> Rows:
        """The flow covers that the best bound rests on."""
        least, length, column, value = self.rows.join()
        kept = np.isin(np.arange(len(least)), self._tight())
        entries = np.repeat(kept, length)
        covers = Rows()
        covers.block(least[kept], length[kept], column[entries], value[entries])
        return covers

    def _tight(self) -> Whole:
        """The rows of these."""
        priced = np.nonzero(self.price > 1e-9)[0]
        return np.setdiff1d(priced[priced >= self.base], self.link)

    def _go_on(self, values: Floats, lifts: list[float]) -> bool:
        """Add the rows that the values break; False when there is none, or when they no longer lift the bound."""
        stalled = len(lifts) > 8 and sum(lifts[-4:]) < 4 * WORTH * abs(self.proof.bound if self.proof else 0)
        return self.add_broken(values, covers=not stalled) and not stalled

    def add_broken(self, values: Floats, *, covers: bool = True) -> bool:
        """Add the rows that the values break: links first, covers only where few links are; False if there is none."""
        market = self.market
        sent, used = values[: market.arcs], np.clip(values[market.arcs : market.arcs + market.stores], 0, 1)
        broken = ~self.linked & (sent > market.most * used[market.store] + 1e-6)
        links = int(broken.sum())
        self._link(broken)
        if links >= LINKS_FIRST or not covers:
            return links > 0
        rows = Rows()
        found = add_covers(rows, market, sent, used)
        self._keep(rows)
        return bool(found or links)

    def _link(self, arcs: Flags) -> None:
        chosen = np.nonzero(arcs & ~self.linked)[0]
        self.link[chosen] = self.rows.count + np.arange(len(chosen))
        rows = Rows()
        rows.block(np.zeros(len(chosen)), np.full(len(chosen), 2), *link_entries(self.market, chosen))
        self._keep(rows)

    def _keep(self, rows: Rows) -> None:
        add_rows(self.highs, rows)
        if rows.count:
            self.rows.block(*rows.join())

    def _prove(self, values: Floats, prices: Floats) -> Proof:
        """The Lagrangian bound at these prices of rows, which may be off: any prices that are not negative prove one.

        What goods come to beyond the least must not earn anything, so the prices of minimums are held to 1 together.
        """
        market = self.market
        least, length, column, value = self.rows.join()
        price = np.maximum(prices, 0)
        price[self.link[self.linked]] = 0
        price[: self.base] = self._without_gain(price[: self.base])
        weight = np.repeat(price, length) * value
        reduced = np.bincount(column, weight, market.arcs + market.stores + len(self.topped))
        piece = market.price - reduced[: market.arcs]
        store = market.shipping - reduced[market.arcs : market.arcs + market.stores]
        store = store + np.bincount(market.store, np.minimum(piece, 0) * market.most, market.stores)
        share = np.clip(store < 0, self.least_use, self.most_use)
        bound = float(price @ least + share @ store)
        return Proof(
            bound=bound - 1e-9 * (1 + float(price @ np.abs(least))),
            store=np.where(self.most_use > 0, np.maximum(store, 0) * (self.least_use < 1), np.inf),
            dropped=np.where(self.least_use < 1, np.maximum(-store, 0) * (self.most_use > 0), np.inf),
            piece=np.maximum(piece, 0),
            use=np.clip(values[market.arcs : market.arcs + market.stores], 0, 1),
        )

    def _top_entries(self) -> tuple[Whole, Whole, Floats]:
        """Where rows mention what goods come to beyond the least: row, which of `topped`, value."""
        _, length, column, value = self.rows.join()
        first = self.market.arcs + self.market.stores
        entries = np.nonzero(column >= first)[0]
        return np.repeat(np.arange(self.base), length)[entries], column[entries] - first, value[entries]

    def _without_gain(self, price: Floats) -> Floats:
        row, top, value = self.tops
        gain = np.bincount(top, price[row] * value, len(self.topped))
        scale = np.ones(self.base)
        np.minimum.at(scale, row, 1 / np.maximum(gain, 1)[top])
        return price * scale


def link_entries(market: Market, arcs: Whole) -> tuple[Whole, Floats]:
    """The entries of "an arc carries nothing unless its store is used", two a row."""
    column, value = np.empty(2 * len(arcs), np.int64), np.empty(2 * len(arcs))
    column[0::2], value[0::2] = arcs, -1
    column[1::2], value[1::2] = market.arcs + market.store[arcs], market.most[arcs]
    return column, value
