"""One picture from beginning to end: what is seen, lines, shadow, light, shade in corners, bytes."""

import numpy as np

from brickcore.pictures.arrays import Bytes, Camera, Layer, Lines, Pixels, Sighting, Stage, single
from brickcore.pictures.bands import Crew
from brickcore.pictures.camera import frame
from brickcore.pictures.developing import GAMMA, develop
from brickcore.pictures.ground import lay_shadow, see_ground
from brickcore.pictures.lamps import light_scene
from brickcore.pictures.layers import behind, clear_range, draw, draw_edges, new_layer, solid_range
from brickcore.pictures.occlusion import DISCS, find_openness
from brickcore.pictures.scene import Scene
from brickcore.pictures.shading import shade_rows
from brickcore.pictures.sight import sight, view_matrix

FINE = 2  # samples a pixel, across and down
BAND = 16  # rows of pixels
LEAST_MAP, MOST_MAP = 256, 1024  # texels across the shadow map
CORNER_REACH = 0.05  # of the model's radius: how far the shade in corners reaches, at least a stud's pitch
LEAST_REACH = 20.0  # LDU


def paint(
    crew: Crew, scene: Scene, size: tuple[int, int], azimuth: float, elevation: float, ground_shadow: bool
) -> Bytes:
    """Take the picture: (height, width, 4), sRGB and opacity."""
    width, height = size
    camera = frame(scene.corners, azimuth, elevation, width * FINE, height * FINE)
    view = view_matrix(camera.axes, camera.eye, camera.focal, width * FINE, height * FINE)
    solid = new_layer(width * FINE, height * FINE)
    rows, columns = solid.depth.shape
    sighting = sight(scene.instances, scene.shapes, view, columns, rows)
    scale = float(camera.focal / FINE / np.linalg.norm(camera.eye))  # pixels per LDU in the middle of the model
    seen = draw(crew, solid, scene, sighting, solid_range(scene))
    lines = _edges(crew, solid, scene, sighting, seen, scale)
    glass, glass_lines = _glass(crew, solid, lines, scene, sighting, scale)
    lights = light_scene(crew, scene, camera, solid_range(scene), _shadow_size(size))
    stage = Stage(scene.shapes, scene.instances, scene.palette, sighting.views, camera, lights)
    pixels = _new_pixels(width, height)
    crew.in_bands(
        height,
        BAND,
        lambda top, bottom: shade_rows(
            stage, solid, lines, glass, glass_lines, glass is not solid, pixels, top, bottom
        ),
    )
    if ground_shadow:
        _lay_shadow(crew, scene, pixels, camera)
    return _develop(crew, pixels, camera, max(scene.radius * CORNER_REACH, LEAST_REACH))


def _edges(crew: Crew, layer: Layer, scene: Scene, sighting: Sighting, seen: Bytes, scale: float) -> Lines:
    """Lines fade as the model shrinks; drawn in full they would turn a large model black."""
    opacity = single(min(0.85, max(0.22, scale * 0.8)))
    return Lines(draw_edges(crew, layer, scene, sighting, seen, scale), opacity)


def _glass(
    crew: Crew, solid: Layer, lines: Lines, scene: Scene, sighting: Sighting, scale: float
) -> tuple[Layer, Lines]:
    """The nearest pane before what is solid, and its edges; the solid layer itself when there is no glass."""
    clear = clear_range(scene)
    if not (clear[:, 0] < clear[:, 1]).any():
        return solid, lines
    glass = behind(solid)
    seen = draw(crew, glass, scene, sighting, clear)
    return glass, _edges(crew, glass, scene, sighting, seen, scale)


def _shadow_size(size: tuple[int, int]) -> int:
    """A power of two, at least twice the picture's longer side, within reason."""
    return min(max(1 << (FINE * max(size) - 1).bit_length(), LEAST_MAP), MOST_MAP)


def _new_pixels(width: int, height: int) -> Pixels:
    return Pixels(
        light=np.zeros((height, width, 4), np.float32),
        depth=np.zeros((height, width), np.float32),
        normals=np.zeros((height, width, 3), np.float32),
        openness=np.ones((height, width), np.float32),
    )


def _lay_shadow(crew: Crew, scene: Scene, pixels: Pixels, camera: Camera) -> None:
    ground, focal = see_ground(crew, scene, solid_range(scene)), single(camera.focal / FINE)
    rows = len(pixels.depth)
    crew.in_bands(rows, BAND, lambda top, bottom: lay_shadow(pixels, camera, ground, focal, top, bottom))


def _develop(crew: Crew, pixels: Pixels, camera: Camera, reach: float) -> Bytes:
    """Shade the corners, then turn light to bytes."""
    height, width = pixels.depth.shape
    focal, radius = single(camera.focal / FINE), single(reach)
    crew.in_bands(height, BAND, lambda top, bottom: find_openness(pixels, DISCS, focal, radius, top, bottom))
    picture = np.zeros((height, width, 4), np.uint8)
    crew.in_bands(height, BAND, lambda top, bottom: develop(pixels, GAMMA, picture, top, bottom))
    return picture
