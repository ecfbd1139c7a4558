"""Plain bodies that assemblies are made of. Sizes are LDU, the origin is a body's middle, round ones stand around y."""

import itertools

import numpy as np

from brickcore.geometry.shapes.rods import cross
from brickcore.geometry.shapes.solids import (
    Outline,
    Triangles,
    block,
    circle,
    fan,
    inside_out,
    lift,
    merge,
    outward,
    pierced,
    prism,
    strip,
    turned,
    turned_to,
)

_CORNER, _CHAMFER = 9.0, 1.5  # LDU: how round a housing is, as a beam's end, and how its rims are broken
_SIDES = 20


def cuboid(width: float, height: float, depth: float) -> Triangles:
    """A box with sharp edges."""
    return block((-width / 2, -height / 2, -depth / 2), (width / 2, height / 2, depth / 2))


def ramp(width: float, height: float, depth: float) -> Triangles:
    """Half a box: it rises towards +z."""
    y, z = height / 2, depth / 2
    return prism([(y, -z), (y, z), (-y, z)], -width / 2, width / 2, "x")


def quarter(width: float, height: float, depth: float) -> Triangles:
    """A box that is rounded off above, towards -z."""
    y, z = height / 2, depth / 2
    arc = [(y - height * float(np.sin(t)), z - depth * float(np.cos(t))) for t in np.linspace(0, np.pi / 2, 9)]
    return prism([(y, z), *arc], -width / 2, width / 2, "x")


def corner_slope(base: float, height: float) -> Triangles:
    """Where two slopes meet around a corner: one stud on top, falling towards x and -z."""
    lip, far = height - 4.0, base - 10.0
    rings = [
        np.array([(x0, y, 10.0), (x1, y, 10.0), (x1, y, z1), (x0, y, z1)])
        for x0, x1, z1, y in [(-10, 10, -10, 0), (-10, far, -far, lip), (-10, far, -far, height)]
    ]
    sides = [strip(rings[0], rings[1]), strip(rings[1], rings[2])]
    return outward(merge([*sides, fan(rings[0]), inside_out(fan(rings[2]))]))


def _rounded(z: float, x: float, radius: float) -> Outline:
    """A rectangle (z, x) with round corners."""
    steps = np.linspace(0, np.pi / 2, 5)
    arc = radius * np.stack([np.cos(steps), np.sin(steps)], axis=1)
    corners = [(1, 1), (-1, 1), (-1, -1), (1, -1)]
    pieces = []
    for right, up in corners:
        piece = arc * (right, up) + ((z - radius) * right, (x - radius) * up)
        pieces.append(piece if right * up > 0 else piece[::-1])
    return np.concatenate(pieces)


def housing(width: float, height: float, depth: float) -> Triangles:
    """A box whose edges along y are round and whose rims are broken."""
    x, y, z = width / 2, height / 2, depth / 2
    rim = min(_CHAMFER, height / 4)
    radius = min(_CORNER, x * 0.9, z * 0.9)
    full, less = _rounded(z, x, radius), _rounded(z - rim, x - rim, max(radius - rim, 0.1))
    rings = [lift(less, -y, "y"), lift(full, rim - y, "y"), lift(full, y - rim, "y"), lift(less, y, "y")]
    sides = [strip(one, other) for one, other in itertools.pairwise(rings)]
    return outward(merge([*sides, fan(rings[0]), inside_out(fan(rings[-1]))])[:, ::-1])


def disc(diameter: float, height: float, upper: float = 0.0) -> Triangles:
    """A cylinder, or the stump of a cone when its upper end has another diameter."""
    radius, top, y = diameter / 2, (upper or diameter) / 2, height / 2
    return turned([(0, -y), (top, -y), (radius, y), (0, y)], _SIDES if radius < 25 else 32)


def rod(diameter: float, length: float) -> Triangles:
    """A cylinder that lies along z, so that spinning it slants it."""
    return turned_to(disc(diameter, length), "z")


