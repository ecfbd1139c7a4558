"""CSV records out of a stream of lines, so that one broken quote costs one row and not the rest of the table.

The dialect is RFC 4180's. The standard reader alone would take everything behind an unclosed quote for one cell.
"""

import csv
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from django.utils.translation import gettext as _

LONGEST_RECORD = 64 * 1024
MOST_LINES = 20
"""A cell may hold line breaks, but a record of more lines than that has an unclosed quote."""


class Record(NamedTuple):
    """A row: the line it begins on, its cells; or no cells and the reason why it cannot be read."""

    line: int
    cells: list[str] | None
    fault: str = ""


def records(lines: Iterator[str], delimiter: str = ",") -> Iterator[Record]:
    """The records of a table, empty lines left out."""
    ahead: deque[str] = deque()
    place = 0
    while True:
        first = ahead.popleft() if ahead else next(lines, None)
        if first is None:
            return
        place += 1
        if not first.strip():
            continue
        taken = _whole_record(first, ahead, lines)
        if taken is None:
            yield Record(place, None, _("a quote is opened and never closed"))
            continue
        yield _parsed(place, taken, delimiter)
        place += taken.count("\n", 0, -1)


def is_text(raw: str) -> bool:
    """Whether a line that was decoded with `surrogateescape` was UTF-8."""
    return raw.isascii() or not any("\udc80" <= character <= "\udcff" for character in raw)


def _whole_record(first: str, ahead: deque[str], lines: Iterator[str]) -> str | None:
    """The line and those that its quotes reach over; None when they never close, and then nothing is taken away."""
    if first.count('"') % 2 == 0:
        return first
    whole, used = first, 0
    while whole.count('"') % 2:
        if used == len(ahead):
            ahead.extend(islice(lines, 1))
        if used == len(ahead) or used == MOST_LINES or len(whole) > LONGEST_RECORD:
            return None
        whole += ahead[used]
        used += 1
    for _taken in range(used):
        ahead.popleft()
    return whole


def _parsed(place: int, raw: str, delimiter: str) -> Record:
    if len(raw) >= LONGEST_RECORD:
        return Record(place, None, _("the row is longer than %(limit)d characters") % {"limit": LONGEST_RECORD})
    if not is_text(raw):
        return Record(place, None, _("the row is not in UTF-8"))
    if '"' not in raw:
        row = raw.rstrip("\r\n")
        if "\r" in row:
            return Record(place, None, _("its lines end as on old Macs, by a carriage return alone"))
        return Record(place, row.split(delimiter))
    try:
        return Record(place, next(csv.reader([raw.rstrip("\r\n")], delimiter=delimiter, strict=True)))
    except csv.Error as error:
        return Record(place, None, _("the row is no CSV: %(reason)s") % {"reason": error})
