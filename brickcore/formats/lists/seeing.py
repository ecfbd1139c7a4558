"""What a person is shown of a table, so that they can say whether its columns were taken for what they are."""

from collections.abc import Sequence

from brickcore.formats.lists.gathering import words
from brickcore.formats.lists.headings import Columns
from brickcore.partslist import TableSeen

Row = Sequence[str]
MOST_SHOWN = 40  # columns; a chosen one beyond that is still read
SAMPLES = 3  # rows
LONGEST = 40  # characters of a cell


def table_seen(head: int, headings: Row, body: Sequence[Row], columns: Columns) -> TableSeen:
    """The heading, the first rows and which column holds what, none of it longer than a person would look at."""
    return TableSeen(
        head=head,
        headings=_cut(headings),
        samples=tuple(_cut(row) for row in body[:SAMPLES]),
        parts=dict(columns.parts),
        colours=dict(columns.colours),
        quantity=columns.quantity,
    )


def column_name(headings: Row, at: int) -> str:
    """A column by its heading, or by its place, counted from 1."""
    heading = words(headings[at]) if at < len(headings) else ""
    return f"“{heading}”" if heading else f"column {at + 1}"


def _cut(row: Row) -> tuple[str, ...]:
    return tuple(words(cell)[:LONGEST] for cell in row[:MOST_SHOWN])
