"""The arrays that the kernels work on, named. NamedTuples, because numba takes them as arguments.

World coordinates are LDU with y up: LDraw's, turned half round the x axis. A view matrix (3, 4) takes a point to
(x * w, y * w, w): column, row and distance along the line of sight. Depths are kept as 1 / w, so that nearer is
larger and 0 is endlessly far.
"""

from collections.abc import Callable
from typing import NamedTuple, cast

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]
Indices = npt.NDArray[np.uint32]
Offsets = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
single = cast(Callable[[float], float], np.float32)  # in kernels a number without it is double, and drags others along
unsigned = cast(Callable[[int], int], np.uint64)  # without it a kernel asks whether a place counts from the end

NOTHING = -1  # the owner of a sample that shows no part; the paint of a triangle that takes its placement's colour


class Shapes(NamedTuple):
    """The meshes of all parts, end to end: part p's vertices are columns starts[p, 0] to starts[p + 1, 0] - 1."""

    positions: Floats  # (3, vertices), in the part's own LDU
    normals: Floats  # (3, vertices)
    triangles: Indices  # (triangles, 3), counted from the part's first vertex; opaque, then inheriting, then clear ones
    paints: Integers  # (triangles,) row of the palette, or NOTHING
    edges: Floats  # (edges, 6): both ends
    starts: Offsets  # (parts + 1, 5): first vertex, first triangle, first edge, first run of triangles and of edges
    bounds: Floats  # (parts, 2, 3): least and greatest corner
    triangle_boxes: Floats  # (runs, 2, 3): the same of each run of triangles
    edge_boxes: Floats  # (runs, 2, 3): and of edges


class Instances(NamedTuple):
    """The placed parts."""

    parts: Integers  # (n,)
    paints: Integers  # (n,) row of the palette
    matrices: Floats  # (n, 3, 4), part to world
    normals: Floats  # (n, 3, 3), part normals to world normals, not of unit length
    facing: Floats  # (n,) the sign of the area of a front face on the screen, or 0: both sides are drawn
    clear_from: Offsets  # (n,) the first triangle that is transparent


class Palette(NamedTuple):
    """What the colours look like, in linear light."""

    surface: Floats  # (colours, 4): red, green, blue, opacity
    edge: Floats  # (colours, 3)
    gloss: Floats  # (colours,) how strong the highlight is
    mirror: Floats  # (colours,) how much of the surroundings is reflected, 0 to 1


class Layer(NamedTuple):
    """What each sample shows: the nearest triangle of the nearest part."""

    depth: Floats  # (rows, columns)
    owner: Integers  # (rows, columns) instance, or NOTHING
    triangle: Integers  # (rows, columns) triangle of all triangles
    blocks: Floats  # (rows / 8, columns / 8) the farthest depth within each block of 8 x 8 samples


class Sighting(NamedTuple):
    """All instances as one eye (or lamp) sees them."""

    views: Floats  # (n, 3, 4), part to screen
    boxes: Integers  # (n, 4): left, top, right, bottom sample, all within the screen
    nearest: Floats  # (n,) the depth that nothing of it surpasses; 0 when it lies outside the screen
    order: Offsets  # (n,) instances, nearest first


class Camera(NamedTuple):
    """Where a picture is taken from."""

    axes: Floats  # (3, 3): right, up and towards the eye, as rows in world coordinates
    eye: Floats  # (3,)
    focal: float  # in samples


class Lights(NamedTuple):
    """The lamp that casts shadows, the one that brightens them, and what the lamp sees."""

    key: Floats  # (3,) unit vector towards it
    fill: Floats  # (3,)
    matrix: Floats  # (3, 4) world to shadow map
    depth: Floats  # (size, size) the shadow map
    offset: float  # LDU to step along the normal before asking for shadow: about two of the map's texels


class Ground(NamedTuple):
    """The shade on the ground."""

    shade: Floats  # (size, size) 0 to 1
    matrix: Floats  # (3, 4) world to map
    floor: float  # the ground's height in world coordinates


class Stage(NamedTuple):
    """All that the light of a pixel depends on."""

    shapes: Shapes
    instances: Instances
    palette: Palette
    views: Floats  # (n, 3, 4), part to screen
    camera: Camera
    lights: Lights


class Lines(NamedTuple):
    """The drawn edges upon one layer."""

    paints: Integers  # (rows, columns) row of the palette, or NOTHING
    opacity: float


class Pixels(NamedTuple):
    """The picture while it is made, one entry a pixel."""

    light: Floats  # (height, width, 4): linear red, green, blue, all times opacity, and opacity
    depth: Floats  # (height, width) 1 / w of what is solid, 0 where nothing is
    normals: Floats  # (height, width, 3) in the camera's axes
    openness: Floats  # (height, width) how much of the sky a solid surface sees, 0 to 1
