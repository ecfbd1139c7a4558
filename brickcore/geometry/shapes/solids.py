"""What our own shapes are made of: boxes, prisms, turned solids and plates with holes, as loose triangles float64[t, 3,
3].

Coordinates are a part's own LDU, -y is up; triangles are counter-clockwise seen from outside.
"""

import itertools
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

Triangles = npt.NDArray[np.float64]
Outline = npt.NDArray[np.float64]  # [n, 2]

ROUND = 24  # sides of a turned solid
_AXES = {
    "x": (1, 2, 0),
    "y": (2, 0, 1),
    "z": (0, 1, 2),
}  # where the two numbers of an outline and the depth go, right-handed


def merge(parts: Iterable[Triangles]) -> Triangles:
    """All triangles of several solids."""
    return np.concatenate([np.zeros((0, 3, 3)), *parts])


def at(triangles: Triangles, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> Triangles:
    """The same, moved."""
    return np.asarray(triangles + np.array([x, y, z]))


def copies(triangles: Triangles, places: Sequence[tuple[float, float, float]]) -> Triangles:
    """One copy at each place."""
    offsets = np.array(places, np.float64).reshape(-1, 1, 1, 3)
    return np.asarray(triangles[None] + offsets).reshape(-1, 3, 3)


def inside_out(triangles: Triangles) -> Triangles:
    """The same surface seen from its other side."""
    return triangles[:, ::-1]


def turned_to(triangles: Triangles, axis: str) -> Triangles:
    """A solid that was made around y, around another axis."""
    order = {"x": [1, 2, 0], "y": [0, 1, 2], "z": [2, 0, 1]}[axis]
    return triangles[:, :, order]


def outward(triangles: Triangles) -> Triangles:
    """Turned round if need be, so that a closed solid has a positive volume."""
    volume = np.einsum("ij,ij->", triangles[:, 0], np.cross(triangles[:, 1], triangles[:, 2]))
    return triangles if volume >= 0 else inside_out(triangles)


def fan(corners: npt.ArrayLike) -> Triangles:
    """A flat polygon [n, 3] as triangles that all begin in its first corner, which must see every other one."""
    points = np.asarray(corners, np.float64)
    count = len(points) - 2
    return np.stack([np.repeat(points[:1], count, axis=0), points[1:-1], points[2:]], axis=1)


def strip(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> Triangles:
    """The band between two closed lines of points [n, 3]."""
    one_next, other_next = np.roll(one, -1, axis=0), np.roll(other, -1, axis=0)
    return np.concatenate([np.stack([one, other, other_next], axis=1), np.stack([one, other_next, one_next], axis=1)])


def lift(outline: Outline, depth: float, axis: str) -> npt.NDArray[np.float64]:
    """Points of a plane [n, 2] in space, at that depth along the axis."""
    first, second, third = _AXES[axis]
    points = np.empty((len(outline), 3))
    points[:, first], points[:, second], points[:, third] = outline[:, 0], outline[:, 1], depth
    return points


def prism(outline: npt.ArrayLike, low: float, high: float, axis: str) -> Triangles:
    """An outline [n, 2] drawn out along an axis; its first corner must see every other one.

    The two numbers of a corner are (y, z) for axis x, (z, x) for y and (x, y) for z.
    """
    flat = np.asarray(outline, np.float64)
    bottom, top = lift(flat, low, axis), lift(flat, high, axis)
    return outward(np.concatenate([strip(bottom, top), inside_out(fan(top)), fan(bottom)]))


def block(low: Sequence[float], high: Sequence[float]) -> Triangles:
    """A box between two corners."""
    (x0, y0, z0), (x1, y1, z1) = low, high
    return prism([(y0, z0), (y0, z1), (y1, z1), (y1, z0)], x0, x1, "x")


def circle(radius: float, sides: int = ROUND) -> Outline:
    """A regular outline."""
    angles = np.arange(sides) * (2 * np.pi / sides)
    return radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)


def turned(profile: Sequence[tuple[float, float]], sides: int = ROUND, axis: str = "y") -> Triangles:
    """A profile of (radius, height) turned around an axis.

    The outer side is walked towards higher numbers (down, for y), an inner side towards lower ones.
    """
    rows = np.array([lift(circle(radius, sides)[:, ::-1], height, "y") for radius, height in profile])
    bands = [strip(one, other) for one, other in itertools.pairwise(rows)]
    triangles = np.concatenate(bands)
    edges = np.roll(triangles, -1, axis=1) - triangles
    sound = np.linalg.norm(np.cross(edges[:, 0], edges[:, 1]), axis=1) > 1e-9  # none where the radius is zero
    return turned_to(triangles[sound], axis)


def star(outline: Outline, depth: float, axis: str) -> Triangles:
    """A flat face that is seen whole from its middle, looking towards higher numbers of the axis."""
    points = lift(outline, depth, axis)
    return np.stack(
        [np.broadcast_to(lift(np.zeros((1, 2)), depth, axis), points.shape), points, np.roll(points, -1, axis=0)],
        axis=1,
    )


def star_radius(outline: Outline, angles: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """How far the outline is from the origin in each direction; every direction meets it once."""
    own = np.arctan2(outline[:, 1], outline[:, 0])
    order = np.argsort(own)
    corners, own = outline[order], own[order]
    place = np.searchsorted(own, angles, side="right") - 1
    one, other = corners[place], corners[(place + 1) % len(corners)]
    along = other - one
    direction = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    across = direction[:, 0] * along[:, 1] - direction[:, 1] * along[:, 0]
    return np.asarray((one[:, 0] * along[:, 1] - one[:, 1] * along[:, 0]) / across)


def pierced(outer: Outline, inner: Outline) -> tuple[Outline, Outline]:
    """Both outlines with a corner in every direction where either has one, so that a band fits between them."""
    angles = np.concatenate([np.arctan2(line[:, 1], line[:, 0]) for line in (outer, inner)])
    angles = np.unique(np.round(angles, 9))
    direction = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return star_radius(outer, angles)[:, None] * direction, star_radius(inner, angles)[:, None] * direction


def ring(outer: Outline, inner: Outline, depth: float, axis: str) -> Triangles:
    """The flat face between two outlines around the axis, looking towards higher numbers of it."""
    wide, narrow = (lift(line, depth, axis) for line in pierced(outer, inner))
    return strip(narrow, wide)
