"""Round bricks, plates, tiles, cones and dishes. The top is the plane y = 0, the origin its middle."""

import numpy as np

from brickcore.geometry.shapes.solids import ROUND, Triangles, copies, merge, prism, turned
from brickcore.geometry.shapes.studded import PLATE, STUD, stud

_FINE = 32


def _sides(across: int) -> int:
    return ROUND if across == 1 else _FINE


def _round_studs(across: int) -> Triangles:
    """The studs that fit on a round top."""
    if across == 1:
        return stud()
    places = STUD * (np.arange(across) - (across - 1) / 2)
    most = across * STUD / 2 - 4
    return copies(stud(), [(x, 0.0, z) for x in places for z in places if float(np.hypot(x, z)) <= most])


def round_brick(across: int, deep: int, plates: float) -> Triangles:
    """A round brick or plate; its foot is narrower, so that studs fit around it."""
    del deep
    height, radius = plates * PLATE, across * STUD / 2
    foot = min(4.0, height / 2)
    profile = [
        (0.0, 0.0),
        (radius, 0.0),
        (radius, height - foot),
        (radius - 2, height - foot),
        (radius - 2, height),
        (0.0, height),
    ]
    return merge([turned(profile, _sides(across)), _round_studs(across)])


def round_tile(across: int, deep: int, plates: float) -> Triangles:
    """A disc without studs."""
    del deep
    height, radius = plates * PLATE, across * STUD / 2
    return turned(
        [(0, 0), (radius, 0), (radius, height - 1), (radius - 1, height - 1), (radius - 1, height), (0, height)],
        _sides(across),
    )


def cone(across: int, deep: int, plates: float) -> Triangles:
    """A cone with one stud on top."""
    del deep
    height, radius = plates * PLATE, across * STUD / 2
    foot = [(radius, height - 4), (radius, height), (0.0, height)]
    return merge([turned([(0, 0), (7, 0), (8, 0.5), *foot], _sides(across)), stud()])


def dish(across: int, deep: int, plates: float) -> Triangles:
    """A dish on its face: a shallow bowl with a stud on top."""
    del deep
    height, radius = plates * PLATE, across * STUD / 2
    angles = np.linspace(0.1, np.pi / 2, 7)
    arc = [(radius * float(np.sin(t)), height * (1 - float(np.cos(t)))) for t in angles]
    inner = [(max(r - 2, 0.0), min(y + 2, height)) for r, y in reversed(arc)]
    return merge([turned([(0, 0), *arc, *inner, (0, 2)], _FINE), stud()])


def corner_round(across: int, deep: int, plates: float) -> Triangles:
    """A quarter of a disc: a brick or plate with one corner rounded off; the origin is the stud in its corner."""
    del deep
    radius, height = across * STUD, plates * PLATE
    angles = np.linspace(0, np.pi / 2, 13)
    arc = np.stack([radius * np.cos(angles) - 10, 10 - radius * np.sin(angles)], axis=1)
    outline = np.concatenate([[[-10.0, 10.0]], arc])[:, ::-1]
    most = radius - 3.0 if across > 2 else 20.0
    cells = [(20.0 * i, -20.0 * j) for i in range(across) for j in range(across)]
    places = [(x, 0.0, z) for x, z in cells if float(np.hypot(x + 10, 10 - z)) + 6 <= most]
    return merge([prism(outline, 0, height, "y"), copies(stud(), places)])
