"""Sharing whole cents out, without a cent won or lost."""

from collections.abc import Sequence
from decimal import Decimal

from shop.models import CENT


def share(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Share `amount` in proportion to `weights`: whole cents that add up to it, by largest remainder (Hamilton).

    Of equal remainders the earlier one gets the cent. With weights in whole cents, and an amount of at most their sum,
    no share is larger than its weight. Raises ValueError for amounts below zero or with a part of a cent, or no weight.
    """
    total = sum(weights, Decimal(0))
    if amount < 0 or amount != amount.quantize(CENT) or min(weights, default=Decimal(0)) < 0:
        raise ValueError("only whole cents from zero upward can be shared")
    if not amount:
        return [Decimal(0) for _weight in weights]
    if not total:
        raise ValueError("nobody is there to share with")
    cents = int(amount / CENT)
    parts = [divmod(cents * weight, total) for weight in weights]
    left = cents - int(sum(whole for whole, _rest in parts))
    first = sorted(range(len(parts)), key=lambda place: -parts[place][1])[:left]
    lucky = set(first)
    return [(whole + (place in lucky)) * CENT for place, (whole, _rest) in enumerate(parts)]
