"""The soft shadow that a model leaves on whatever its picture is laid upon: black with opacity, and no ground else.

The boxes of all parts are seen from straight below; what is blurred needs no studs. Where one of them is near the
ground, the ground lies in its shade.
"""

from dataclasses import replace

import numpy as np

from brickcore.compiling import inlined, kernel
from brickcore.pictures.arrays import NOTHING, Camera, Ground, Offsets, Pixels, Shapes, single
from brickcore.pictures.bands import Crew
from brickcore.pictures.camera import Doubles, axes_towards
from brickcore.pictures.layers import draw, new_layer
from brickcore.pictures.runs import with_runs
from brickcore.pictures.scene import CORNERS, Scene
from brickcore.pictures.sight import sight, view_matrix

SIZE = 256  # cells across the map
AWAY = 12  # radii down to the eye, so that it sees nearly straight up
ROOM = 1.25  # the map reaches this much further than the model, for the soft rim
NEAR = 0.35  # of the radius: what hangs higher leaves no shadow
SOFT = 0.012, 0.02, 0.03  # of the map's width: three box blurs in a row are nearly a Gaussian one
STRENGTH = 0.42  # how much of the light the darkest shadow takes
SIDES = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]  # of CORNERS, from outside
BOX = np.array([half for a, b, c, d in SIDES for half in ((a, b, c), (a, c, d))], np.uint32)
RIM = single(0.06)  # of the picture: the shadow fades out before the border would cut it

ZERO, HALF, ONE = single(0), single(0.5), single(1)


def see_ground(crew: Crew, scene: Scene, solid: Offsets) -> Ground:
    """The shade on the ground under the model's lowest point."""
    floor = float(scene.bounds[0, 1])
    distance = scene.radius * AWAY
    half = max(float(np.abs(scene.bounds[:, [0, 2]]).max()), 1.0) * ROOM
    eye = np.array([0.0, floor - distance, 0.0])
    matrix = view_matrix(axes_towards(np.array([0.0, -1.0, 0.0])), eye, distance / half * SIZE / 2, SIZE, SIZE)
    boxes, layer = replace(scene, shapes=boxes_of(scene.shapes)), new_layer(SIZE, SIZE)
    draw(crew, layer, boxes, sight(boxes.instances, boxes.shapes, matrix, SIZE, SIZE), _box_range(scene, solid))
    height = 1 / np.maximum(layer.depth.astype(np.float64), 1e-20) - distance
    shade: Doubles = np.clip(1 - height / (NEAR * scene.radius), 0, 1) ** 2
    for width in SOFT:
        shade = _blur(_blur(shade, int(width * SIZE)).T, int(width * SIZE)).T
    return Ground(np.ascontiguousarray(shade * STRENGTH, np.float32), matrix, single(floor))


def boxes_of(shapes: Shapes) -> Shapes:
    """For each part a box of twelve triangles."""
    parts = len(shapes.bounds)
    corners = np.stack([shapes.bounds[:, CORNERS[:, axis], axis] for axis in range(3)])
    return Shapes(
        positions=np.ascontiguousarray(corners.reshape(3, -1)),
        normals=np.zeros((3, parts * len(CORNERS)), np.float32),
        triangles=np.tile(BOX, (parts, 1)),
        paints=np.full(parts * len(BOX), NOTHING, np.int32),
        edges=np.zeros((0, 6), np.float32),
        starts=with_runs(np.arange(parts + 1)[:, None] * np.array([[len(CORNERS), len(BOX), 0]])),
        bounds=shapes.bounds,
        triangle_boxes=shapes.bounds,  # twelve triangles are one run
        edge_boxes=np.zeros((0, 2, 3), np.float32),
    )


def _box_range(scene: Scene, solid: Offsets) -> Offsets:
    """The triangles of each instance's box, none where nothing of it is solid."""
    first = scene.instances.parts.astype(np.int64) * len(BOX)
    return np.column_stack([first, first + len(BOX) * (solid[:, 0] < solid[:, 1])])


def _blur(rows: Doubles, reach: int) -> Doubles:
    """The mean of `reach` cells to both sides, along each row; beyond the map there is no shade."""
    padded = np.pad(rows, ((0, 0), (reach + 1, reach)))
    sums = np.cumsum(padded, axis=1, dtype=np.float64)
    return np.asarray((sums[:, 2 * reach + 1 :] - sums[:, : -2 * reach - 1]) / (2 * reach + 1))


@kernel
def lay_shadow(pixels: Pixels, camera: Camera, ground: Ground, focal: float, top: int, bottom: int) -> None:
    """Put the shadow behind what rows top to bottom - 1 show already. `focal` is in pixels."""
    height, width = pixels.depth.shape
    axes = camera.axes
    for row in range(top, bottom):
        up = (single(height) * HALF - single(row) - HALF) / focal
        for column in range(width):
            rest = ONE - pixels.light[row, column, 3]
            right = (single(column) + HALF - single(width) * HALF) / focal
            falls = axes[0, 1] * right + axes[1, 1] * up - axes[2, 1]
            if rest <= 0 or falls >= 0:
                continue
            far = (ground.floor - camera.eye[1]) / falls
            x = camera.eye[0] + (axes[0, 0] * right + axes[1, 0] * up - axes[2, 0]) * far
            z = camera.eye[2] + (axes[0, 2] * right + axes[1, 2] * up - axes[2, 2]) * far
            shade = shade_at(ground, x, z) * rim_share(row, height) * rim_share(column, width)
            pixels.light[row, column, 3] += rest * shade


@inlined
def shade_at(ground: Ground, x: float, z: float) -> float:
    """The shade at a point of the ground, between the four cells around it."""
    matrix, y = ground.matrix, ground.floor
    depth = ONE / (matrix[2, 0] * x + matrix[2, 1] * y + matrix[2, 2] * z + matrix[2, 3])
    column = (matrix[0, 0] * x + matrix[0, 1] * y + matrix[0, 2] * z + matrix[0, 3]) * depth - HALF
    row = (matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2] * z + matrix[1, 3]) * depth - HALF
    size = ground.shade.shape[0]
    if not (column >= 0 and row >= 0 and column < size - 1 and row < size - 1):
        return ZERO
    i, j = int(column), int(row)
    across, down = column - single(i), row - single(j)
    upper: float = ground.shade[j, i] * (ONE - across) + ground.shade[j, i + 1] * across
    lower: float = ground.shade[j + 1, i] * (ONE - across) + ground.shade[j + 1, i + 1] * across
    shade: float = upper * (ONE - down) + lower * down
    return shade


@inlined
def rim_share(place: int, length: int) -> float:
    """1 inside, falling to 0 at the border."""
    inside = min(single(place), single(length - 1 - place)) / (RIM * single(length))
    return min(inside, ONE)
