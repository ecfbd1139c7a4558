"""Each pixel's light, gathered from its four samples: what is solid, lines upon it, glass before it, lines upon that.

Colours on the way are linear and already multiplied by their opacity, so that laying one over another is one sum.
"""

import math

from brickcore.compiling import inlined, kernel
from brickcore.pictures.arrays import NOTHING, Floats, Layer, Lines, Palette, Pixels, Stage, single, unsigned
from brickcore.pictures.lighting import light, shadow_share, turns_to
from brickcore.pictures.surface import world_normal, world_point

ZERO, QUARTER, HALF, ONE = single(0), single(0.25), single(0.5), single(1)
TINT = single(0.6)  # how far glass colours what shines through it

Colour = tuple[float, float, float, float]


@kernel
def shade_rows(
    stage: Stage,
    solid: Layer,
    lines: Lines,
    glass: Layer,
    glass_lines: Lines,
    has_glass: bool,
    pixels: Pixels,
    top: int,
    bottom: int,
) -> None:
    """Shade rows top to bottom - 1 of the picture; without glass, any layer may stand for it."""
    for row in range(top, bottom):
        for column in range(pixels.depth.shape[1]):
            shade_pixel(stage, solid, lines, glass, glass_lines, has_glass, pixels, row, column)


@inlined
def shade_pixel(
    stage: Stage,
    solid: Layer,
    lines: Lines,
    glass: Layer,
    glass_lines: Lines,
    has_glass: bool,
    pixels: Pixels,
    row: int,
    column: int,
) -> None:
    """Mean of the four samples; samples of the same triangle share one answer."""
    owner, triangle = NOTHING, NOTHING
    known = (ZERO, ZERO, ZERO, ZERO)
    red = green = blue = opacity = ZERO
    for sample in range(4):
        y, x = unsigned(2 * row + (sample >> 1)), unsigned(2 * column + (sample & 1))
        if solid.owner[y, x] != owner or solid.triangle[y, x] != triangle:
            owner, triangle = solid.owner[y, x], solid.triangle[y, x]
            known = sample_light(stage, solid, pixels, y, x, True)
        colour = with_line(stage.palette, lines, known, y, x)
        if has_glass and glass.owner[y, x] != NOTHING:
            pane = sample_light(stage, glass, pixels, y, x, False)
            colour = behind_glass(stage, glass, colour, pane, y, x)
            colour = with_line(stage.palette, glass_lines, colour, y, x)
        elif has_glass:
            colour = with_line(stage.palette, glass_lines, colour, y, x)
        red, green = red + colour[0], green + colour[1]
        blue, opacity = blue + colour[2], opacity + colour[3]
    pixels.light[row, column, 0], pixels.light[row, column, 1] = red * QUARTER, green * QUARTER
    pixels.light[row, column, 2], pixels.light[row, column, 3] = blue * QUARTER, opacity * QUARTER


@inlined
def sample_light(stage: Stage, layer: Layer, pixels: Pixels, y: int, x: int, is_solid: bool) -> Colour:
    """The colour of one sample of a layer; a solid one also leaves its depth and normal in its pixel."""
    owner = layer.owner[y, x]
    if owner == NOTHING:
        return ZERO, ZERO, ZERO, ZERO
    triangle, depth = layer.triangle[y, x], layer.depth[y, x]
    column, row = single(x) + HALF, single(y) + HALF
    nx, ny, nz = world_normal(stage.shapes, stage.instances, stage.views[owner], owner, triangle, column, row)
    across, up = column - single(pixels.depth.shape[1]), single(pixels.depth.shape[0]) - row
    px, py, pz = world_point(stage.camera, across, up, depth)
    ex, ey, ez = towards_eye(stage.camera.eye, px, py, pz)
    if nx * ex + ny * ey + nz * ez < 0:  # both sides of a triangle are drawn
        nx, ny, nz = -nx, -ny, -nz
    if is_solid:
        keep_surface(pixels, stage.camera.axes, y // unsigned(2), x // unsigned(2), depth, nx, ny, nz)
    paint = stage.shapes.paints[triangle]
    if paint == NOTHING:
        paint = stage.instances.paints[owner]
    lit = ZERO
    if turns_to(stage.lights.key, nx, ny, nz) > 0:  # else the lamp does not reach it anyway
        lit = shadow_share(stage.lights, px, py, pz, nx, ny, nz)
    red, green, blue, opacity = light(stage.palette, paint, stage.lights, lit, nx, ny, nz, ex, ey, ez)
    if is_solid:
        opacity = ONE
    return red * opacity, green * opacity, blue * opacity, opacity


@inlined
def towards_eye(eye: Floats, px: float, py: float, pz: float) -> tuple[float, float, float]:
    """The direction of the eye, of length 1."""
    x, y, z = eye[0] - px, eye[1] - py, eye[2] - pz
    scale = ONE / single(math.sqrt(x * x + y * y + z * z))
    return x * scale, y * scale, z * scale


@inlined
def keep_surface(
    pixels: Pixels, axes: Floats, row: int, column: int, depth: float, nx: float, ny: float, nz: float
) -> None:
    """Remember the nearest sample's depth and normal, for the shade in corners."""
    if depth <= pixels.depth[row, column]:
        return
    pixels.depth[row, column] = depth
    for axis in range(3):
        pixels.normals[row, column, axis] = axes[axis, 0] * nx + axes[axis, 1] * ny + axes[axis, 2] * nz


@inlined
def with_line(palette: Palette, lines: Lines, colour: Colour, y: int, x: int) -> Colour:
    """The colour with the line that is drawn upon it, if there is one."""
    paint = lines.paints[y, x]
    if paint == NOTHING:
        return colour
    cover, rest = lines.opacity, ONE - lines.opacity
    edge = palette.edge[paint]
    red, green, blue, opacity = colour
    return (
        red * rest + edge[0] * cover,
        green * rest + edge[1] * cover,
        blue * rest + edge[2] * cover,
        opacity * rest + cover,
    )


@inlined
def behind_glass(stage: Stage, glass: Layer, colour: Colour, pane: Colour, y: int, x: int) -> Colour:
    """The colour seen through a pane: some of it passes, tinted, and the pane's own light is added."""
    paint = stage.shapes.paints[glass.triangle[y, x]]
    if paint == NOTHING:
        paint = stage.instances.paints[glass.owner[y, x]]
    surface, passes = stage.palette.surface[paint], ONE - pane[3]
    plain = ONE - TINT
    return (
        colour[0] * passes * (plain + TINT * surface[0]) + pane[0],
        colour[1] * passes * (plain + TINT * surface[1]) + pane[1],
        colour[2] * passes * (plain + TINT * surface[2]) + pane[2],
        colour[3] * passes + pane[3],
    )
