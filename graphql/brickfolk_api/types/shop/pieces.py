"""Pieces of lists that are kept as a whole, and so are asked for by their place."""

from collections.abc import Sequence
from typing import Any

MOST = 1000
FIRST = f"So many of them, at most {MOST:,}."
SKIP = "How many to leave out before them."


def a_part_of(rows: Sequence[Any], first: int, skip: int) -> list[Any]:
    """Some of the rows; what is below nothing counts as nothing."""
    begin = max(0, skip)
    return list(rows[begin : begin + max(0, min(first, MOST))])
