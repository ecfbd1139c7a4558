"""Sharing whole cents out, and how numbers are written."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from common.money import CENT

NOTHING = Decimal("0.00")


def whole_cents_in(amount: Decimal) -> Decimal:
    """The whole cents that fit into it: what a cap leaves."""
    return amount.quantize(CENT, ROUND_DOWN)


def plain(number: Decimal) -> str:
    """The number as people write it: without zeros that say nothing, and never with an exponent."""
    return format(number.normalize(), "f") if number else "0"


def share_out(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Whole cents in proportion to the weights; all of the amount, to the cent.

    Every share gets the whole cents that fit, and the cents left over go to those that lost most by that; of two that
    lost alike, to the first. Fractions, because a proportion in Decimal may miss the tie that it ought to find.
    """
    whole = sum(map(Fraction, weights))
    pot = int(amount / CENT)
    if not whole:
        return [NOTHING] * len(weights)
    exact = [pot * Fraction(weight) / whole for weight in weights]
    shares = [int(share) for share in exact]
    by_loss = sorted(range(len(shares)), key=lambda place: (shares[place] - exact[place], place))
    for place in by_loss[: pot - sum(shares)]:
        shares[place] += 1
    return [share * CENT for share in shares]
