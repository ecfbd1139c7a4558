"""Compiling beforehand, so that the first picture comes as quickly as all others."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from brickcore.colours import LDrawColour
from brickcore.compiling import cache_folder, forget_old_code
from brickcore.model import Placements
from brickcore.pictures.rendering import render

SIZE = (16, 16)
PACKAGE = Path(__file__).parent


@dataclass(frozen=True)
class _Triangle:
    """The least that can be drawn: one triangle with one edge."""

    positions: npt.NDArray[np.float32]
    normals: npt.NDArray[np.float32]
    triangles: npt.NDArray[np.uint32]
    triangle_colours: npt.NDArray[np.int32]
    edges: npt.NDArray[np.uint32]


def warm() -> Path | None:
    """Compile all kernels and keep the machine code: in which folder, or None when no folder can be written.

    Takes some ten seconds the first time, less than one after that. Code of older versions is removed.
    """
    corners = np.array([[0, 0, 0], [20, 0, 0], [0, -20, 0]], np.float32)
    shape = _Triangle(
        positions=corners,
        normals=np.tile(np.array([[0, 0, -1]], np.float32), (3, 1)),
        triangles=np.array([[0, 1, 2]], np.uint32),
        triangle_colours=np.array([16], np.int32),
        edges=np.array([[0, 1]], np.uint32),
    )
    pair = Placements(
        parts=("triangle",),
        part_index=np.zeros(2, np.int32),
        colours=np.array([0, 1], np.int32),
        matrices=np.tile(np.eye(3, 4), (2, 1, 1)),
        steps=np.zeros(2, np.int32),
    )
    solid = LDrawColour(0, "Solid", (200, 0, 0), (50, 50, 50))
    glass = LDrawColour(1, "Glass", (0, 0, 200), (50, 50, 50), 128, "transparent")
    render(pair, {"triangle": shape}, {0: solid, 1: glass}, SIZE, threads=1)
    forget_old_code(PACKAGE)
    return cache_folder(PACKAGE)
