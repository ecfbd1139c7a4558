"""The whole problem as a mixed-integer model: every term, for the arcs and stores that are still in question.

Columns: pieces of use by arc, use by store, then what terms need: pieces beyond use, multiples and choice of a tier by
offer, choice of a shipping step by store. Pieces need not be declared whole where only needs and stocks bound them:
such a network has whole corners. Only a store with a threshold (minimum, average, steps) cuts corners off; its pieces
are declared whole when it is named in `strict`.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from brickcore.sourcing.market import Flags, Floats, Market, Whole, ranges
from brickcore.sourcing.problem import Offer, Store
from brickcore.sourcing.rows import Rows

Entries = list[tuple[int, float]]


@dataclass
class Model:
    """Columns and rows as they are collected. `bought` tells by offer which columns count its pieces, and how much."""

    cost: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: Rows = field(default_factory=Rows)
    bought: dict[int, Entries] = field(default_factory=dict)
    arcs_of: dict[int, list[int]] = field(default_factory=dict)

    def column(self, cost: float, most: float, *, whole: bool) -> int:
        """A new column; its number."""
        self.cost.append(cost)
        self.least.append(0.0)
        self.most.append(most)
        self.whole.append(whole)
        return len(self.cost) - 1

    def at_least(self, least: float, entries: Entries) -> None:
        """A new row."""
        self.rows.add(least, np.array([at for at, _ in entries], np.int64), np.array([value for _, value in entries]))


@dataclass(frozen=True)
class Scope:
    """What the model is about: the arcs kept, stores that must be used, stores whose pieces are declared whole, arcs
    linked to their stores one by one (the others together), and a cost that no plan of interest exceeds."""

    arcs: Whole
    forced: Flags
    strict: AbstractSet[int]
    linked: Flags
    ceiling: float


def build(market: Market, scope: Scope, covers: Rows | None = None) -> Model:
    """The model of a market within a scope; `covers` are rows over the market's arcs and stores."""
    model = Model()
    count = len(scope.arcs)
    at = {int(store): count + place for place, store in enumerate(range(market.stores))}
    _arcs_and_stores(model, market, scope)
    by_store: dict[int, dict[int, list[int]]] = {}
    for column, arc in enumerate(scope.arcs.tolist()):
        by_store.setdefault(int(market.store[arc]), {}).setdefault(int(market.offer[arc]), []).append(column)
    for number, offers in by_store.items():
        _Terms(model, market, scope, number, at[number]).add(offers)
    if market.problem.max_stores is not None:
        model.at_least(-market.problem.max_stores, [(column, -1.0) for column in at.values()])
    if covers is not None:
        _take_over(model, market, scope, covers)
    return model


def _arcs_and_stores(model: Model, market: Market, scope: Scope) -> None:
    """The columns of arcs and stores, needs covered, arcs linked one by one or, the unlikely ones, by store."""
    arcs, count = scope.arcs, len(scope.arcs)
    open_stores = np.bincount(market.store[arcs], minlength=market.stores) > 0
    model.cost += [*market.price[arcs].tolist(), *market.shipping.tolist()]
    model.most += [*market.most[arcs].tolist(), *open_stores.astype(float).tolist()]
    model.least += [*[0.0] * count, *scope.forced.astype(float).tolist()]
    model.whole += [*[False] * count, *[True] * market.stores]
    model.rows.grouped(market.needed, market.need[arcs], np.arange(count), np.ones(count))
    one_by_one = np.nonzero(scope.linked[arcs])[0]
    pairs = np.arange(len(one_by_one))
    store, most = market.store[arcs[one_by_one]], market.most[arcs[one_by_one]]
    columns, values = np.concatenate((one_by_one, count + store)), np.concatenate((-np.ones(len(pairs)), most))
    model.rows.grouped(np.zeros(len(pairs)), np.concatenate((pairs, pairs)), columns, values)
    together = np.nonzero(~scope.linked[arcs])[0]
    store, most = market.store[arcs[together]], market.most[arcs[together]]
    columns = np.concatenate((together, count + np.arange(market.stores)))
    sums = np.bincount(store, most, market.stores)
    values = np.concatenate((-np.ones(len(together)), sums))
    groups = np.concatenate((store, np.arange(market.stores)))
    model.rows.grouped(np.zeros(market.stores), groups, columns, values)


def _take_over(model: Model, market: Market, scope: Scope, covers: Rows) -> None:
    """Rows over the market's columns as rows of the model; arcs that are left out carry nothing."""
    least, length, column, value = covers.join()
    to = np.full(market.arcs + market.stores, -1)
    to[scope.arcs] = np.arange(len(scope.arcs))
    to[market.arcs :] = len(scope.arcs) + np.arange(market.stores)
    group = np.repeat(np.arange(len(least)), length)
    kept = to[column] >= 0
    model.rows.grouped(least, group[kept], to[column[kept]], value[kept])


def threshold(store: Store) -> bool:
    """Whether what the store asks depends on what the goods come to, or weigh, together."""
    steps = store.steps
    bounded = any(step.to_grams is not None or step.to_value is not None for step in steps)
    return store.minimum > 0 or store.average_lot > 0 or bounded


