"""Parts that no family describes: each is put together from pieces that families do, by a table."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from brickcore.colours import CURRENT_COLOUR
from brickcore.geometry.shapes.facts import ShapeFacts
from brickcore.geometry.shapes.solids import Triangles, inside_out

_TABLE = Path(__file__).parents[2] / "data" / "assemblies.csv"
_TURN = re.compile(r"(-?)([xyz])")
# what is printed on a part, added to it, or changed in a later mould
_VARIANT = re.compile(r"^(\d+[a-z]?)(?:p[a-z0-9]{2,}|c\d\d)$|^(\d+)[a-z]$")
_INCLUDE = "as"
_HOLES = "sockets"
_BLACK = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A kind with its sizes, spun by degrees around its own y, then turned: `turn` says which of its axes become x, y
    and z; then put at its place, whose shift `facts` has, and repeated as seen in the mirrors across these axes.
    """

    facts: ShapeFacts
    spin: float = 0.0
    turn: str = "xyz"
    mirror: str = ""
    colour: int = CURRENT_COLOUR


def assembly(number: str) -> tuple[Piece, ...] | None:
    """The pieces of a part by its number without `.dat`, if the table has it or the part that it is a variant of."""
    table = _table()
    for _ in range(3):
        if number in table:
            return table[number]
        found = _VARIANT.match(number)
        if found is None:
            return None
        number = found[1] or found[2]
    return None


def assembled_numbers() -> tuple[str, ...]:
    """All numbers of the table."""
    return tuple(_table())


@cache
def _table() -> Mapping[str, tuple[Piece, ...]]:
    """A row of kind `as` puts in all pieces of the part `a` above it, and gives those of colour `b` the row's one."""
    table: dict[str, tuple[Piece, ...]] = {}
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pieces = tuple(_included(row, table[row["a"]])) if row["kind"] == _INCLUDE else _pieces(row)
            table[row["number"]] = table.get(row["number"], ()) + pieces
    return table


def _included(row: Mapping[str, str], pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    old, new = int(row["b"] or CURRENT_COLOUR), int(row["colour"] or CURRENT_COLOUR)
    for piece in pieces:
        yield replace(piece, colour=new) if piece.colour == old != CURRENT_COLOUR else piece


def _pieces(row: Mapping[str, str]) -> tuple[Piece, ...]:
    """One piece; for pin holes two, their rims in the row's colour and the dark in them."""
    a, b, c, x, y, z = (float(row[name] or 0) for name in ("a", "b", "c", "x", "y", "z"))
    piece = Piece(
        ShapeFacts(row["kind"], (a, b, c), (x, y, z)),
        spin=float(row["spin"] or 0),
        turn=row["turn"] or "xyz",
        mirror=row["mirror"],
        colour=int(row["colour"] or CURRENT_COLOUR),
    )
    if row["kind"] != _HOLES:
        return (piece,)
    rims = replace(piece, facts=replace(piece.facts, kind="socket_rims"))
    return rims, replace(piece, colour=_BLACK)


def placed(piece: Piece, triangles: Triangles) -> Triangles:
    """Its triangles at all its places."""
    result = np.asarray(_moved(triangles, piece) + np.array(piece.facts.shift))
    for axis in piece.mirror:
        across = np.ones(3)
        across["xyz".index(axis)] = -1
        result = np.concatenate([result, inside_out(result * across)])
    return result


def _moved(triangles: Triangles, piece: Piece) -> Triangles:
    cosine, sine = np.cos(np.radians(piece.spin)), np.sin(np.radians(piece.spin))
    spun = triangles @ np.array([[cosine, 0, -sine], [0, 1, 0], [sine, 0, cosine]])
    matrix = np.zeros((3, 3))
    for row, (sign, axis) in enumerate(_TURN.findall(piece.turn)):
        matrix[row, "xyz".index(axis)] = -1 if sign else 1
    turned = np.asarray(spun @ matrix.T)
    return turned if np.linalg.det(matrix) > 0 else inside_out(turned)
