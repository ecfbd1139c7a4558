"""Bricks, plates, tiles and baseplates: hollow below, studs above. The top is the plane y = 0, the origin in its
middle.
"""

import numpy as np
import numpy.typing as npt

from brickcore.geometry.shapes.solids import Triangles, block, copies, inside_out, merge, prism, turned

STUD = 20.0  # LDU from stud to stud
PLATE = 8.0  # LDU
WALL = 4.0
_STUD_SIDES = 20
_MANY = 400  # studs; beyond it nobody sees a stud's sides one by one


def stud(sides: int = _STUD_SIDES) -> Triangles:
    """One stud on the plane y = 0."""
    return turned([(0, -4), (6, -4), (6, 0)], sides)


def studs(across: int, deep: int, x: float = 0.0, z: float = 0.0, y: float = 0.0) -> Triangles:
    """A field of studs around (x, z)."""
    columns = x + STUD * (np.arange(across) - (across - 1) / 2)
    rows = z + STUD * (np.arange(deep) - (deep - 1) / 2)
    sides = _STUD_SIDES if across * deep <= _MANY else 12
    return copies(stud(sides), [(column, y, row) for column in columns for row in rows])


def shell(across: float, deep: float, height: float) -> Triangles:
    """A block of that many studs and LDU, hollow below."""
    x, z = across * STUD / 2, deep * STUD / 2
    outer, inner = block((-x, 0, -z), (x, height, z)), block((WALL - x, WALL, WALL - z), (x - WALL, height, z - WALL))
    rim = [
        (-x, z - WALL, x, z),
        (-x, -z, x, WALL - z),
        (-x, WALL - z, WALL - x, z - WALL),
        (x - WALL, WALL - z, x, z - WALL),
    ]
    faces = [
        np.array([[left, height, near], [right, height, near], [right, height, far], [left, height, far]])
        for left, near, right, far in rim
    ]
    flat = [np.stack([face[[0, 1, 2]], face[[0, 2, 3]]]) for face in faces]
    return merge([_without_bottom(outer, height), inside_out(_without_bottom(inner, height)), *flat])


def _without_bottom(triangles: Triangles, height: float) -> Triangles:
    at_bottom: npt.NDArray[np.bool_] = (triangles[:, :, 1] == height).all(axis=1)
    return triangles[~at_bottom]


def tubes(across: int, deep: int, height: float) -> Triangles:
    """What holds the studs of the brick below: tubes between four studs, or pins in a row."""
    if across > 1 and deep > 1:
        tube = turned([(8, WALL), (8, height), (6, height), (6, WALL)], 16)
        columns, rows = across - 1, deep - 1
    else:
        tube = turned([(3, WALL), (3, height), (0, height)], 12)
        columns, rows = max(across - 1, 1), max(deep - 1, 1)
        if across == deep:
            return merge([])
    xs, zs = STUD * (np.arange(columns) - (columns - 1) / 2), STUD * (np.arange(rows) - (rows - 1) / 2)
    return copies(tube, [(x, 0.0, z) for x in xs for z in zs])


def brick(across: int, deep: int, plates: float) -> Triangles:
    """A brick or plate, `across` studs along x, `deep` along z, so many plates high."""
    height = plates * PLATE
    return merge([shell(across, deep, height), studs(across, deep), tubes(across, deep, height)])


def tile(across: int, deep: int, plates: float) -> Triangles:
    """A brick or plate without studs."""
    height = plates * PLATE
    return merge([shell(across, deep, height), tubes(across, deep, height)])


def jumper(across: int, deep: int, plates: float) -> Triangles:
    """A plate with one stud in its middle."""
    return merge([tile(across, deep, plates), stud()])


def baseplate(across: int, deep: int, plates: float) -> Triangles:
    """Thin, flat below. `plates` is not used: all baseplates are 4 LDU high."""
    del plates
    x, z = across * STUD / 2, deep * STUD / 2
    return merge([block((-x, 0, -z), (x, 4, z)), studs(across, deep)])


def corner(across: int, deep: int, plates: float) -> Triangles:
    """An L of 2 x 2 with one stud missing; the origin is the stud in the corner."""
    del across, deep
    ell = [(10, 10), (30, 10), (30, -10), (-10, -10), (-10, 30), (10, 30)]
    return merge([prism(ell, 0, plates * PLATE, "y"), copies(stud(), [(0, 0, 0), (20, 0, 0), (0, 0, 20)])])
