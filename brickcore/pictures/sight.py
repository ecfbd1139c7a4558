"""What an eye or a lamp sees of each placed part: its view matrix, its box on the screen, and who stands in front."""

from typing import Any

import numpy as np
import numpy.typing as npt

from brickcore.compiling import inlined, kernel
from brickcore.pictures.arrays import Floats, Instances, Integers, Shapes, Sighting, single

CLOSER = single(1.0001)  # depths are rounded, and nothing in a box may come out nearer than the box


def view_matrix(
    axes: npt.NDArray[np.floating[Any]], eye: npt.NDArray[np.floating[Any]], focal: float, width: int, height: int
) -> Floats:
    """The matrix (3, 4) from world to (x * w, y * w, w).

    `axes` are right, up and towards the eye; `focal` is in samples.
    """
    right, up, back = axes
    rows = np.array([focal * right - width / 2 * back, -focal * up - height / 2 * back, -back])
    return np.concatenate([rows, -(rows @ eye)[:, None]], axis=1).astype(np.float32)


def sight(instances: Instances, shapes: Shapes, view: Floats, width: int, height: int) -> Sighting:
    """See all instances through one view matrix."""
    count = len(instances.parts)
    views = np.empty((count, 3, 4), np.float32)
    boxes = np.zeros((count, 4), np.int32)
    nearest = np.zeros(count, np.float32)
    look(instances, shapes, view, width, height, views, boxes, nearest)
    order = np.argsort(-nearest, kind="stable")
    return Sighting(views, boxes, nearest, order[nearest[order] > 0])


@kernel
def look(
    instances: Instances,
    shapes: Shapes,
    view: Floats,
    width: int,
    height: int,
    views: Floats,
    boxes: Integers,
    nearest: Floats,
) -> None:
    """Fill in the view, box and nearest depth of every instance; the depth stays 0 for what lies outside the screen."""
    for i in range(len(instances.parts)):
        for row in range(3):
            for column in range(4):
                total = view[row, 3] if column == 3 else single(0)
                for k in range(3):
                    total += view[row, k] * instances.matrices[i, k, column]
                views[i, row, column] = total
        left, top, right, bottom, depth = enclose(views[i], shapes.bounds[instances.parts[i]])
        if right < 0 or bottom < 0 or left >= width or top >= height or depth <= 0:
            continue
        nearest[i] = depth * CLOSER
        boxes[i, 0], boxes[i, 1] = max(int(left), 0), max(int(top), 0)
        boxes[i, 2], boxes[i, 3] = min(int(right) + 1, width - 1), min(int(bottom) + 1, height - 1)


@inlined
def enclose(view: Floats, bounds: Floats) -> tuple[float, float, float, float, float]:
    """The box on the screen of a part's corners, and the nearest of their depths (1 / w)."""
    left = top = single(1e9)
    right = bottom = single(-1e9)
    nearest = single(0)
    for corner in range(8):
        x, y, z = bounds[corner & 1, 0], bounds[corner >> 1 & 1, 1], bounds[corner >> 2 & 1, 2]
        depth = single(1) / (view[2, 0] * x + view[2, 1] * y + view[2, 2] * z + view[2, 3])
        column = (view[0, 0] * x + view[0, 1] * y + view[0, 2] * z + view[0, 3]) * depth
        row = (view[1, 0] * x + view[1, 1] * y + view[1, 2] * z + view[1, 3]) * depth
        left, right = min(left, column), max(right, column)
        top, bottom = min(top, row), max(bottom, row)
        nearest = max(nearest, depth)
    return left, top, right, bottom, nearest
