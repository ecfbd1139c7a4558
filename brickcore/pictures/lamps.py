"""The lamps of a picture, and the map of what the first of them reaches."""

import numpy as np

from brickcore.pictures.arrays import Camera, Lights, Offsets, single
from brickcore.pictures.bands import Crew
from brickcore.pictures.camera import Doubles, axes_towards
from brickcore.pictures.layers import draw, new_layer
from brickcore.pictures.scene import Scene
from brickcore.pictures.sight import sight, view_matrix

KEY = np.array([-0.45, 0.75, 0.55])  # in the camera's axes: over the photographer's left shoulder
FILL = np.array([0.8, 0.1, 0.5])  # low from the right: it lifts what the key leaves dark
AWAY = 12  # radii from the middle to the lamp, so far that its rays are almost parallel
MARGIN = 0.98  # of the map that the model's sphere fills
SOFT_TEXELS = 2.2  # a surface must not shade itself through the map's own coarseness


def light_scene(crew: Crew, scene: Scene, camera: Camera, solid: Offsets, size: int) -> Lights:
    """Hang up the lamps and draw the shadow map, size x size texels."""
    towards_key, towards_fill = (_unit(lamp @ camera.axes) for lamp in (KEY, FILL))
    distance = scene.radius * AWAY
    focal = size / 2 * MARGIN * AWAY
    view = view_matrix(axes_towards(towards_key), towards_key * distance, focal, size, size)
    layer = new_layer(size, size)
    draw(crew, layer, scene, sight(scene.instances, scene.shapes, view, size, size), solid)
    texel = 2 * scene.radius / size
    return Lights(
        key=towards_key.astype(np.float32),
        fill=towards_fill.astype(np.float32),
        matrix=view,
        depth=layer.depth,
        offset=single(texel * SOFT_TEXELS),
    )


def _unit(vector: Doubles) -> Doubles:
    return np.asarray(vector / np.linalg.norm(vector), np.float64)
