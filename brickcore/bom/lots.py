"""What a bill of materials is made of."""

from dataclasses import dataclass

from brickcore.errors import Notice
from brickcore.partslist import Item


@dataclass(frozen=True, slots=True)
class Piece:
    """One of the pieces that a lot is put together from, as the file placed it: how many go into one."""

    part: str
    colour: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Lot:
    """A distinct part and colour, and how many the model needs.

    `part` is the number without `.dat` in `system`, `colour` the colour's number in `colour_system` (LDraw's 16: the
    model leaves it open), or its name there. `pieces` is empty unless the part is sold put together (a torso with its
    arms and hands). `sources` are keys "3001:4" (number as referred to, colour) of the placements that the lot comes
    from; the meshes of the 3D view bear the same keys. `notices` say which rule made or touched the lot. `item` is what
    a list says that it is: a set or a figure is listed as one thing, and its parts are not counted.
    """

    part: str
    colour: int | str
    quantity: int
    name: str
    pieces: tuple[Piece, ...] = ()
    sources: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    system: str = "ldraw"
    colour_system: str = "ldraw"
    item: Item = "part"


@dataclass(frozen=True, slots=True)
class Bom:
    """All lots, ordered by part and colour, and how many parts they come to.

    `notices` hold those of the model and of the lots.
    """

    lots: tuple[Lot, ...]
    parts: int
    notices: tuple[Notice, ...] = ()
