"""The pieces of a minifigure, and arches and panels: simple outlines of them."""

import itertools

import numpy as np

from brickcore.geometry.shapes.solids import Triangles, block, merge, prism, turned
from brickcore.geometry.shapes.studded import PLATE, STUD, stud, studs


def head() -> Triangles:
    """A minifigure's head."""
    profile = [
        (0.0, 0.0),
        (8.0, 0.0),
        (11.0, 1.0),
        (12.6, 3.5),
        (13.0, 6.0),
        (13.0, 18.0),
        (12.6, 20.5),
        (11.0, 23.0),
        (8.0, 24.0),
    ]
    return merge([turned([*profile, (0.0, 24.0)]), stud()])


def torso() -> Triangles:
    """A minifigure's torso with its neck."""
    neck = turned([(0, -12), (6, -12), (6, 0)])
    return merge([prism([(-13.0, 0.0), (13.0, 0.0), (19.0, 32.0), (-19.0, 32.0)], -10, 10, "z"), neck])


def hips() -> Triangles:
    """What a minifigure's legs hang on."""
    pegs = [block((x - 4, -11, -4), (x + 4, 0, 4)) for x in (-8, 8)]
    return merge([block((-18, 0, -10), (18, 9, 10)), block((-2, 9, -9), (2, 21, 9)), *pegs])


def leg(side: int) -> Triangles:
    """A minifigure's leg: -1 its right, 1 its left; the hip joint is the origin."""
    low, high = sorted((side * 1.5, side * 19.5))
    joint = turned([(0, low), (9, low), (9, high), (0, high)], 24, "x")
    return merge([joint, block((low, 0, -9), (high, 28, 9)), block((low, 20, -11), (high, 28, -9))])


def arch(across: int, deep: int, plates: float) -> Triangles:
    """An arch along x between two feet of one stud."""
    del deep
    end, height, thick = across * STUD / 2, plates * PLATE, 6.0
    angles = np.linspace(np.pi, 2 * np.pi, 13)
    span, rise = end - STUD, height - thick
    curve = [(span * float(np.cos(t)), height + rise * float(np.sin(t))) for t in angles]
    solids = [block((-end, 0, -10), (STUD - end, height, 10)), block((end - STUD, 0, -10), (end, height, 10))]
    for (x0, y0), (x1, y1) in itertools.pairwise(curve):
        piece = prism([(x0, 0.0), (x1, 0.0), (x1, y1), (x0, y0)], -10, 10, "z")
        sides = (piece[:, :, 0].max(axis=1) - piece[:, :, 0].min(axis=1)) > 1e-9
        solids.append(piece[sides])
    return merge([*solids, studs(across, 1)])


def panel(across: int, deep: int, plates: float) -> Triangles:
    """A floor with a wall at its back."""
    del deep
    end, height = across * STUD / 2, plates * PLATE
    return merge([block((-end, height - 8, -10), (end, height, 10)), block((-end, 0, 6), (end, height - 8, 10))])
