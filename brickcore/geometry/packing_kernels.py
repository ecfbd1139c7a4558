"""Numbers vertices by their use, and packs them as the small whole numbers that meshopt and the GLB want."""

import math

import numpy as np
import numpy.typing as npt

from brickcore.compiling import inlined, kernel

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Indices = npt.NDArray[np.uint32]
Shorts = npt.NDArray[np.int16]
Bytes = npt.NDArray[np.int8]


@inlined
def octahedral(x: float, y: float, z: float) -> tuple[int, int]:
    """A direction on the octahedron, each number from -127 to 127."""
    length = abs(x) + abs(y) + abs(z)
    if length < 1e-9:
        return 0, 0
    u, v = x / length, y / length
    if z < 0:
        u, v = (1 - abs(v)) * (1.0 if u >= 0 else -1.0), (1 - abs(u)) * (1.0 if v >= 0 else -1.0)
    return math.floor(u * 127 + 0.5), math.floor(v * 127 + 0.5)


@kernel
def renumber(indices: Indices, edges: Indices, numbers: Ints, order: Indices) -> int:
    """Number vertices by first use, in `indices` and then in `edges`, whose pairs are put lower first; both are
    changed.

    `numbers` is scratch, -1 for each vertex; `order` becomes the old number of each new one. How many are used.
    """
    count = 0
    for place in range(len(indices)):
        vertex = indices[place]
        if numbers[vertex] < 0:
            numbers[vertex], order[count] = count, vertex
            count += 1
        indices[place] = numbers[vertex]
    for row in range(len(edges)):
        for place in range(2):
            vertex = edges[row, place]
            if numbers[vertex] < 0:
                numbers[vertex], order[count] = count, vertex
                count += 1
        one, other = numbers[edges[row, 0]], numbers[edges[row, 1]]
        edges[row, 0], edges[row, 1] = min(one, other), max(one, other)
    return count


@kernel
def pack_vertices(
    order: Indices, positions: Floats, normals: Floats, scale: float, stored: Shorts, turned: Bytes, bounds: Ints
) -> None:
    """Vertices in that order as the GLB stores them: int16[v, 4] and int8[v, 4] (octahedral, its scale third).

    `bounds` int32[2, 3] is widened to hold the stored positions.
    """
    for row in range(len(order)):
        vertex = order[row]
        for axis in range(3):
            place = math.floor(positions[vertex, axis] * scale + 0.5)
            stored[row, axis] = place
            bounds[0, axis] = min(bounds[0, axis], place)
            bounds[1, axis] = max(bounds[1, axis], place)
        u, v = octahedral(normals[vertex, 0], normals[vertex, 1], normals[vertex, 2])
        turned[row, 0], turned[row, 1], turned[row, 2] = u, v, 127


@kernel
def unfold_directions(rows: Shorts | Bytes, normals: Floats) -> None:
    """The unit vectors [n, 3] that octahedral rows stand for, whose first two numbers go from -127 to 127."""
    for row in range(len(rows)):
        x, y = rows[row, 0] / np.float32(127), rows[row, 1] / np.float32(127)
        z = 1 - abs(x) - abs(y)
        fold = max(-z, 0)
        x, y = x - math.copysign(fold, x), y - math.copysign(fold, y)
        length = max(math.sqrt(x * x + y * y + z * z), 1e-9)
        normals[row, 0], normals[row, 1], normals[row, 2] = x / length, y / length, z / length
