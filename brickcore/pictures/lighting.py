"""How a surface answers to the light: a sky, a lamp that casts shadows, a weaker lamp, highlights and reflections."""

import math

from brickcore.compiling import inlined
from brickcore.pictures.arrays import Floats, Lights, Palette, single, unsigned

ZERO, ONE, TINY = single(0), single(1), single(1e-20)
SKY, SKY_SLOPE = single(0.46), single(0.16)  # light from all sides, and how much more of it comes from above
KEY, FILL = single(0.64), single(0.20)
RIM = single(0.10)  # light that glances off at the edge of round things (Schlick, 1994)
GROUND, HORIZON = single(0.25), single(1.15)  # what a mirror sees below and ahead
SLOPE_LIFT = single(1.00008)  # a shadow map's depth is rounded


@inlined
def shadow_share(lights: Lights, px: float, py: float, pz: float, nx: float, ny: float, nz: float) -> float:
    """How much of the lamp a point of the world sees, 0 to 1: the mean of a window of texels that glides with it."""
    view, step = lights.matrix, lights.offset
    x, y, z = px + nx * step, py + ny * step, pz + nz * step
    depth = ONE / (view[2, 0] * x + view[2, 1] * y + view[2, 2] * z + view[2, 3])
    column = (view[0, 0] * x + view[0, 1] * y + view[0, 2] * z + view[0, 3]) * depth - single(2)
    row = (view[1, 0] * x + view[1, 1] * y + view[1, 2] * z + view[1, 3]) * depth - single(2)
    size = lights.depth.shape[0]
    if not (column >= 0 and row >= 0 and column < size - 5 and row < size - 5):
        return ONE
    return lit_texels(lights.depth, int(column), int(row), column, row, depth * SLOPE_LIFT)


@inlined
def lit_texels(shadow: Floats, left: int, top: int, column: float, row: float, depth: float) -> float:
    """The share of a window of 4 x 4 texels, laid over 5 x 5 of them, that is no nearer to the lamp than `depth`."""
    over_x, over_y = column - single(left), row - single(top)
    total = ZERO
    for j in range(5):
        weight_y = ONE - over_y if j == 0 else (over_y if j == 4 else ONE)
        for i in range(5):
            weight_x = ONE - over_x if i == 0 else (over_x if i == 4 else ONE)
            if shadow[unsigned(top + j), unsigned(left + i)] <= depth:
                total += weight_x * weight_y
    return total * single(1 / 16)


@inlined
def turns_to(lamp: Floats, nx: float, ny: float, nz: float) -> float:
    """The cosine of the angle between a normal and the way to a lamp."""
    cosine: float = nx * lamp[0] + ny * lamp[1] + nz * lamp[2]
    return cosine


@inlined
def light(
    palette: Palette,
    paint: int,
    lights: Lights,
    lit: float,
    nx: float,
    ny: float,
    nz: float,
    ex: float,
    ey: float,
    ez: float,
) -> tuple[float, float, float, float]:
    """Linear red, green, blue and opacity of a surface with normal n, seen from direction e (both of length 1)."""
    key, fill = max(ZERO, turns_to(lights.key, nx, ny, nz)), max(ZERO, turns_to(lights.fill, nx, ny, nz))
    facing = max(ZERO, nx * ex + ny * ey + nz * ez)
    mirror, surface = palette.mirror[paint], palette.surface[paint]
    diffuse = (SKY + SKY_SLOPE * ny + KEY * key * lit + FILL * fill) * (ONE - mirror)
    diffuse += mirror * surroundings(single(2) * facing * ny - ey)
    rim = (ONE - facing) ** 4 * RIM
    shine = highlight(lights, nx, ny, nz, ex, ey, ez) * palette.gloss[paint] * lit + rim
    opacity = surface[3] + (ONE - surface[3]) * min(ONE, shine * single(2))
    return surface[0] * diffuse + shine, surface[1] * diffuse + shine, surface[2] * diffuse + shine, opacity


@inlined
def highlight(lights: Lights, nx: float, ny: float, nz: float, ex: float, ey: float, ez: float) -> float:
    """The lamp's image in a glossy surface (Blinn, 1977), exponent 32."""
    hx, hy, hz = ex + lights.key[0], ey + lights.key[1], ez + lights.key[2]
    scale = ONE / single(math.sqrt(hx * hx + hy * hy + hz * hz + TINY))
    shine: float = max(ZERO, (nx * hx + ny * hy + nz * hz) * scale) ** 32
    return shine


@inlined
def surroundings(up: float) -> float:
    """The brightness that a mirror shows in a direction: a dark floor, a bright horizon, a paler sky above."""
    if up < 0:
        return GROUND + (HORIZON - GROUND) * max(ZERO, ONE + up * single(4))
    return HORIZON - single(0.45) * up
