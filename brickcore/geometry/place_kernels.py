"""Moves a file's polygons to where a reference puts them: compiled, one call a reference."""

import numpy as np
import numpy.typing as npt

from brickcore.compiling import inlined, kernel

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

_CURRENT = 16


@kernel
def move_points(source: Floats, matrix: Doubles, target: Floats, first: int) -> None:
    """Shapes [n, k, 3] under the 12 numbers of an LDraw reference, into `target` from row `first`."""
    x0, y0, z0, a, b, c, d, e, f, g, h, i = matrix
    for shape in range(len(source)):
        for corner in range(source.shape[1]):
            x, y, z = source[shape, corner]
            target[first + shape, corner, 0] = x0 + a * x + b * y + c * z
            target[first + shape, corner, 1] = y0 + d * x + e * y + f * z
            target[first + shape, corner, 2] = z0 + g * x + h * y + i * z


@inlined
def mirrors(matrix: Doubles) -> bool:
    """Whether a reference's matrix turns left hands into right ones."""
    _, _, _, a, b, c, d, e, f, g, h, i = matrix
    return bool(a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g) < 0)


@kernel
def move_faces(
    source: Floats,
    colours: Ints,
    two_sided: Flags,
    matrix: Doubles,
    colour: int,
    inverted: bool,
    unsure: bool,
    target: Floats,
    target_colours: Ints,
    target_two_sided: Flags,
    first: int,
) -> None:
    """Triangles of a referenced file, winding kept outward; the current colour becomes the reference's `colour`."""
    move_points(source, matrix, target, first)
    turned = mirrors(matrix) != inverted
    for face in range(len(source)):
        row = first + face
        if turned:
            for axis in range(3):
                held = target[row, 0, axis]
                target[row, 0, axis] = target[row, 2, axis]
                target[row, 2, axis] = held
        target_colours[row] = colour if colours[face] == _CURRENT else colours[face]
        target_two_sided[row] = two_sided[face] or unsure