class _Terms:
    """What one store asks, as columns and rows."""

    def __init__(self, model: Model, market: Market, scope: Scope, number: int, used: int) -> None:
        self.model, self.market, self.scope, self.used = model, market, scope, used
        self.store = market.problem.stores[number]
        self.strict = number in scope.strict
        self.coupled = threshold(self.store)
        self.count_lots = self.store.lots is not None or self.store.average_lot > 0
        self.goods: Entries = []
        self.grams: Entries = []
        self.lots: list[int] = []

    def add(self, offers: dict[int, list[int]]) -> None:
        for number, arcs in offers.items():
            offer = self.store.offers[self.market.places[number][1]]
            self.model.arcs_of[number] = arcs
            plain = offer.multiple == 1 and not offer.tiers and not self.count_lots
            bought = self._plain(offer, arcs) if plain else self._chosen(offer, arcs)
            self.model.bought[number] = [(column, pieces) for column, pieces, _ in bought]
            grams = float(self.market.problem.weight_of(offer) or 0)
            self.goods += [(column, pieces * price) for column, pieces, price in bought]
            self.grams += [(column, pieces * grams) for column, pieces, _ in bought]
        self._thresholds()

    def _plain(self, offer: Offer, arcs: list[int]) -> list[tuple[int, float, float]]:
        """Any quantity at one price; pieces beyond use only where a threshold may ask for them."""
        model, price = self.model, float(offer.price)
        columns = list(arcs)
        for arc in arcs:
            model.whole[arc] = self.coupled and self.strict
        spare = offer.most - (model.most[arcs[0]] if len(arcs) == 1 else 0)
        if self.coupled and spare > 0:
            columns.append(model.column(price, spare, whole=self.strict))
        if len(arcs) > 1:
            there = (self.used, float(offer.most))
            model.at_least(0.0, [there, *((column, -1.0) for column in columns)])
        return [(column, 1.0, price) for column in columns]

    def _chosen(self, offer: Offer, arcs: list[int]) -> list[tuple[int, float, float]]:
        """A tier to be chosen, and how many multiples at its price; pieces of use come out of what is bought."""
        model = self.model
        bought, choices = [], []
        for low, high, price in ranges(offer):
            each = float(price) * offer.multiple
            column = model.column(each, high / offer.multiple, whole=True)
            choice = model.column(0.0, 1.0, whole=True)
            model.at_least(0.0, [(choice, high / offer.multiple), (column, -1.0)])
            model.at_least(0.0, [(column, 1.0), (choice, -low / offer.multiple)])
            bought.append((column, float(offer.multiple), float(price)))
            choices.append(choice)
        for arc in arcs:
            model.cost[arc] = 0.0
            model.at_least(0.0, [(arc, -1.0), *((choice, model.most[arc]) for choice in choices)])
        model.at_least(0.0, [*((arc, -1.0) for arc in arcs), *((column, pieces) for column, pieces, _ in bought)])
        model.at_least(0.0, [(self.used, 1.0), *((choice, -1.0) for choice in choices)])
        self.lots += choices
        return bought

    def _thresholds(self) -> None:
        model, store = self.model, self.store
        if store.minimum > 0:
            model.at_least(0.0, [*self.goods, (self.used, -float(store.minimum))])
        if store.average_lot > 0:
            model.at_least(0.0, [*self.goods, *((lot, -float(store.average_lot)) for lot in self.lots)])
        if store.lots is not None:
            model.at_least(0.0, [(self.used, float(store.lots)), *((lot, -1.0) for lot in self.lots)])
        if isinstance(store.shipping, tuple):
            self._steps()

    def _steps(self) -> None:
        """One step of the table is chosen: what is bought lies within its ends."""
        model, steps = self.model, self.store.steps
        by_value = all(step.to_grams is None for step in steps)
        measured = self.goods if by_value else self.grams
        most = sum(model.most[column] * value for column, value in measured)
        finest = float(self.market.unit if by_value else self.market.gram_unit)
        model.cost[self.used] = 0.0
        chosen = [model.column(float(step.price), 1.0, whole=True) for step in steps]
        ends = [step.to_value if by_value else step.to_grams for step in steps]
        upper = [most if end is None else float(min(end, Decimal(most))) for end in ends]
        one = [(column, 1.0) for column in chosen]
        model.at_least(0.0, [(self.used, -1.0), *one])
        model.at_least(0.0, [(self.used, 1.0), *((column, -1.0) for column in chosen)])
        reach = [(column, end) for column, end in zip(chosen, upper, strict=True)]
        model.at_least(0.0, [*reach, *((column, -value) for column, value in measured)])
        beyond = [
            (column, -(float(end) + finest)) for column, end in zip(chosen[1:], ends, strict=False) if end is not None
        ]
        if beyond:
            model.at_least(0.0, [*measured, *beyond])


def arrays(model: Model) -> tuple[tuple[Floats, Floats, Floats], Whole]:
    """Cost, least and most of the columns; which of them are whole."""
    columns = (np.array(model.cost), np.array(model.least), np.array(model.most))
    return columns, np.nonzero(np.array(model.whole))[0]
