"""Slopes, straight and curved. A slope falls towards -z; the origin of a straight one is the middle of its highest row
of studs.
"""

import numpy as np

from brickcore.geometry.shapes.solids import Triangles, merge, prism
from brickcore.geometry.shapes.studded import PLATE, STUD, studs

_LIP = 4.0  # LDU: the height of the low edge


def _along_x(profile: list[tuple[float, float]], across: float) -> Triangles:
    """A profile of (y, z) as wide as so many studs."""
    return prism(profile, -across * STUD / 2, across * STUD / 2, "x")


def slope(across: int, deep: int, plates: float) -> Triangles:
    """One row of studs, then down to a low edge."""
    height, front = plates * PLATE, STUD / 2 - deep * STUD
    profile = [(0.0, 10.0), (height, 10.0), (height, front), (height - _LIP, front), (0.0, -10.0)]
    return merge([_along_x(profile, across), studs(across, 1)])


def inverted_slope(across: int, deep: int, plates: float) -> Triangles:
    """Studs all over, slanting in below."""
    height, front = plates * PLATE, STUD / 2 - deep * STUD
    profile = [(height, 10.0), (height, -10.0), (_LIP, front), (0.0, front), (0.0, 10.0)]
    return merge([_along_x(profile, across), studs(across, deep, z=(front + 10.0) / 2)])


def ridge(across: int, deep: int, plates: float) -> Triangles:
    """A roof's ridge: slanting on both sides, no studs; the origin is below the ridge."""
    height, half = plates * PLATE, deep * STUD / 2
    profile = [(0.0, 0.0), (height - _LIP, half), (height, half), (height, -half), (height - _LIP, -half)]
    return _along_x(profile, across)


def wedge_tile(across: int, deep: int, plates: float) -> Triangles:
    """A slope without studs that stands on the plane y = 0."""
    height, half = plates * PLATE, deep * STUD / 2
    return _along_x([(0.0, half), (0.0, -half), (-_LIP, -half), (0.4 - height, half)], across)


def curved_slope(across: int, deep: int, plates: float) -> Triangles:
    """A curved slope without studs: 3 plates high it hangs below y = 0, lower ones stand on it."""
    height, half = plates * PLATE, deep * STUD / 2
    top = 0.0 if plates >= 3 else -height
    angles = np.linspace(0, np.pi / 2, 9)
    arc = [(top + (height - _LIP) * (1 - float(np.sin(t))), half - 2 * half * float(np.cos(t))) for t in angles]
    return _along_x([(top + height, half), (top + height, -half), *arc], across)
