"""Pictures of models and parts, without a window, a graphics card or any library of the system."""

import math
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from brickcore.colours import LDrawColour, starter_colours
from brickcore.errors import BrickError
from brickcore.model import Placements
from brickcore.pictures.bands import Crew, threads_at_hand
from brickcore.pictures.meshes import Mesh
from brickcore.pictures.painting import paint
from brickcore.pictures.scene import build_scene

AZIMUTH, ELEVATION = -34.0, 28.0  # degrees: the three-quarter view of a box
LEAST_SIDE, MOST_SIDE, MOST_PIXELS = 8, 4096, 4_000_000


def render(
    placements: Placements,
    meshes: Mapping[str, Mesh],
    colours: Mapping[int, LDrawColour],
    size: tuple[int, int] = (640, 480),
    *,
    azimuth: float = AZIMUTH,
    elevation: float = ELEVATION,
    ground_shadow: bool = True,
    threads: int | None = None,
) -> npt.NDArray[np.uint8]:
    """A picture of a whole model: uint8 (height, width, 4), sRGB with straight opacity, transparent where nothing is.

    The model fills the picture, seen from `azimuth` degrees right of its front and `elevation` degrees above;
    `ground_shadow` lays a soft shadow under it, black with opacity. Parts without a mesh and placements that are not
    finite are left out; when nothing is left, the picture is empty. The same input gives the same bytes with any number
    of threads. Raises BrickError (PICTURE_SIZE, PICTURE_ANGLE, BROKEN_MESH) and HostileFile (TOO_MANY_TRIANGLES).
    """
    width, height = size
    if min(size) < LEAST_SIDE or max(size) > MOST_SIDE or width * height > MOST_PIXELS:
        raise BrickError(
            "PICTURE_SIZE",
            f"A picture of {width} x {height} pixels cannot be made.",
            hint=f"Ask for {LEAST_SIDE} to {MOST_SIDE} pixels a side, and no more than {MOST_PIXELS:,} in all.",
        )
    if not (math.isfinite(azimuth) and math.isfinite(elevation)):
        raise BrickError("PICTURE_ANGLE", "The angles of a picture must be numbers.", hint="Give degrees.")
    scene = build_scene(placements, meshes, colours)
    if scene is None:
        return np.zeros((height, width, 4), np.uint8)
    with Crew(threads or threads_at_hand()) as crew:
        return paint(crew, scene, size, azimuth, elevation, ground_shadow)


def render_part(
    mesh: Mesh,
    colour: int,
    colours: Mapping[int, LDrawColour] | None = None,
    *,
    size: int = 128,
    azimuth: float = AZIMUTH,
    elevation: float = ELEVATION,
) -> npt.NDArray[np.uint8]:
    """A square picture of one part in one colour, as `render` makes them, on the caller's own thread."""
    alone = Placements(
        parts=("part",),
        part_index=np.zeros(1, np.int32),
        colours=np.array([colour], np.int32),
        matrices=np.eye(3, 4)[None],
        steps=np.zeros(1, np.int32),
    )
    known = starter_colours() if colours is None else colours
    return render(
        alone,
        {"part": mesh},
        known,
        (size, size),
        azimuth=azimuth,
        elevation=elevation,
        ground_shadow=False,
        threads=1,
    )
