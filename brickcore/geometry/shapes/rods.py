"""Axles, pins, bushes and bars. Axles and pins lie along x, bushes and joiners along z, bars stand along y."""

import numpy as np

from brickcore.geometry.shapes.solids import (
    Outline,
    Triangles,
    circle,
    inside_out,
    lift,
    merge,
    pierced,
    star,
    strip,
    turned,
)
from brickcore.geometry.shapes.studded import STUD

_TIP, _RIB = 6.0, 2.0  # LDU: half the width of an axle's cross, and of one of its ribs
_PIN, _COLLAR = 6.0, 8.0  # LDU: radii of a pin, and of the rim that stops it


def cross(tip: float = _TIP, rib: float = _RIB) -> Outline:
    """The outline of an axle."""
    quarter = np.array([(tip, rib), (rib, rib), (rib, tip)])
    turns = [np.array([[0, -1], [1, 0]]), -np.eye(2), np.array([[0, 1], [-1, 0]])]
    return np.concatenate([quarter, *(quarter @ turn.T for turn in turns)])


def axle(length: float) -> Triangles:
    """An axle of so many studs, half an LDU short at each end."""
    half, outline = length * STUD / 2 - 0.5, cross()
    low, high = lift(outline, -half, "x"), lift(outline, half, "x")
    return merge([inside_out(strip(low, high)), star(outline, half, "x"), inside_out(star(outline, -half, "x"))])


def pin(left: float, right: float) -> Triangles:
    """A pin from `left` studs to `right` studs along x, with a collar at 0 and a lip at each end."""
    collar = (-1.0, 1.0)
    profile = [
        (0.0, left * STUD),
        *_pin_end(left * STUD, 1),
        (_PIN, collar[0]),
        (_COLLAR, collar[0]),
        (_COLLAR, collar[1]),
    ]
    profile += [(_PIN, collar[1]), *reversed(_pin_end(right * STUD, -1)), (0.0, right * STUD)]
    return turned(profile, 20, "x")


def _pin_end(place: float, inward: int) -> list[tuple[float, float]]:
    return [(5.5, place), (6.6, place + inward), (6.6, place + 2 * inward), (_PIN, place + 3 * inward)]


def axle_pin() -> Triangles:
    """Half pin, half axle."""
    plug = turned(
        [(0, -STUD), (5.5, -STUD), (6.6, 1 - STUD), (6.6, 2 - STUD), (6, 3 - STUD), (6, -1), (8, -1), (8, 1), (0, 1)],
        20,
        "x",
    )
    return merge([plug, axle(1) + np.array([STUD / 2, 0, 0])])


def bush(width: float) -> Triangles:
    """A ring on an axle, so many studs wide; a full one has a flange at each end."""
    half = width * STUD / 2
    if width < 1:
        profile = [(9.0, -half), (9.0, half)]
    else:
        profile = [(9.0, -half), (9.0, 3 - half), (7.5, 3 - half), (7.5, half - 3), (9.0, half - 3), (9.0, half)]
    return merge([turned(profile, 24, "z"), *_ends(9.0, half)])


def _ends(radius: float, half: float) -> list[Triangles]:
    """Both faces of a ring around an axle, and the inside of its hole."""
    wide, narrow = pierced(circle(radius, 24), cross())
    face = strip(lift(narrow, half, "z"), lift(wide, half, "z"))
    back = face.copy()
    back[:, :, 2] = -half
    return [face, inside_out(back), strip(lift(narrow, -half, "z"), lift(narrow, half, "z"))]


def joiner(length: float) -> Triangles:
    """A tube that joins two axles end to end, along z."""
    half = length * STUD / 2
    return merge([turned([(8.5, -half), (8.5, half)], 24, "z"), *_ends(8.5, half)])


def pin_joiner(length: float) -> Triangles:
    """A tube that joins two pins, along x."""
    half = length * STUD / 2
    return turned([(8, -half), (10, -half), (10, half), (8, half), (6, half - 2), (6, 2 - half), (8, -half)], 24, "x")


def bar(length: float) -> Triangles:
    """A plain bar of so many studs, hanging down from y = 0."""
    return turned([(0, 0), (4, 0), (4, length * STUD), (0, length * STUD)], 20)
