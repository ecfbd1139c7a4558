"""Shade where surfaces meet: how much of the sky each pixel sees, judged from the depths around it.

Screen-space ambient occlusion after Mittring (2007) and McGuire (2011): points of the neighbourhood that rise above
the surface take light from it. Each pixel of a block of 4 x 4 looks in directions of its own, and smoothing over that
block ends the pattern.
"""

import numpy as np

from brickcore.compiling import inlined, kernel
from brickcore.pictures.arrays import Floats, Pixels, single

ZERO, HALF, ONE = single(0), single(0.5), single(1)
PATTERNS, TAPS = 16, 12  # discs that neighbours take turns with, so that no pattern shows; points on each
GOLDEN_ANGLE = 2.39996  # spreads taps over a disc without rows or rings
LEAST_REACH, MOST_REACH = single(3), single(40)  # pixels
STRENGTH = single(1.1)
BIAS, SOFTNESS = single(0.02), single(0.05)  # of the radius: flat faces do not shade themselves
SAME_SURFACE = single(0.02)  # of the depth: further apart is another surface, and is not smoothed into this one


def _discs() -> Floats:
    """Where the taps of each of a block's pixels lie on a disc of radius 1: columns and rows (patterns, taps, 2)."""
    taps = np.arange(TAPS)
    angles = np.arange(PATTERNS)[:, None] * (2 * np.pi / PATTERNS) + taps * GOLDEN_ANGLE
    out = np.sqrt((taps + 0.5) / TAPS)
    return np.stack([out * np.cos(angles), out * np.sin(angles)], axis=2).astype(np.float32)


DISCS = _discs()  # a sine and a root for each tap of each pixel take half of the time


@kernel
def find_openness(pixels: Pixels, discs: Floats, focal: float, radius: float, top: int, bottom: int) -> None:
    """Fill rows top to bottom - 1 of `openness`. `discs` are DISCS, `focal` is in pixels, `radius` in LDU."""
    for row in range(top, bottom):
        for column in range(pixels.depth.shape[1]):
            openness = ONE
            if pixels.depth[row, column] > 0:
                openness = ONE / (ONE + gather(pixels, discs, focal, radius, row, column) * STRENGTH / single(TAPS))
            pixels.openness[row, column] = openness


@inlined
def gather(pixels: Pixels, discs: Floats, focal: float, radius: float, row: int, column: int) -> float:
    """How much the neighbourhood rises above a pixel's surface."""
    height, width = pixels.depth.shape
    px, py, pz = eye_point(pixels.depth, focal, row, column)
    normal = pixels.normals[row, column]
    reach = min(max(radius * focal * pixels.depth[row, column], LEAST_REACH), MOST_REACH)
    disc = discs[(column & 3) * 4 + (row & 3)]
    total = ZERO
    for tap in range(TAPS):
        x = int(single(column) + reach * disc[tap, 0] + HALF)
        y = int(single(row) + reach * disc[tap, 1] + HALF)
        if x < 0 or y < 0 or x >= width or y >= height or pixels.depth[y, x] == 0:
            continue
        qx, qy, qz = eye_point(pixels.depth, focal, y, x)
        dx, dy, dz = qx - px, qy - py, qz - pz
        square = dx * dx + dy * dy + dz * dz
        if square > radius * radius * 4:
            continue
        rise = dx * normal[0] + dy * normal[1] + dz * normal[2] - BIAS * radius
        total += max(ZERO, rise) * radius / (square + SOFTNESS * radius * radius)
    return total


@inlined
def eye_point(depth: Floats, focal: float, row: int, column: int) -> tuple[float, float, float]:
    """A pixel's point in the camera's axes, in LDU from the eye."""
    away = ONE / depth[row, column]
    height, width = depth.shape
    right = (single(column) + HALF - single(width) * HALF) * away / focal
    up = (single(height) * HALF - single(row) - HALF) * away / focal
    return right, up, -away


@inlined
def smooth_openness(pixels: Pixels, row: int, column: int) -> float:
    """The mean over the 4 x 4 pixels around that show the same surface."""
    here = pixels.depth[row, column]
    if here == 0:
        return ONE
    height, width = pixels.depth.shape
    total, count = ZERO, ZERO
    for y in range(max(row - 2, 0), min(row + 2, height)):
        for x in range(max(column - 2, 0), min(column + 2, width)):
            if abs(pixels.depth[y, x] - here) < SAME_SURFACE * here:
                total += pixels.openness[y, x]
                count += ONE
    return total / max(count, ONE)
