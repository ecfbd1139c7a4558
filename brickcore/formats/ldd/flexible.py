"""Flexible parts: LDD says where the bones along a hose lie; a tube is laid through them."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
RADIUS = 4.0
"""LDU. Hoses, strings and axles of LDD's flexible kind are 3.2 mm across, or near it."""
_SIDES = 8
MOST_RINGS = 500
"""A longer path is drawn through every second, third, … bone of it."""


def tube(points: Floats) -> bytes:
    """LDraw text of a part: a tube of eight sides through these points, float64[n, 3] in LDU, n at least 2."""
    points = points[:: -(-len(points) // MOST_RINGS)]
    rings = [_ring(points, at) for at in range(len(points))]
    lines = ["0 Flexible part along its bones", "0 !LDRAW_ORG Unofficial_Part", "0 BFC CERTIFY CCW"]
    for one, other in pairwise(rings):
        for side in range(_SIDES):
            after = (side + 1) % _SIDES
            corners = np.concatenate([one[side], one[after], other[after], other[side]])
            lines.append("4 16 " + " ".join(f"{number:.3f}" for number in corners))
    return "\n".join(lines).encode()


def _ring(points: Floats, at: int) -> Floats:
    """Eight corners about one point, square to the way through it: float64[8, 3]."""
    way = points[min(at + 1, len(points) - 1)] - points[max(at - 1, 0)]
    way = way / (np.linalg.norm(way) or 1.0)
    aside = np.cross(way, [1.0, 0, 0] if abs(way[0]) < 0.9 else [0, 1.0, 0])
    aside /= np.linalg.norm(aside) or 1.0
    angles = np.linspace(0, 2 * np.pi, _SIDES, endpoint=False)[:, None]
    ring: Floats = points[at] + RADIUS * (np.cos(angles) * aside + np.sin(angles) * np.cross(way, aside))
    return ring
