"""What a cursor may carry: it comes from outside, so each value is checked before the database sees it.

Each function returns the value, or raises ValueError.
"""

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from common.text import is_storable

LARGEST = 2**63 - 1  # of a bigint column
LONGEST_AMOUNT = 40  # letters of a decimal; what its exponent may make of them has a limit of its own


def whole(value: Any) -> int:
    """A whole number that a column can hold."""
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST:
        raise ValueError("no whole number")
    return value


def moment(value: Any) -> datetime:
    """A moment with its zone, in a year that every zone can name."""
    if not isinstance(value, str):
        raise ValueError("no moment")
    read = datetime.fromisoformat(value)
    if read.tzinfo is None or not 1 < read.year < 9999:
        raise ValueError("no moment")
    return read.astimezone(UTC)


def words(value: Any) -> str:
    """Text that a column can hold."""
    if not isinstance(value, str) or not is_storable(value):
        raise ValueError("no text")
    return value


def decimal(value: Any) -> Decimal:
    """An amount that a column can hold, written as text."""
    try:
        read = Decimal(value) if isinstance(value, str) and len(value) <= LONGEST_AMOUNT else Decimal("NaN")
    except InvalidOperation as problem:
        raise ValueError("no amount") from problem
    if not read.is_finite() or abs(read.adjusted()) > LONGEST_AMOUNT:
        raise ValueError("no amount")
    return read
