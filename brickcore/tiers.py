"""Prices that fall with the number of pieces: from so many on, each costs less."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

Tiers = tuple[tuple[int, Decimal], ...]
"""(from so many pieces, price of one), ascending, each cheaper than the one before."""

MOST_TIERS = 10
MOST_PIECES = 10_000_000


class BadTiers(Exception):
    """Tiers that say two things, or nothing. `pieces` is where."""

    def __init__(self, why: Literal["too many", "from", "twice", "not cheaper"], pieces: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.pieces = pieces


def checked_tiers(price: Decimal, given: Iterable[tuple[int, Decimal]]) -> Tiers:
    """The tiers in their order, above a price of one. Raises BadTiers.

    A file may list them in any order. A tier at the price before it is left out, since it changes nothing; a dearer one
    is refused, since nobody could say which price is meant.
    """
    ordered = sorted(given)
    if len(ordered) > MOST_TIERS:
        raise BadTiers("too many")
    kept: list[tuple[int, Decimal]] = []
    for at, (pieces, each) in enumerate(ordered):
        if not 2 <= pieces <= MOST_PIECES:
            raise BadTiers("from", pieces)
        if at and ordered[at - 1][0] == pieces:
            raise BadTiers("twice", pieces)
        before = kept[-1][1] if kept else price
        if not each.is_finite() or not 0 < each <= before:
            raise BadTiers("not cheaper", pieces)
        if each < before:
            kept.append((pieces, each))
    return tuple(kept)


def price_at(price: Decimal, tiers: Iterable[tuple[int, Decimal]], pieces: int) -> Decimal:
    """What one of so many pieces costs."""
    return min((each for least, each in tiers if pieces >= least), default=price)