def tube(outer: float, length: float, inner: float) -> Triangles:
    """A cylinder with a round hole."""
    wide, narrow, y = outer / 2, inner / 2, length / 2
    return turned([(narrow, -y), (wide, -y), (wide, y), (narrow, y), (narrow, -y)], _SIDES if wide < 25 else 32)


def clip(outer: float, length: float, inner: float) -> Triangles:
    """A cylinder with a round hole, open towards -z."""
    return _ring_part(outer, inner, (-length / 2, length / 2), 135.0, -135.0)


def quarter_ring(outer: float, height: float, inner: float) -> Triangles:
    """A quarter of a ring around the origin, from -z to x; it hangs down from y = 0."""
    return _ring_part(outer, inner, (0.0, height), 180.0, 90.0)


def _ring_part(outer: float, inner: float, ends: tuple[float, float], start: float, stop: float) -> Triangles:
    """A ring between two angles, from z towards x, in degrees."""
    angles = np.radians(np.linspace(start, stop, 11))
    rays = np.stack([np.cos(angles), np.sin(angles)], axis=1)  # (z, x)
    cells = []
    for index, (one, other) in enumerate(itertools.pairwise(rays)):
        corners = [one * inner / 2, one * outer / 2, other * outer / 2, other * inner / 2]
        joints = ([0, 4] if index else []) + ([2, 6] if index < len(rays) - 2 else [])
        cells.append(np.delete(prism(corners, *ends, "y"), joints, axis=0))
    return merge(cells)


def soft_ring(outer: float, width: float, inner: float) -> Triangles:
    """A ring with a round back, as of a wheel whose tyre is one with it."""
    radius, narrow, y = outer / 2, inner / 2, width / 2
    crown = [(radius - 0.3 * y * (1 - np.cos(t)) ** 1.5, y * np.sin(t)) for t in np.linspace(-1.4, 1.4, 9)]
    crown = [(float(r), float(h)) for r, h in crown]
    edge = crown[0][0] - 2
    return turned([(narrow, -y), (edge, -y), *crown, (edge, y), (narrow, y), (narrow, -y)], 40)


def grooved_ring(outer: float, width: float, inner: float) -> Triangles:
    """A ring with a groove for a belt around it."""
    radius, narrow, y = outer / 2, inner / 2, width / 2
    groove = [(radius, -y * 0.7), (radius - y * 0.7, 0.0), (radius, y * 0.7)]
    return turned([(narrow, -y), (radius, -y), *groove, (radius, y), (narrow, y), (narrow, -y)], 40)


def axle_tube(diameter: float, length: float) -> Triangles:
    """A cylinder with an axle hole."""
    y, (wide, narrow) = length / 2, pierced(circle(diameter / 2, 24), cross())
    face = strip(lift(narrow, y, "y"), lift(wide, y, "y"))
    back = face * (1, -1, 1)
    side = inside_out(strip(lift(wide, -y, "y"), lift(wide, y, "y")))
    return merge([face, inside_out(back), side, strip(lift(narrow, -y, "y"), lift(narrow, y, "y"))])


def ball(diameter: float) -> Triangles:
    """A sphere."""
    angles = np.linspace(0, np.pi, 13)
    return turned([(diameter / 2 * float(np.sin(t)), -diameter / 2 * float(np.cos(t))) for t in angles], 24)


def cup(outer: float, inner: float, below: float) -> Triangles:
    """A round cap over a ball around the origin, open from `below` the ball's middle on."""
    steps = np.linspace(0, np.pi / 2 + np.arcsin(2 * below / outer), 10)
    turns = [(float(np.sin(t)), -float(np.cos(t))) for t in steps]
    outside = [(outer / 2 * r, outer / 2 * y) for r, y in turns]
    inside = [(inner / 2 * r, inner / 2 * y) for r, y in reversed(turns)]
    return turned([*outside, *inside], 24)
