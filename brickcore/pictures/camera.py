"""Where to stand so that a model fills its picture."""

import math

import numpy as np
import numpy.typing as npt

from brickcore.pictures.arrays import Camera, single

Doubles = npt.NDArray[np.float64]

OPENING = 0.5  # radians from top to bottom: a mild telephoto, so that large models do not bulge
FILLED = 0.94  # of the picture's width or height, whichever is reached first
ROUNDS = 4  # of sliding and stepping back; each makes what is left several times smaller
CLEARANCE = 0.5  # of the model's radius: nothing comes nearer to the eye, so nothing needs clipping


def axes_towards(direction: Doubles) -> Doubles:
    """Right, up and `direction`, as rows of length 1 at right angles; y is up."""
    back = direction / np.linalg.norm(direction)
    pole = np.array([0.0, 1.0, 0.0]) if abs(back[1]) < 0.999 else np.array([0.0, 0.0, -math.copysign(1, back[1])])
    right = np.cross(pole, back)
    right /= np.linalg.norm(right)
    return np.array([right, np.cross(back, right), back])


def frame(corners: Doubles, azimuth: float, elevation: float, width: int, height: int) -> Camera:
    """Look at points (3, n) from `azimuth` degrees right of the front and `elevation` degrees above.

    The eye comes near enough to fill the picture, and slides sideways until what is seen is centred: in perspective the
    middle of a box is not the middle of its view.
    """
    across, up = math.radians(azimuth), math.radians(elevation)
    axes = axes_towards(np.array([math.sin(across) * math.cos(up), math.sin(up), math.cos(across) * math.cos(up)]))
    least, greatest = corners.min(axis=1), corners.max(axis=1)
    middle = (least + greatest) / 2
    across_view, up_view, depth = axes @ (corners - middle[:, None])
    radius = max(float(np.linalg.norm(greatest - middle)), 1.0)
    focal = height / 2 / math.tan(OPENING / 2)
    limits = focal / (FILLED * width / 2), focal / (FILLED * height / 2)
    nearest = float(depth.max()) + CLEARANCE * radius
    x = y = distance = 0.0
    for _ in range(ROUNDS):
        moved_x, moved_y = across_view - x, up_view - y
        reach = np.maximum(np.abs(moved_x) * limits[0], np.abs(moved_y) * limits[1]) + depth
        distance = max(float(reach.max()), nearest)
        away = 1 / (distance - depth)
        x += _middle(moved_x * away) * distance
        y += _middle(moved_y * away) * distance
    eye = middle + np.array([x, y, distance]) @ axes
    return Camera(axes.astype(np.float32), eye.astype(np.float32), single(focal))


def _middle(values: Doubles) -> float:
    return float(values.min() + values.max()) / 2
