"""The samples of one triangle.

A row is filled eight samples at a time, more than the triangle may need: what lies outside it fails the same test as
within its box, and a processor compares eight numbers as quickly as one. For that the compiler must see that places are
never negative: it would have to ask of each whether it counts from the end (`unsigned`).
"""

from brickcore.compiling import inlined
from brickcore.pictures.arrays import Floats, Layer, single, unsigned

CHUNK = 8  # samples; rows of a layer are whole chunks long
ZERO, HALF, ONE = single(0), single(0.5), single(1)
SLACK = single(2e-5)  # of a triangle's width: neighbours overlap by a hair instead of leaving a crack


@inlined
def fill(
    layer: Layer,
    screen: Floats,
    a: int,
    b: int,
    c: int,
    scale: float,
    left: int,
    right: int,
    first: int,
    last: int,
    owner: int,
    triangle: int,
) -> bool:
    """Fill one triangle's samples where it is nearest. u and v are the shares of its second and third corner."""
    ax, ay, depth = screen[0, a], screen[1, a], screen[2, a]
    ux, uy = (screen[1, c] - ay) * scale, (ax - screen[0, c]) * scale
    vx, vy = (ay - screen[1, b]) * scale, (screen[0, b] - ax) * scale
    by_u, by_v = screen[2, b] - depth, screen[2, c] - depth
    along = ux * by_u + vx * by_v
    x = single(left) + HALF - ax
    shows = False
    for row in range(first, last + 1):
        y = single(row) + HALF - ay
        u, v = ux * x + uy * y, vx * x + vy * y
        start, end = left, right
        if right - left >= CHUNK:
            start, end = row_span(u, v, ux, vx, left, right)
        here = depth + u * by_u + v * by_v
        shows |= fill_row(layer, row, left, start, end, here, along, u, ux, v, vx, owner, triangle)
    return shows


@inlined
def fill_row(
    layer: Layer,
    row: int,
    left: int,
    start: int,
    end: int,
    here: float,
    along: float,
    u: float,
    ux: float,
    v: float,
    vx: float,
    owner: int,
    triangle: int,
) -> bool:
    """Fill columns start to end, and up to seven beside them, where they lie within; whether any of them shows.

    `here`, u and v are the depth and the shares at column `left`, the others what one column more adds to them.
    """
    chunks = (end - start + CHUNK) // CHUNK
    begin = min(start, layer.depth.shape[1] - CHUNK * chunks)
    y, first = unsigned(row), unsigned(begin)
    shown = 0
    for place in range(unsigned(CHUNK * chunks)):
        x, steps = first + place, single(begin - left + place)
        depth, share_u, share_v = here + along * steps, u + ux * steps, v + vx * steps
        # "and" would jump, and what jumps is done one by one
        if (depth > layer.depth[y, x]) & (share_u >= -SLACK) & (share_v >= -SLACK) & (share_u + share_v <= ONE + SLACK):
            layer.depth[y, x] = depth
            layer.owner[y, x] = owner
            layer.triangle[y, x] = triangle
            shown += 1
    return shown > 0


@inlined
def row_span(u: float, v: float, ux: float, vx: float, left: int, right: int) -> tuple[int, int]:
    """The columns of a row that can lie within a triangle; one to either side is left for `fill_row` to judge."""
    low, high = ZERO, single(right - left)
    for share, slope in ((u, ux), (v, vx), (ONE - u - v, -ux - vx)):
        if slope > ZERO:
            low = max(low, -share / slope - ONE)
        elif slope < ZERO:
            high = min(high, -share / slope + ONE)
    if low > high:
        return left, left - 1
    return left + int(low), left + int(high)
