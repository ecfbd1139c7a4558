"""Gears, wheel rims and tyres, around z."""

import numpy as np

from brickcore.geometry.shapes.rods import cross
from brickcore.geometry.shapes.solids import Outline, Triangles, inside_out, lift, merge, pierced, strip, turned
from brickcore.units import LDU_PER_MM

_PITCH = 1.25  # LDU of radius for each tooth: gears whose teeth add up to 32 mesh two studs apart
_SIDES = 32


def _toothed(teeth: int, tip: float, root: float) -> Outline:
    """Teeth that are half as wide at the tip as at the root."""
    corners = np.array([(root, -0.32), (tip, -0.14), (tip, 0.14), (root, 0.32)])
    turns = np.arange(teeth)[:, None]
    angles = ((turns + corners[:, 1]) * (2 * np.pi / teeth)).ravel()
    outline: Outline = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return np.asarray(outline * np.tile(corners[:, 0], teeth)[:, None])


def gear(teeth: int, half: float, excess: float) -> Triangles:
    """A gear with an axle hole; its teeth reach `excess` LDU beyond the pitch circle, `half` is half its width."""
    pitch = teeth * _PITCH
    outline = _toothed(teeth, pitch + excess, pitch - excess - 0.6)
    wide, narrow = pierced(outline, cross())
    face = strip(lift(narrow, half, "z"), lift(wide, half, "z"))
    back = face.copy()
    back[:, :, 2] = -half
    walls = inside_out(strip(lift(wide, -half, "z"), lift(wide, half, "z")))
    return merge([face, inside_out(back), walls, strip(lift(narrow, -half, "z"), lift(narrow, half, "z"))])


def rim(diameter: float, width: float) -> Triangles:
    """A wheel rim of these mm, open in the middle, with a hub."""
    radius, half = diameter * LDU_PER_MM / 2, width * LDU_PER_MM / 2
    edge, bed, hub = min(3.0, half / 3), radius * 0.86, min(8.0, radius * 0.6)
    outer = [
        (bed, -half),
        (radius, -half),
        (radius, edge - half),
        (bed, edge - half),
        (bed, half - edge),
        (radius, half - edge),
    ]
    inner = [(radius, half), (bed, half), (bed - 3, half / 2), (hub, half / 2), (hub, half / 2 + 2), (4, half / 2 + 2)]
    back = [(4.0, -half / 2 - 2), (hub, -half / 2 - 2), (hub, -half / 2), (bed - 3, -half / 2), (bed, -half)]
    return turned([*outer, *inner, *back], _SIDES, "z")


def tyre(diameter: float, width: float, inside: float) -> Triangles:
    """A tyre of these mm on a rim of `inside` mm; its tread is cut into blocks by grooves around it."""
    radius, half, hole = (value * LDU_PER_MM / 2 for value in (diameter, width, inside))
    shoulder, groove = half * 0.7, max(radius * 0.03, 0.5)
    tread = [
        (radius, -shoulder),
        (radius, -shoulder / 3),
        (radius - groove, -shoulder / 4),
        (radius - groove, shoulder / 4),
    ]
    tread += [(radius, shoulder / 3), (radius, shoulder)]
    profile = [(hole, -half), (radius * 0.93, -half), *tread, (radius * 0.93, half), (hole, half), (hole, -half)]
    return turned(profile, 40, "z")
