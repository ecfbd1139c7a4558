"""Which triangle each sample shows: a z-buffer that remembers owners, in bands of rows.

Every band is drawn whole by one thread, so neither the number of threads nor their pace can change a single sample.
Parts come nearest first, and a part whose box lies behind what already fills its blocks is passed over
(hierarchical z-buffer visibility: Greene, Kass and Miller, 1993). So is a triangle.

A pile of parts on one spot would be drawn over and over, so each band has a budget. What is left when it is spent lies
behind, or among, hundreds of layers that are drawn already.
"""

import math

from brickcore.compiling import inlined, kernel
from brickcore.pictures.arrays import Bytes, Floats, Indices, Instances, Layer, Offsets, Shapes, Sighting, single

BLOCK = 8
ZERO, HALF, ONE = single(0), single(0.5), single(1)
SLACK = single(2e-5)  # of a triangle's width: neighbours overlap by a hair instead of leaving a crack
LEAST_AREA = single(1e-6)  # in samples; less shows nothing, and its reciprocal is no use
CLOSER = single(1.0001)  # depths are rounded, and no sample may come out nearer than its triangle
OVERDRAW = 500  # samples that may be looked at for each sample of a band; models of 5,000 parts take twenty
NARROW = 8  # samples; wider triangles are worth finding their span in each row


@kernel
def draw_band(
    layer: Layer,
    sighting: Sighting,
    instances: Instances,
    shapes: Shapes,
    ranges: Offsets,
    top: int,
    bottom: int,
    seen: Bytes,
    screen: Floats,
) -> None:
    """Draw triangles ranges[i, 0] to ranges[i, 1] - 1 of every instance i into rows top to bottom - 1.

    `seen` (n,) marks those that show; `screen` (3, vertices of the largest part) is room to work in.
    """
    budget = OVERDRAW * (bottom - top) * layer.depth.shape[1]
    for i in sighting.order:
        left, right = sighting.boxes[i, 0], sighting.boxes[i, 2]
        first, last = max(sighting.boxes[i, 1], top), min(sighting.boxes[i, 3], bottom - 1)
        if first > last or ranges[i, 0] == ranges[i, 1]:
            continue
        if is_hidden(layer.blocks, left, first, right, last, sighting.nearest[i]):
            continue
        if budget <= 0:
            break
        part = instances.parts[i]
        start, end = shapes.starts[part, 0], shapes.starts[part + 1, 0]
        project(shapes.positions, start, end, sighting.views[i], screen)
        shows, budget = draw_triangles(
            layer, shapes.triangles, ranges[i], screen, i, instances.facing[i], top, bottom, budget
        )
        if shows:
            seen[i] = 1
            refresh_blocks(layer, left, first, right, last)


@inlined
def is_hidden(blocks: Floats, left: int, top: int, right: int, bottom: int, nearest: float) -> bool:
    """Whether every block of the box already shows something nearer."""
    for row in range(top // BLOCK, bottom // BLOCK + 1):
        for column in range(left // BLOCK, right // BLOCK + 1):
            if blocks[row, column] <= nearest:
                return False
    return True


@inlined
def refresh_blocks(layer: Layer, left: int, top: int, right: int, bottom: int) -> None:
    """Find the farthest depth of each block of the box again."""
    for row in range(top // BLOCK, bottom // BLOCK + 1):
        for column in range(left // BLOCK, right // BLOCK + 1):
            farthest = layer.depth[row * BLOCK, column * BLOCK]
            for y in range(row * BLOCK, row * BLOCK + BLOCK):
                for x in range(column * BLOCK, column * BLOCK + BLOCK):
                    farthest = min(farthest, layer.depth[y, x])
            layer.blocks[row, column] = farthest


@inlined
def project(positions: Floats, start: int, end: int, view: Floats, screen: Floats) -> None:
    """Take a part's vertices to column, row and 1 / w. The eye stands outside the model's box: w is never near 0."""
    for i in range(end - start):
        x, y, z = positions[0, start + i], positions[1, start + i], positions[2, start + i]
        depth = ONE / (view[2, 0] * x + view[2, 1] * y + view[2, 2] * z + view[2, 3])
        screen[0, i] = (view[0, 0] * x + view[0, 1] * y + view[0, 2] * z + view[0, 3]) * depth
        screen[1, i] = (view[1, 0] * x + view[1, 1] * y + view[1, 2] * z + view[1, 3]) * depth
        screen[2, i] = depth


@inlined
def draw_triangles(
    layer: Layer,
    triangles: Indices,
    span: Offsets,
    screen: Floats,
    owner: int,
    facing: float,
    top: int,
    bottom: int,
    budget: int,
) -> tuple[bool, int]:
    """Draw one instance's triangles that face the eye from its projected vertices, as long as the budget lasts.

    Whether any of them shows, and what is left of the budget.
    """
    shows = False
    width = layer.depth.shape[1]
    for t in range(span[0], span[1]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        ax, bx, cx = screen[0, a], screen[0, b], screen[0, c]
        ay, by, cy = screen[1, a], screen[1, b], screen[1, c]
        area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
        if (area * facing if facing != 0 else abs(area)) < LEAST_AREA:
            continue
        left = max(math.ceil(min(ax, bx, cx) - HALF), 0)
        right = min(math.floor(max(ax, bx, cx) - HALF), width - 1)
        if left > right:
            continue
        first = max(math.ceil(min(ay, by, cy) - HALF), top)
        last = min(math.floor(max(ay, by, cy) - HALF), bottom - 1)
        if first > last:
            continue
        nearest = max(screen[2, a], screen[2, b], screen[2, c]) * CLOSER
        if is_hidden(layer.blocks, left, first, right, last, nearest):
            continue
        shows |= fill(layer, screen, a, b, c, ONE / area, left, right, first, last, owner, t)
        budget -= (right - left + 1) * (last - first + 1)
        if budget <= 0:
            break
    return shows, budget


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
        if right - left > NARROW:
            start, end = row_span(u, v, ux, vx, left, right)
        here = depth + u * by_u + v * by_v
        for column in range(start, end + 1):
            steps = single(column - left)
            nearer = here + along * steps > layer.depth[row, column]
            if nearer and is_inside(u + ux * steps, v + vx * steps):
                layer.depth[row, column] = here + along * steps
                layer.owner[row, column] = owner
                layer.triangle[row, column] = triangle
                shows = True
    return shows


@inlined
def is_inside(u: float, v: float) -> bool:
    """Whether these shares lie within the triangle, give or take a hair."""
    return u >= -SLACK and v >= -SLACK and u + v <= ONE + SLACK


@inlined
def row_span(u: float, v: float, ux: float, vx: float, left: int, right: int) -> tuple[int, int]:
    """The columns of a row that can lie within a triangle; one to either side is left for `is_inside` to judge."""
    low, high = ZERO, single(right - left)
    for share, slope in ((u, ux), (v, vx), (ONE - u - v, -ux - vx)):
        if slope > ZERO:
            low = max(low, -share / slope - ONE)
        elif slope < ZERO:
            high = min(high, -share / slope + ONE)
    if low > high:
        return left, left - 1
    return left + int(low), left + int(high)
