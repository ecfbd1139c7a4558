"""A parts list: what builders, sites and shops write down when nobody placed anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from brickcore.errors import Notice
from brickcore.tiers import Tiers

Condition = Literal["", "new", "used"]
Item = Literal["part", "minifig", "set"]


@dataclass(frozen=True, slots=True)
class ListedLot:
    """One row of a list, as it stands there.

    `number` is the part's in `system` (a key of the catalogue's systems: ldraw, lego, ldd, bricklink, rebrickable,
    brickowl), `colour` the colour's in `colour_system`, or its name there; empty when the row names none. `price` is
    for one, in `currency`. `line` is counted from 1; for a spreadsheet it is the row, for XML the element's line, or
    its place among them where several stand on one line.

    What stands after it only lists of a store's shelf have, and only where they are read as such: sold in multiples of
    `multiple`, at `tiers` from so many pieces on; `remarks` are the store's own then, `comment` what shoppers read,
    `lot_key` the store's number of the lot.
    """

    number: str
    quantity: int
    system: str
    colour: str = ""
    colour_system: str = ""
    name: str = ""
    item: Item = "part"
    condition: Condition = ""
    price: Decimal | None = None
    currency: str = ""
    remarks: str = ""
    line: int | None = None
    multiple: int = 1
    tiers: Tiers = ()
    comment: str = ""
    lot_key: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row of a list that cannot be used: where, a stable code, a sentence, what the row names, and all that it says
    (`brickcore.formats.lists.said`)."""

    line: int | None
    code: str
    message: str
    reference: str = ""
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableSeen:
    """How a table was taken, for a person to look at: its heading, its first rows, and which column holds what.

    `head` is the heading's line counted from 1, 0 without one. `parts` and `colours` are by system, and columns are
    counted from 0.
    """

    head: int
    headings: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    parts: Mapping[str, int]
    colours: Mapping[str, int]
    quantity: int | None


@dataclass(frozen=True, slots=True)
class PartsList:
    """One file's rows, in its order; equal rows are not joined yet. `format` is a key of the formats' table.

    `table` is there where the rows stood in a table whose columns had to be told apart. Of a store's list the first
    rows that cannot be used are kept in `refused`, and `refused_count` says how many there are.
    """

    format: str
    lots: tuple[ListedLot, ...]
    notices: tuple[Notice, ...] = ()
    title: str = ""
    table: TableSeen | None = None
    refused: tuple[Refused, ...] = ()
    refused_count: int = 0
