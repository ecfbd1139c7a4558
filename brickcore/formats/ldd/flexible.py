"""Flexible parts: LDD says where the bones along a hose lie; a tube is laid through them."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
RADIUS = 4.0
"""LDU. Hoses, strings and axles of LDD's flexible kind are 3.2 mm across, or near it."""
_SIDES = 8
_HEAD = "0 Flexible part along its bones\n0 !LDRAW_ORG Unofficial_Part\n0 BFC CERTIFY CCW"
_LINE = "\n4 16 " + " ".join(["%.3f"] * 12)
MOST_RINGS = 500
"""A longer path is drawn through every second, third, … bone of it."""


def tube(points: Floats) -> bytes:
    """LDraw text of a part: a tube of eight sides through these points, float64[n, 3] in LDU, n at least 2."""
    rings = _rings(points[:: -(-len(points) // MOST_RINGS)])
    one, other = rings[:-1], rings[1:]
    corners = np.stack([one, np.roll(one, -1, axis=1), np.roll(other, -1, axis=1), other], axis=2)
    sides = "".join(_LINE % tuple(row) for row in corners.reshape(-1, 12).tolist())
    return (_HEAD + sides).encode()


def path_of(text: bytes) -> Floats:
    """The points that `tube` laid this part through, float64[n, 3] in LDU; none of a text that it did not make."""
    rows = [line.split()[2:] for line in text.splitlines() if line.startswith(b"4 16 ")]
    if not text.startswith(_HEAD.encode()) or not rows or len(rows) % _SIDES:
        return np.empty((0, 3))
    corners = np.array(rows, np.float64).reshape(-1, _SIDES, 4, 3)
    path: Floats = np.concatenate([corners[:, :, 0].mean(axis=1), corners[-1:, :, 3].mean(axis=1)])
    return path


def _rings(points: Floats) -> Floats:
    """Eight corners about each point, square to the way through it: float64[n, 8, 3]."""
    ways = _of_length_one(np.concatenate([points[1:], points[-1:]]) - np.concatenate([points[:1], points[:-1]]))
    across = np.where(np.abs(ways[:, :1]) < 0.9, [[1.0, 0, 0]], [[0, 1.0, 0]])
    aside = _of_length_one(np.cross(ways, across))
    up = np.cross(ways, aside)
    angles = np.linspace(0, 2 * np.pi, _SIDES, endpoint=False)[None, :, None]
    rings: Floats = points[:, None] + RADIUS * (np.cos(angles) * aside[:, None] + np.sin(angles) * up[:, None])
    return rings


def _of_length_one(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Floats = rows / np.where(lengths > 0, lengths, 1.0)
    return scaled
