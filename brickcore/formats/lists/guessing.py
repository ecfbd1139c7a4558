"""What a table's columns are, told by what stands in them: for tables whose headings nobody knows, or that have none.

Parts have numbers of some digits, most of them different; quantities are small whole numbers; colours are the numbers
or the names of colours. What comes of it is a guess, and is told as one.
"""

import re
from collections.abc import Collection, Sequence

from brickcore.formats.lists.colour_numbers import tables
from brickcore.formats.lists.headings import Columns

Row = Sequence[str]
MOST_ROWS = 200
"""So many rows are looked at."""

_PART = re.compile(r"[0-9]{2,8}[a-z]{0,3}[0-9]{0,3}(?:(?:pb|pr|p|c)[0-9a-z]{1,6})?(?:\.dat)?", re.IGNORECASE)
_QUANTITY = re.compile(r"[1-9][0-9]{0,3}(?:\.0)?")
_MOST = 0.8
"""Share of the rows that have to fit."""


def guessed_columns(rows: Sequence[Row]) -> tuple[int, Columns] | None:
    """The heading's line, 0 or 1, and the columns; None where they do not look like a list."""
    filled = [row for row in rows[:MOST_ROWS] if any(cell.strip() for cell in row)]
    for head in (0, 1):
        columns = _columns(filled[head:])
        if columns is not None:
            return head, columns
    return None


def guessed_quantity(rows: Sequence[Row], known: Collection[int]) -> int | None:
    """The only column of counts among those that are not known already; None where there is none, or more."""
    filled = [row for row in rows[:MOST_ROWS] if any(cell.strip() for cell in row)]
    width = max(map(len, filled), default=0)
    cells = ([row[at].strip() if at < len(row) else "" for row in filled] for at in range(width))
    found = [at for at, column in enumerate(cells) if at not in known and _share(column, _QUANTITY) >= _MOST]
    return found[0] if len(found) == 1 else None


def _columns(rows: Sequence[Row]) -> Columns | None:
    width = max(map(len, rows), default=0)
    cells = [[row[at].strip() if at < len(row) else "" for row in rows] for at in range(width)]
    parts = [(_variety(column), -at) for at, column in enumerate(cells) if _share(column, _PART) >= _MOST]
    if not parts or len(rows) < 2:
        return None
    part = -max(parts)[1]
    counted = [at for at, column in enumerate(cells) if at != part and _share(column, _QUANTITY) >= _MOST]
    if not counted:
        return None
    named = {name for table in tables().values() for name, _ in table.values()}
    names = next((at for at in range(width) if at != part and _named(cells[at], named) >= _MOST), None)
    if names is not None:
        return Columns({"": part}, min(counted, key=lambda at: _size(cells[at])), {}, {"colour_name": names})
    if len(counted) == 1:
        return Columns({"": part}, counted[0])
    return Columns({"": part}, counted[-1], {"": counted[0]})  # as part, colour, quantity mostly stand


def _share(column: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(bool(pattern.fullmatch(cell)) for cell in column) / max(len(column), 1)


def _named(column: Sequence[str], names: set[str]) -> float:
    return sum(cell.lower() in names for cell in column) / max(len(column), 1)


def _variety(column: Sequence[str]) -> tuple[int, int]:
    """Parts differ from row to row, and have the longer numbers."""
    return len(set(column)), sum(map(len, column))


def _size(column: Sequence[str]) -> int:
    return sum(map(len, column))
