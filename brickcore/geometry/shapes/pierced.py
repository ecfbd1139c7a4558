"""Technic bricks and beams: plates of cells with a hole in each."""

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from brickcore.geometry.shapes.solids import (
    Outline,
    Triangles,
    at,
    block,
    circle,
    inside_out,
    lift,
    merge,
    pierced,
    ring,
    strip,
    turned,
)
from brickcore.geometry.shapes.studded import PLATE, STUD, studs

_HOLE, _RIM, _RIM_DEPTH = 6.0, 8.0, 2.0  # LDU: a pin hole, and the wider part at each end
_SIDES = 24
_BEAM = 9.0  # half the width of a beam
_BRICK_HOLE = 10.0  # how far below the top a brick's holes are

Hole = tuple[float, float]


def hole(half: float, axis: str) -> Triangles:
    """The inside of a pin hole along an axis, from -half to half."""
    step = half - _RIM_DEPTH
    profile = [(_RIM, -half), (_RIM, -step), (_HOLE, -step), (_HOLE, step), (_RIM, step), (_RIM, half)]
    return turned(profile[::-1], _SIDES, axis)


def technic_brick(across: int, deep: int, plates: float) -> Triangles:
    """A brick one stud deep, with holes between its studs."""
    del deep, plates
    return _holed_brick(across, max(across - 1, 1), min(STUD, STUD * across))


def technic_brick_under_studs(across: int, deep: int, plates: float) -> Triangles:
    """A brick one stud deep, with a hole below each stud."""
    del deep, plates
    return _holed_brick(across, across, STUD)


def _holed_brick(across: int, holes: int, apart: float) -> Triangles:
    height, half, end = 3 * PLATE, STUD / 2, across * STUD / 2
    places = (apart * (np.arange(holes) - (holes - 1) / 2)).tolist()
    borders = [-end, *((one + other) / 2 for one, other in itertools.pairwise(places)), end]
    body = block((-end, 0, -half), (end, height, half))
    parts = [studs(across, 1), body[~_is_flat(body)]]
    for x, left, right in zip(places, borders[:-1], borders[1:], strict=True):
        front = _holed_face(left - x, right - x, height, half)
        back = front.copy()
        back[:, :, 2] = -half
        parts += [at(merge([front, inside_out(back), hole(half, "z")]), x, _BRICK_HOLE)]
    return merge(parts)


def _holed_face(left: float, right: float, height: float, depth: float) -> Triangles:
    """The part of a brick's front around one hole."""
    top, bottom = -_BRICK_HOLE, height - _BRICK_HOLE
    cell = np.array([(right, bottom), (left, bottom), (left, top), (right, top)])
    return ring(cell, circle(_RIM, _SIDES), depth, "z")


def _is_flat(triangles: Triangles) -> npt.NDArray[np.bool_]:
    """Which triangles are part of the front or the back."""
    return np.asarray(triangles[:, :, 2].max(axis=1) == triangles[:, :, 2].min(axis=1))


def beam(holes: Sequence[Hole], half: float) -> Triangles:
    """A liftarm with holes along y at these (x, z), STUD apart, `half` LDU thick up and down."""
    return merge(_beam_cell(place, holes, half) for place in holes)


def _beam_cell(place: Hole, holes: Sequence[Hole], half: float) -> Triangles:
    towards = [
        float(np.arctan2(other[0] - place[0], other[1] - place[1]))
        for other in holes
        if 1 < float(np.hypot(other[0] - place[0], other[1] - place[1])) < STUD + 1
    ]
    outline, joint = _cell_outline(towards)
    wide, narrow = pierced(outline, circle(_RIM, _SIDES))
    centre = np.array([place[1], place[0]])  # outlines around y are (z, x)
    top = strip(lift(narrow + centre, half, "y"), lift(wide + centre, half, "y"))
    bottom = top.copy()
    bottom[:, :, 1] = -half
    free = ~(joint & np.roll(joint, -1))
    wall_low, wall_high = (lift(outline + centre, depth, "y") for depth in (-half, half))
    walls = strip(wall_low, wall_high)[np.concatenate([free, free])]
    return merge([top, inside_out(bottom), inside_out(walls), at(hole(half, "y"), place[0], 0, place[1])])


def _cell_outline(towards: Sequence[float]) -> tuple[Outline, npt.NDArray[np.bool_]]:
    """The outline (z, x) of one cell whose neighbours lie in these directions, and which corners are on a joint with
    one.
    """
    reach = float(np.arctan2(_BEAM, STUD / 2))
    own = [direction + turn for direction in towards for turn in (-reach, reach, -np.pi / 2, np.pi / 2)]
    angles = np.concatenate([np.arange(_SIDES) * (2 * np.pi / _SIDES), np.array(own)])
    angles = np.unique(np.round((angles + np.pi) % (2 * np.pi) - np.pi, 9))
    radius, joint = np.full(len(angles), _BEAM), np.zeros(len(angles), bool)
    for direction in towards:
        ahead, aside = np.cos(angles - direction), np.abs(np.sin(angles - direction))
        arm = np.minimum(STUD / 2 / np.maximum(ahead, 1e-9), _BEAM / np.maximum(aside, 1e-9))
        arm = np.where(ahead > 1e-6, arm, 0)
        longer = arm > radius - 1e-9
        radius = np.where(longer, arm, radius)
        joint = np.where(longer, arm * ahead > STUD / 2 - 1e-6, joint)
    return radius[:, None] * np.stack([np.cos(angles), np.sin(angles)], axis=1), joint


def straight_holes(count: int, *, centred: bool) -> list[Hole]:
    """Holes in a row along z."""
    start = -(count - 1) / 2 if centred else 0.0
    return [(0.0, STUD * (start + index)) for index in range(count)]


def bent_holes(short: int, long: int, degrees: float) -> list[Hole]:
    """Holes of a thick bent beam: the long arm along z from the origin, the short one turns off to x at its end."""
    turn, corner = np.radians(degrees), STUD * (long - 1)
    arm = [(STUD * i * float(np.sin(turn)), corner + STUD * i * float(np.cos(turn))) for i in range(1, short)]
    return straight_holes(long, centred=False) + arm


def elbow_holes(short: int, long: int) -> list[Hole]:
    """Holes of a thin beam bent at a right angle: both arms begin at the origin."""
    return straight_holes(long, centred=False) + [(STUD * index, 0.0) for index in range(1, short)]


def frame_holes(across: int, deep: int) -> list[Hole]:
    """Holes around an open middle, `across` along x and `deep` along z, centred."""
    x, z = (across - 1) / 2, (deep - 1) / 2
    places = [(column - x, row - z) for column in range(across) for row in range(deep)]
    return [(STUD * i, STUD * j) for i, j in places if abs(i) == x or abs(j) == z]


def double_bent_holes(first: int, last: int, slant: float) -> list[Hole]:
    """Holes of a thick beam bent twice by 45 degrees: `first` holes from the origin along x, a slanting arm that goes
    `slant` studs each way, and `last` holes along -z.
    """
    corner, reach = STUD * (first - 1), STUD * slant
    steps = max(round(slant * 2**0.5), 1)
    arm = [(corner + reach * i / steps, -reach * i / steps) for i in range(1, steps)]
    start = [(STUD * index, 0.0) for index in range(first)]
    return start + arm + [(corner + reach, -reach - STUD * index) for index in range(last)]
