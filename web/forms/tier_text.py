"""Prices by how many are wanted, as people type them in one line: 100 = 0.09, 500 = 0.08."""

from decimal import Decimal, InvalidOperation

from django.forms import ValidationError

LONGEST = 20
"""Letters of a number. Python takes long to read very long ones; what is too much, the services say."""


def read_tiers(text: str, refused: ValidationError) -> list[tuple[int, Decimal]]:
    """The pairs, apart by commas or semicolons, so that a price takes a point. Raises `refused`."""
    return [_pair(pair, refused) for pair in text.replace(";", ",").split(",") if pair.strip()]


def _pair(text: str, refused: ValidationError) -> tuple[int, Decimal]:
    count, _sign, each = text.replace(":", "=").partition("=")
    if not count.strip().isdecimal() or max(len(count), len(each)) > LONGEST:
        raise refused
    try:
        return int(count), Decimal(each.strip())
    except InvalidOperation:
        raise refused from None
