"""The linear relaxation of a market, made stronger row by row, and the bound and the rulings-out that it proves.

Columns: pieces of use by arc, use by store (0 to 1), and by store with a minimum what goods come to beyond the least.
"An arc carries nothing unless its store is used" is a row an arc. Few of them matter, so they come when they are
broken, and so do the flow covers. The bound is not HiGHS's word: from any prices of the rows at all it is computed
here as a Lagrangian bound, in which the rows of unused stores are kept exactly.
"""

import time
from dataclasses import dataclass, replace

import numpy as np

from brickcore.sourcing.covers import add_covers
from brickcore.sourcing.market import Flags, Floats, Market, Whole
from brickcore.sourcing.rows import Rows
from brickcore.sourcing.solver import STILL, add_rows, bound_columns, contradiction, listen, new_model, solve_linear

ROUNDS = 80
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
        self.rows = Rows()
        self._base_rows()
        self.base = self.rows.count
        self.tops = self._top_entries()
        self.linked = np.zeros(market.arcs, bool)
        self.is_link = [np.zeros(self.base, bool)]
        most = np.concatenate((market.most, np.ones(market.stores), np.full(len(self.topped), np.inf)))
        cost = np.concatenate((market.price, market.shipping, np.ones(len(self.topped))))
        self.highs = new_model((cost, np.zeros(len(cost)), most), self.rows)
        listen(self.highs, still)
        self.proof: Proof | None = None
        self.price = np.zeros(self.base)
        self.least_use, self.most_use = np.zeros(market.stores), np.ones(market.stores)

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
            if not self._add_broken(values, lifts) or time.monotonic() > until:
                break
        return self.proof

    def probe(self, ceiling: float, *, until: float) -> Proof | None:
        """Settle stores for plans that cost at most the ceiling: what cannot be used, or not be spared, is held so."""
        proof = self.proof
        if proof is None:
            return None
        in_doubt = np.nonzero((proof.bound + proof.store <= ceiling) & (proof.bound + proof.dropped <= ceiling))[0]
        self._hold(np.nonzero(proof.bound + proof.store > ceiling)[0], 0)
        self._hold(np.nonzero(proof.bound + proof.dropped > ceiling)[0], 1)
        for store in in_doubt[np.argsort(-np.abs(proof.use[in_doubt] - 0.5), kind="stable")].tolist():
            if time.monotonic() > until or not self.still():
                break
            likely = int(proof.use[store] > 0.5)
            self._hold(np.array([store]), 1 - likely)
            wrong = self._refuted(ceiling, until)
            self.least_use[store], self.most_use[store] = 0, 1
            bound_columns(self.highs, np.array([self.market.arcs + store]), 0, 1)
            if wrong:
                self._hold(np.array([store]), likely)
        if self._refuted(ceiling, until):
            return replace(proof, bound=np.inf)
        self.proof = None
        return self.tighten(until=until, rounds=8)

    def _refuted(self, ceiling: float, until: float) -> bool:
        """Whether no plan that costs at most the ceiling keeps to what is held."""
        solved = solve_linear(self.highs, until=until)
        if solved is not None:
            return self._prove(*solved).bound > ceiling
        ray = contradiction(self.highs) if np.isfinite(ceiling) else None
        if ray is None:
            return False
        # Rows that contradict each other prove as high a bound as one likes: only their prices have to be high.
        return self._prove(np.zeros(self.market.arcs + self.market.stores), STEEP * ceiling * ray).bound > ceiling

    def _hold(self, stores: Whole, use: int) -> None:
        self.least_use[stores] = self.most_use[stores] = use
        bound_columns(self.highs, self.market.arcs + stores, use, use)

    def link_cheap(self, price: Floats) -> None:
        """Link the arcs that cost at most so much by need: those that the relaxation will use."""
        self._link(self.market.price <= price[self.market.need])

    def tight_covers(self) -> Rows:
        """The flow covers that the best bound rests on."""
        least, length, column, value = self.rows.join()
        kept = ~np.concatenate(self.is_link)
        kept[: len(self.price)] &= self.price > 1e-9
        kept[: self.base] = kept[len(self.price) :] = False
        entries = np.repeat(kept, length)
        covers = Rows()
        covers.block(least[kept], length[kept], column[entries], value[entries])
        return covers

    def _add_broken(self, values: Floats, lifts: list[float]) -> bool:
        """Add the rows that the values break; False when there is none, or when they no longer lift the bound."""
        market = self.market
        sent, used = values[: market.arcs], np.clip(values[market.arcs : market.arcs + market.stores], 0, 1)
        broken = ~self.linked & (sent > market.most * used[market.store] + 1e-6)
        links = int(broken.sum())
        self._link(broken)
        if links >= LINKS_FIRST:
            return True
        if len(lifts) > 8 and sum(lifts[-4:]) < 4 * WORTH * abs(self.proof.bound if self.proof else 0):
            return False
        covers = Rows()
        found = add_covers(covers, market, sent, used)
        self._keep(covers, link=False)
        return bool(found or links)

    def _link(self, arcs: Flags) -> None:
        chosen = np.nonzero(arcs & ~self.linked)[0]
        self.linked[chosen] = True
        rows = Rows()
        rows.block(np.zeros(len(chosen)), np.full(len(chosen), 2), *link_entries(self.market, chosen))
        self._keep(rows, link=True)

    def _keep(self, rows: Rows, *, link: bool) -> None:
        add_rows(self.highs, rows)
        if rows.count:
            self.rows.block(*rows.join())
            self.is_link.append(np.full(rows.count, link))

    def _base_rows(self) -> None:
        """Needs are covered; minimums, averages, numbers of lots and of stores are kept, as far as arcs can tell."""
        market, rows = self.market, self.rows
        rows.grouped(market.needed, market.need, np.arange(market.arcs), np.ones(market.arcs))
        for place, store in enumerate(self.topped):
            ours = np.nonzero(market.store == store)[0]
            top = market.arcs + market.stores + place
            used = market.arcs + store
            goods = (np.append(ours, [top, int(used)]), np.append(market.price[ours], (1.0, -market.minimum[store])))
            rows.add(0.0, *goods)
            if market.average[store] > 0:
                lots = market.average[store] / self._most_of_offer(ours)
                rows.add(0.0, np.append(ours, top), np.append(market.price[ours] - lots, 1.0))
        for store in np.nonzero(np.isfinite(market.lots))[0]:
            ours = np.nonzero(market.store == store)[0]
            lots = -1 / self._most_of_offer(ours)
            rows.add(0.0, np.append(ours, market.arcs + store), np.append(lots, market.lots[store]))
        if market.problem.max_stores is not None:
            rows.add(-float(market.problem.max_stores), market.arcs + np.arange(market.stores), -np.ones(market.stores))
        self._share()

    def _most_of_offer(self, arcs: Whole) -> Floats:
        """What stands for one whole lot: an offer that serves several needs is one lot all the same."""
        shared = [float(self.market.offer_of(int(arc)).most) if self.market.shared[arc] else 0.0 for arc in arcs]
        return np.maximum(self.market.most[arcs], shared)

    def _share(self) -> None:
        """Arcs of one offer together carry no more than there is."""
        market = self.market
        arcs = np.nonzero(market.shared)[0]
        offers, group = np.unique(market.offer[arcs], return_inverse=True)
        for place in range(len(offers)):
            ours = arcs[group == place]
            there = float(market.offer_of(int(ours[0])).most)
            column = np.append(ours, market.arcs + market.store[ours[0]])
            self.rows.add(0.0, column, np.append(-np.ones(len(ours)), there))

    def _prove(self, values: Floats, prices: Floats) -> Proof:
        """The Lagrangian bound at these prices of rows, which may be off: any prices that are not negative prove one.

        What goods come to beyond the least must not earn anything, so the prices of minimums are held to 1 together.
        """
        market = self.market
        least, length, column, value = self.rows.join()
        price = np.where(np.concatenate(self.is_link), 0, np.maximum(prices, 0))
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
