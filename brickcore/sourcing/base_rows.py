"""The rows that the relaxation begins with: what needs, stores and offers ask, as far as arcs can tell."""

import numpy as np

from brickcore.sourcing.market import Floats, Market, Whole
from brickcore.sourcing.rows import Rows


def base_rows(market: Market, topped: Whole) -> Rows:
    """Needs are covered; minimums, averages, numbers of lots and of stores are kept; offers that serve several needs
    are shared. The columns: arcs, stores, and what goods come to beyond the least at the stores `topped`."""
    rows = Rows()
    rows.grouped(market.needed, market.need, np.arange(market.arcs), np.ones(market.arcs))
    for place, store in enumerate(topped):
        _goods(rows, market, int(store), market.arcs + market.stores + place)
    for store in np.nonzero(np.isfinite(market.lots))[0]:
        ours = np.nonzero(market.store == store)[0]
        lots = -1 / _most_of_offer(market, ours)
        rows.add(0.0, np.append(ours, market.arcs + store), np.append(lots, market.lots[store]))
    if market.problem.max_stores is not None:
        rows.add(-float(market.problem.max_stores), market.arcs + np.arange(market.stores), -np.ones(market.stores))
    _share(rows, market)
    return rows


def _goods(rows: Rows, market: Market, store: int, top: int) -> None:
    """What the goods of a store come to at least."""
    ours = np.nonzero(market.store == store)[0]
    used = market.arcs + store
    rows.add(0.0, np.append(ours, [top, used]), np.append(market.price[ours], (1.0, -market.minimum[store])))
    if market.average[store] > 0:
        lots = market.average[store] / _most_of_offer(market, ours)
        rows.add(0.0, np.append(ours, top), np.append(market.price[ours] - lots, 1.0))


def _most_of_offer(market: Market, arcs: Whole) -> Floats:
    """What stands for one whole lot: an offer that serves several needs is one lot all the same."""
    shared = [float(market.offer_of(int(arc)).most) if market.shared[arc] else 0.0 for arc in arcs]
    return np.maximum(market.most[arcs], shared)


def _share(rows: Rows, market: Market) -> None:
    """Arcs of one offer together carry no more than there is."""
    arcs = np.nonzero(market.shared)[0]
    offers, group = np.unique(market.offer[arcs], return_inverse=True)
    for place in range(len(offers)):
        ours = arcs[group == place]
        there = float(market.offer_of(int(ours[0])).most)
        column = np.append(ours, market.arcs + market.store[ours[0]])
        rows.add(0.0, column, np.append(-np.ones(len(ours)), there))
