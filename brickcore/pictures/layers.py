"""Drawing a scene's triangles and lines into layers of samples."""

import numpy as np

from brickcore.pictures.arrays import NOTHING, Bytes, Integers, Layer, Offsets, Sighting, single
from brickcore.pictures.bands import Crew
from brickcore.pictures.hiding import BLOCK
from brickcore.pictures.lines import draw_lines
from brickcore.pictures.scene import Scene
from brickcore.pictures.visibility import draw_band

BAND = 256  # rows of samples: enough to keep two threads busy, few enough that little is projected twice


def new_layer(width: int, height: int) -> Layer:
    """An empty layer, rounded up to whole blocks."""
    rows, columns = -(-height // BLOCK), -(-width // BLOCK)
    shape = (rows * BLOCK, columns * BLOCK)
    return Layer(
        depth=np.zeros(shape, np.float32),
        owner=np.full(shape, NOTHING, np.int32),
        triangle=np.zeros(shape, np.int32),
        blocks=np.zeros((rows, columns), np.float32),
    )


def behind(layer: Layer) -> Layer:
    """A layer for what stands before another: as deep, and empty."""
    return Layer(
        layer.depth.copy(), np.full_like(layer.owner, NOTHING), np.zeros_like(layer.triangle), layer.blocks.copy()
    )


def solid_range(scene: Scene) -> Offsets:
    """The first and last solid triangle of each instance, (n, 2)."""
    first = scene.shapes.starts[scene.instances.parts, 1]
    return np.column_stack([first, scene.instances.clear_from])


def clear_range(scene: Scene) -> Offsets:
    """The same of its transparent triangles."""
    last = scene.shapes.starts[scene.instances.parts + 1, 1]
    return np.column_stack([scene.instances.clear_from, last])


def draw(crew: Crew, layer: Layer, scene: Scene, sighting: Sighting, ranges: Offsets) -> Bytes:
    """Draw the given triangles; which instances (n,) show."""
    seen = np.zeros(len(ranges), np.uint8)
    rows = layer.depth.shape[0]
    most = int(np.diff(scene.shapes.starts[:, 0]).max())
    crew.in_bands(
        rows,
        BAND,
        lambda top, bottom: draw_band(
            layer, sighting, scene.instances, scene.shapes, ranges, top, bottom, seen, np.empty((3, most), np.float32)
        ),
    )
    return seen


def draw_edges(crew: Crew, layer: Layer, scene: Scene, sighting: Sighting, seen: Bytes, scale: float) -> Integers:
    """The palette rows of the edges of what shows. `scale` is the picture's pixels per LDU."""
    lines = np.full(layer.depth.shape, NOTHING, np.int32)
    lift, is_thick = single(1.0006 if scale >= 1 else 1.0012), scale > 0.6
    crew.in_bands(
        len(lines),
        BAND,
        lambda top, bottom: draw_lines(
            lines, layer, sighting, scene.instances, scene.shapes, seen, lift, is_thick, top, bottom
        ),
    )
    return lines
