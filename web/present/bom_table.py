"""The parts list as a page shows it: rows in groups that carry their own sums, what needs a look on top."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext as _

from builds.models import BomLine
from builds.selectors.whole_items import whole_items
from web.present.bom_rows import Row, row_of
from web.present.figures import SYMBOLS
from web.present.part_pictures import Pictures, pictures_of

Grouping = Literal["colour", "category", "none"]
GROUPINGS: tuple[Grouping, ...] = ("colour", "category", "none")
ROWS_AT_ONCE = 200  # groups beyond that start folded; their sums stand in their heads
MOST_ROWS = 1_000  # rows beyond that are in the download only: a page of 20,000 would take a minute and 30 MB


@dataclass(frozen=True, slots=True)
class Sums:
    """What some rows come to. `price` is None when no row of them has one; optional rows are not in it."""

    lots: int
    parts: int
    price: Decimal | None
    unpriced: int
    optional: int = 0

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Sums":
        """Add rows up; a row without a price is counted as such, never as zero."""
        counted = [row.line for row in rows if not row.line.is_optional]
        prices = [line.line_price for line in counted if line.line_price is not None]
        quantity = sum(row.line.quantity for row in rows)
        price = sum(prices, Decimal(0)) if prices else None
        return cls(len(rows), quantity, price, len(counted) - len(prices), len(rows) - len(counted))


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one head, of which the first `shown` are drawn. The group of all rows has no title, and no head."""

    key: str
    title: str
    rows: tuple[Row, ...]
    sums: Sums
    look: bool = False
    folded: bool = False
    shown: int = MOST_ROWS

    @property
    def shown_rows(self) -> tuple[Row, ...]:
        """The rows that the page draws."""
        return self.rows[: self.shown]


@dataclass(frozen=True, slots=True)
class BomTable:
    """The whole list."""

    groups: tuple[Group, ...]
    sums: Sums
    grouping: Grouping
    sort: str
    descending: bool
    currency: str

    @property
    def hidden(self) -> int:
        """How many rows are too many for a page."""
        return sum(len(group.rows) - len(group.shown_rows) for group in self.groups)

    @property
    def sign(self) -> str:
        """The currency as it stands in the head of the table."""
        return SYMBOLS.get(self.currency, self.currency)


SORTS: dict[str, Callable[[Row], Any]] = {
    "name": lambda row: row.name.casefold(),
    "colour": lambda row: row.colour_name.casefold(),
    "quantity": lambda row: row.line.quantity,
    "each": lambda row: row.line.unit_price or Decimal(0),
    "together": lambda row: row.line.line_price or Decimal(0),
}
FALLING = {"quantity", "each", "together"}  # figures begin with the largest, words with A


def bom_table(
    lines: Iterable[BomLine], *, grouping: str = "colour", sort: str = "quantity", rising: bool | None = None
) -> BomTable:
    """Lay the lines out. Unknown groupings and sorts, which come from addresses, mean the usual ones.

    Looks up the pictures of the lots: one query; and one each for sets and for figures, where there are any.
    """
    kept: Grouping = next((one for one in GROUPINGS if one == grouping), "colour")
    sort = sort if sort in SORTS else "quantity"
    descending = sort in FALLING if rising is None else not rising
    lines = list(lines)
    pictures, whole = _pictures(lines), whole_items(lines)
    rows = sorted((row_of(line, pictures, whole.get(line.pk)) for line in lines), key=lambda row: row.line.position)
    rows.sort(key=SORTS[sort], reverse=descending)
    groups = _grouped([row for row in rows if not row.look], kept)
    if look := tuple(row for row in rows if row.look):
        groups.insert(0, Group("look", _("Needs a look"), look, Sums.of(look), look=True))
    currency = rows[0].line.currency if rows else "EUR"
    return BomTable(tuple(_folded(groups)), Sums.of(rows), kept, sort, descending, currency)


def _pictures(lines: Sequence[BomLine]) -> Pictures:
    """They were asked for when the lots were identified; where they are missing all the same, the script asks."""
    lots = [(line.part, line.colour) for line in lines[:MOST_ROWS] if line.part and line.colour]
    return pictures_of(lots, ask=False)


def _grouped(rows: Sequence[Row], grouping: Grouping) -> list[Group]:
    if grouping == "none":
        return [Group("all", "", tuple(rows), Sums.of(rows))] if rows else []
    by_title: dict[str, list[Row]] = {}
    for row in rows:
        by_title.setdefault(row.colour_name if grouping == "colour" else row.category_name, []).append(row)
    made = [
        Group(f"g{place}", title, tuple(some), Sums.of(some)) for place, (title, some) in enumerate(by_title.items())
    ]
    return sorted(made, key=lambda group: (-group.sums.parts, group.title))


def _folded(groups: list[Group]) -> Iterable[Group]:
    shown = 0
    for group in groups:
        fold = bool(group.title) and shown >= ROWS_AT_ONCE and not group.look
        yield replace(group, folded=fold, shown=max(0, MOST_ROWS - shown))
        shown += len(group.rows)
