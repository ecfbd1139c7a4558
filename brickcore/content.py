"""What a file turns out to be: a model, a parts list, or a mesh."""

from dataclasses import dataclass
from pathlib import Path

from brickcore.limits import DEFAULT, Limits
from brickcore.model import Model
from brickcore.partslist import PartsList
from brickcore.solid import Solid

Content = Model | PartsList | Solid


@dataclass(frozen=True, slots=True)
class AskedColumns:
    """What a person says of a table: its columns, counted from 0, and whose numbers of parts and colours they hold.

    `head` is the line of the heading, counted from 1, 0 where there is none; None leaves that to the reader. Without
    a column of quantities each row means one.
    """

    part: int
    system: str
    quantity: int | None = None
    colour: int | None = None
    colour_system: str = ""
    head: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """How a file is to be read: within which limits, and with which mapping of LDD's numbers (an ldraw.xml).

    `columns` says what a table's columns are, where its headings do not. With `shelf` a list is taken for what a store
    has: what lies there counts, lots of none are kept, and a row needs a price.
    """

    limits: Limits = DEFAULT
    ldd_mapping: Path | None = None
    columns: AskedColumns | None = None
    shelf: bool = False


AS_USUAL = Asked()
