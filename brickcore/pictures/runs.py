"""Runs: every 64 triangles or edges of a part, in the order of its mesh, and a box around each.

The far side of a part, and what lies within it, is passed over by asking of a box instead of 64 things. Meshes come in
the order of the files that they were read from, so what follows on one another lies close together.
"""

import numpy as np

from brickcore.compiling import inlined, kernel
from brickcore.pictures.arrays import Floats, Indices, Offsets, single

RUN = 64  # neighbours that are looked at, and left out, together
FAR = single(1e30)


def with_runs(starts: Offsets) -> Offsets:
    """First vertex, triangle and edge of each part (parts + 1, 3), and its first run of triangles and of edges."""
    runs = -(-np.diff(starts[:, 1:], axis=0) // RUN)
    return np.column_stack([starts, np.concatenate([np.zeros((1, 2), np.int64), np.cumsum(runs, axis=0)])])


def triangle_boxes(positions: Floats, triangles: Indices, starts: Offsets) -> Floats:
    """The box of each run of triangles, (runs, 2, 3)."""
    boxes = np.empty((int(starts[-1, 3]), 2, 3), np.float32)
    enclose_triangles(positions, triangles, starts, boxes)
    return boxes


def edge_boxes(edges: Floats, starts: Offsets) -> Floats:
    """The box of each run of edges, (runs, 2, 3)."""
    boxes = np.empty((int(starts[-1, 4]), 2, 3), np.float32)
    enclose_edges(edges, starts, boxes)
    return boxes


@kernel
def enclose_triangles(positions: Floats, triangles: Indices, starts: Offsets, boxes: Floats) -> None:
    """Fill in the box of each run of triangles."""
    for part in range(len(starts) - 1):
        vertex, begin, end = starts[part, 0], starts[part, 1], starts[part + 1, 1]
        for run in range(starts[part, 3], starts[part + 1, 3]):
            box = boxes[run]
            box[0], box[1] = FAR, -FAR
            first = begin + (run - starts[part, 3]) * RUN
            for t in range(first, min(first + RUN, end)):
                for corner in range(3):
                    place = vertex + triangles[t, corner]
                    widen(box, positions[0, place], positions[1, place], positions[2, place])


@kernel
def enclose_edges(edges: Floats, starts: Offsets, boxes: Floats) -> None:
    """Fill in the box of each run of edges."""
    for part in range(len(starts) - 1):
        begin, end = starts[part, 2], starts[part + 1, 2]
        for run in range(starts[part, 4], starts[part + 1, 4]):
            box = boxes[run]
            box[0], box[1] = FAR, -FAR
            first = begin + (run - starts[part, 4]) * RUN
            for edge in range(first, min(first + RUN, end)):
                ends = edges[edge]
                widen(box, ends[0], ends[1], ends[2])
                widen(box, ends[3], ends[4], ends[5])


@inlined
def widen(box: Floats, x: float, y: float, z: float) -> None:
    """Make a box reach a point."""
    box[0, 0], box[0, 1], box[0, 2] = min(box[0, 0], x), min(box[0, 1], y), min(box[0, 2], z)
    box[1, 0], box[1, 1], box[1, 2] = max(box[1, 0], x), max(box[1, 1], y), max(box[1, 2], z)
