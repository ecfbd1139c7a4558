"""Moves a file's polygons to where references put them: compiled, one call for all references to one file."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from brickcore.colours import CURRENT_COLOUR
from brickcore.compiling import inlined, kernel

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Copies(NamedTuple):
    """Where and how references draw, one row each: matrices float64[r, 12], `colours` int32[r], `inverted` and
    `two_sided` bool[r], and the rows of the target from which their triangles, hard and soft lines stand, int64[r, 3].
    """

    matrices: Doubles
    colours: Ints
    inverted: Flags
    two_sided: Flags
    firsts: Longs


@inlined
def move_points(source: Floats, matrices: Doubles, row: int, target: Floats, first: int) -> None:
    """Shapes [n, k, 3] under the 12 numbers of one reference, into `target` from row `first`."""
    x0, y0, z0 = matrices[row, 0], matrices[row, 1], matrices[row, 2]
    a, b, c = matrices[row, 3], matrices[row, 4], matrices[row, 5]
    d, e, f = matrices[row, 6], matrices[row, 7], matrices[row, 8]
    g, h, i = matrices[row, 9], matrices[row, 10], matrices[row, 11]
    for shape in range(len(source)):
        for corner in range(source.shape[1]):
            x, y, z = source[shape, corner, 0], source[shape, corner, 1], source[shape, corner, 2]
            target[first + shape, corner, 0] = x0 + a * x + b * y + c * z
            target[first + shape, corner, 1] = y0 + d * x + e * y + f * z
            target[first + shape, corner, 2] = z0 + g * x + h * y + i * z


@inlined
def mirrors(matrices: Doubles, row: int) -> bool:
    """Whether a reference's matrix turns left hands into right ones."""
    a, b, c = matrices[row, 3], matrices[row, 4], matrices[row, 5]
    d, e, f = matrices[row, 6], matrices[row, 7], matrices[row, 8]
    g, h, i = matrices[row, 9], matrices[row, 10], matrices[row, 11]
    return bool(a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g) < 0)


@inlined
def swap_ends(triangles: Floats, row: int) -> None:
    """Turn one triangle's winding round."""
    for axis in range(3):
        held = triangles[row, 0, axis]
        triangles[row, 0, axis] = triangles[row, 2, axis]
        triangles[row, 2, axis] = held


@kernel
def plan_places(kinds: Longs, sizes: Longs, starts: Longs, order: Longs, firsts: Longs) -> None:
    """Where the polygons of each reference go, and which references mean the same file.

    `kinds` says which file each reference means, `sizes` int64[1 + files, 3] how many triangles, hard and soft lines
    the holder itself has, and then each file. Filled: `firsts` int64[1 + r, 3], from which row on each reference writes
    (the last: how many rows there are); `order`, the references by file as they stand; `starts` int64[1 + files], zeros
    at first, where each file's begin in it.
    """
    for kind in kinds:
        starts[kind + 1] += 1
    for kind in range(1, len(starts)):
        starts[kind] += starts[kind - 1]
    for axis in range(3):
        firsts[0, axis] = sizes[0, axis]
    for row in range(len(kinds)):
        kind = kinds[row]
        order[starts[kind]] = row
        starts[kind] += 1
        for axis in range(3):
            firsts[row + 1, axis] = firsts[row, axis] + sizes[kind + 1, axis]
    for kind in range(len(starts) - 1, 0, -1):
        starts[kind] = starts[kind - 1]
    starts[0] = 0


@kernel
def place_faces(
    triangles: Floats,
    colours: Ints,
    two_sided: Flags,
    matrices: Doubles,
    tints: Ints,
    inverted: Flags,
    unsure: Flags,
    firsts: Longs,
    rows: Longs,
    placed: Floats,
    placed_colours: Ints,
    placed_two_sided: Flags,
) -> None:
    """Triangles of one file for each reference in `rows` of `Copies`, whose colours are `tints`; winding kept outward.

    The current colour becomes the reference's. Arrays are handed in one by one: to take tuples apart costs a call more
    than to place a stud.
    """
    for row in rows:
        first = firsts[row, 0]
        move_points(triangles, matrices, row, placed, first)
        turned = mirrors(matrices, row) != inverted[row]
        for face in range(len(triangles)):
            if turned:
                swap_ends(placed, first + face)
            own = colours[face]
            placed_colours[first + face] = tints[row] if own == CURRENT_COLOUR else own
            placed_two_sided[first + face] = two_sided[face] or unsure[row]


@kernel
def place_lines(source: Floats, matrices: Doubles, firsts: Longs, rows: Longs, kind: int, target: Floats) -> None:
    """Lines of one file for each reference in `rows`; `kind` is their column in `firsts`."""
    for row in rows:
        move_points(source, matrices, row, target, firsts[row, kind])
