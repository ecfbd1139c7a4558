"""Flow covers of single needs: rows that every plan keeps to and the relaxation does not.

Whatever stores A give of a need at most, r pieces are still open: the others must send r pieces. So for every way to
split the others into B and C: what B sends plus min(most, r) for each store of C that is used is at least r (Padberg,
Van Roy and Wolsey 1985). For each need the prefixes of its arcs by use are tried as A, and the split is the one that
the relaxation breaks most.
"""

import numpy as np

from brickcore.sourcing.market import Floats, Market, Whole
from brickcore.sourcing.rows import Rows

BROKEN = 1e-3  # of what is open
COVERS_A_ROUND = 1_000


def add_covers(rows: Rows, market: Market, sent: Floats, used: Floats) -> int:
    """Add rows that pieces sent by arc and use by store break most, a few a need; how many."""
    worst: list[tuple[float, Whole, float]] = []
    use = used[market.store]
    unsettled = np.zeros(len(market.needed), bool)
    unsettled[market.need[(sent > 1e-9) & (use < 1 - 1e-6)]] = True
    for need in np.nonzero(unsettled)[0].tolist():
        first, end = int(market.start[need]), int(market.start[need + 1])
        broken = _most_broken(market.needed[need], sent[first:end], use[first:end], market.most[first:end])
        worst += [(by, first + others, still_open) for by, others, still_open in broken]
    worst.sort(key=lambda cover: cover[0])
    for _, others, still_open in worst[:COVERS_A_ROUND]:
        _add(rows, market, sent, used, others, still_open)
    return len(worst[:COVERS_A_ROUND])


def _most_broken(needed: float, sent: Floats, use: Floats, most: Floats) -> list[tuple[float, Whole, float]]:
    """For each order of the arcs how much its worst row is broken, the row's arcs, and how many pieces are open."""
    found: dict[tuple[int, float], tuple[float, Whole, float]] = {}
    for key in (use, sent / most, sent):
        order = np.argsort(-key, kind="stable")
        open_pieces = needed - np.concatenate(([0.0], np.cumsum(most[order])[:-1]))
        open_pieces = open_pieces[open_pieces > 0]
        terms = np.minimum(sent[order], np.minimum(most[order], open_pieces[:, None]) * use[order])
        places = np.arange(len(open_pieces))
        left = terms.sum(axis=1) - np.where(places > 0, np.cumsum(terms, axis=1)[places, places - 1], 0)
        broken = left / open_pieces - 1
        at = int(np.argmin(broken))
        if broken[at] < -BROKEN:
            found[at, float(open_pieces[at])] = (float(broken[at]), order[at:], float(open_pieces[at]))
    return list(found.values())


def _add(rows: Rows, market: Market, sent: Floats, used: Floats, others: Whole, still_open: float) -> None:
    stores = market.store[others]
    fixed = np.minimum(market.most[others], still_open)
    by_pieces = sent[others] <= fixed * used[stores]
    # A store may have several offers of the lot: its use counts once, and never for more than is open.
    split, place = np.unique(stores[~by_pieces], return_inverse=True)
    of_store = np.minimum(np.bincount(place, fixed[~by_pieces], len(split)), still_open)
    column = np.concatenate((others[by_pieces], market.arcs + split))
    rows.add(still_open, column, np.concatenate((np.ones(int(by_pieces.sum())), of_store)))
