"""Small scenes of known shape and colour, and how to look at pictures of them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from brickcore.colours import LDrawColour
from brickcore.model import Placements

RED, BLUE_GLASS, WHITE, CHROME = 4, 33, 15, 383
COLOURS = {
    RED: LDrawColour(RED, "Red", (200, 30, 20), (50, 50, 50)),
    BLUE_GLASS: LDrawColour(BLUE_GLASS, "Clear blue", (0, 60, 200), (0, 0, 100), 128, "transparent"),
    WHITE: LDrawColour(WHITE, "White", (240, 240, 240), (50, 50, 50)),
    CHROME: LDrawColour(CHROME, "Chrome", (220, 220, 220), (80, 80, 80), 255, "chrome"),
}
CORNERS = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], np.float32)
# the corners of each face, counter-clockwise seen from outside, in LDraw's axes (y points down)
FACES = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
SIDES, HALVES = np.array([[0, 1], [1, 2], [2, 3], [3, 0]]), np.array([[0, 1, 2], [0, 2, 3]])
NORMALS = np.array([[-1, 0, 0], [1, 0, 0], [0, -1, 0], [0, 1, 0], [0, 0, -1], [0, 0, 1]], np.float32)


@dataclass(frozen=True)
class Shape:
    """A mesh as pictures want it."""

    positions: npt.NDArray[np.float32]
    normals: npt.NDArray[np.float32]
    triangles: npt.NDArray[np.uint32]
    triangle_colours: npt.NDArray[np.int32]
    edges: npt.NDArray[np.uint32]


def box(width: float, height: float, depth: float, *, colour: int = 16, edges: bool = False) -> Shape:
    """A box around the origin; `colour` is what its triangles say."""
    half = np.array([width, height, depth], np.float32) / 2
    first = np.arange(6)[:, None] * 4
    pairs = (first[:, None] + SIDES).reshape(-1, 2).astype(np.uint32)
    return Shape(
        positions=(np.concatenate([CORNERS[list(face)] for face in FACES]) * half).astype(np.float32),
        normals=np.repeat(NORMALS, 4, axis=0),
        triangles=(first[:, None] + HALVES).reshape(-1, 3).astype(np.uint32),
        triangle_colours=np.full(12, colour, np.int32),
        edges=pairs if edges else pairs[:0],
    )


def place(*rows: tuple[str, int, tuple[float, float, float]], turn: npt.ArrayLike | None = None) -> Placements:
    """Parts by name, colour and place in LDU, all turned by the same 3 x 3 matrix."""
    parts = tuple(dict.fromkeys(name for name, _, _ in rows))
    matrices = np.zeros((len(rows), 3, 4))
    matrices[:, :, :3] = np.eye(3) if turn is None else np.asarray(turn)
    matrices[:, :, 3] = [where for _, _, where in rows]
    return Placements(
        parts=parts,
        part_index=np.array([parts.index(name) for name, _, _ in rows], np.int32),
        colours=np.array([colour for _, colour, _ in rows], np.int32),
        matrices=matrices,
        steps=np.zeros(len(rows), np.int32),
    )


def centre(picture: npt.NDArray[np.uint8]) -> tuple[int, int, int, int]:
    """The pixel in the middle."""
    red, green, blue, opacity = picture[picture.shape[0] // 2, picture.shape[1] // 2]
    return int(red), int(green), int(blue), int(opacity)
