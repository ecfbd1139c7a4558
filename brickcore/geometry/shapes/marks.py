"""Marks on the faces of assemblies: holes that are too many to cut, and lamps. They face both ways along y; rows run
along z.
"""

from brickcore.geometry.shapes.rods import cross
from brickcore.geometry.shapes.solids import (
    Triangles,
    at,
    block,
    copies,
    inside_out,
    lift,
    merge,
    star,
    strip,
    turned,
)

_DECAL = 0.3  # LDU that a mark stands out of the face it is on
_HOLE, _RIM = 6.0, 8.0  # LDU
_COARSE = 16  # sides


def _row(count: float, apart: float, one: Triangles) -> Triangles:
    """Copies along z."""
    number = max(int(count), 1)
    return copies(one, [(0.0, 0.0, apart * (index - (number - 1) / 2)) for index in range(number)])


def _ring_mark() -> Triangles:
    profile = [(_HOLE, -_DECAL), (_RIM, -_DECAL), (_RIM, _DECAL), (_HOLE, _DECAL)]
    return turned(profile, _COARSE)


def socket_rims(count: float, apart: float) -> Triangles:
    """Rims of pin holes in a row along z, looking both ways along y."""
    return _row(count, apart, _ring_mark())


def sockets(count: float, apart: float) -> Triangles:
    """What is seen in those pin holes: the dark."""
    dark = turned([(0, -_DECAL), (_HOLE, -_DECAL), (_HOLE, _DECAL), (0, _DECAL)], _COARSE)
    return _row(count, apart, dark)


def axle_socket() -> Triangles:
    """An axle hole as a dark mark on a face."""
    outline = cross()
    low, high = lift(outline, -_DECAL, "y"), lift(outline, _DECAL, "y")
    return merge([inside_out(strip(low, high)), star(outline, _DECAL, "y"), inside_out(star(outline, -_DECAL, "y"))])


def lamps(count: float, apart: float, size: float) -> Triangles:
    """A square field of small lamps, as many each way."""
    row = _row(count, apart, block((-size / 2, -_DECAL, -size / 2), (size / 2, _DECAL, size / 2)))
    return merge(at(row, apart * (index - (count - 1) / 2)) for index in range(int(count)))
