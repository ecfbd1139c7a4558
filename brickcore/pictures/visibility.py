"""Which triangle each sample shows: a z-buffer that remembers owners, in bands of rows.

Every band is drawn whole by one thread, so neither the number of threads nor their pace can change a single sample.
Parts come nearest first, and a part whose box lies behind what already fills its blocks is passed over. So is a run of
its triangles, and a triangle.

A pile of parts on one spot would be drawn over and over, so each band has a budget. What is left when it is spent lies
behind, or among, hundreds of layers that are drawn already.
"""

from brickcore.compiling import inlined, kernel
from brickcore.pictures.arrays import Bytes, Floats, Indices, Instances, Layer, Offsets, Shapes, Sighting, single
from brickcore.pictures.filling import fill
from brickcore.pictures.hiding import is_hidden, is_run_hidden, refresh_blocks
from brickcore.pictures.runs import RUN

HALF, ONE = single(0.5), single(1)
LEAST_AREA = single(1e-6)  # in samples; less shows nothing, and its reciprocal is no use
CLOSER = single(1.0001)  # depths are rounded, and no sample may come out nearer than its triangle
OVERDRAW = 500  # samples that may be looked at for each sample of a band; models of 5,000 parts take twenty


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
        part, view = instances.parts[i], sighting.views[i]
        project(shapes.positions, shapes.starts[part, 0], shapes.starts[part + 1, 0], view, screen)
        shows, budget = draw_runs(
            layer, shapes, ranges[i], screen, view, part, i, instances.facing[i], top, bottom, budget
        )
        if shows:
            seen[i] = 1
            refresh_blocks(layer, left, first, right, last)


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
def draw_runs(
    layer: Layer,
    shapes: Shapes,
    span: Offsets,
    screen: Floats,
    view: Floats,
    part: int,
    owner: int,
    facing: float,
    top: int,
    bottom: int,
    budget: int,
) -> tuple[bool, int]:
    """Draw one instance's triangles from its projected vertices, run by run, as long as the budget lasts.

    Whether any of them shows, and what is left of the budget.
    """
    shows = False
    begin, box = shapes.starts[part, 1], shapes.starts[part, 3]
    is_one = shapes.starts[part + 1, 3] - box == 1  # its box is the part's
    for run in range((span[0] - begin) // RUN, (span[1] - begin - 1) // RUN + 1):
        if not is_one and is_run_hidden(layer.blocks, view, shapes.triangle_boxes[box + run], CLOSER, top, bottom):
            continue
        first, last = max(span[0], begin + run * RUN), min(span[1], begin + run * RUN + RUN)
        is_seen, budget = draw_triangles(
            layer, shapes.triangles, first, last, screen, owner, facing, top, bottom, budget
        )
        shows |= is_seen
        if budget <= 0:
            break
    return shows, budget


@inlined
def draw_triangles(
    layer: Layer,
    triangles: Indices,
    begin: int,
    end: int,
    screen: Floats,
    owner: int,
    facing: float,
    top: int,
    bottom: int,
    budget: int,
) -> tuple[bool, int]:
    """Draw triangles begin to end - 1, those that face the eye, as long as the budget lasts; answers as `draw_runs`."""
    shows = False
    width = layer.depth.shape[1]
    for t in range(begin, end):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        ax, bx, cx = screen[0, a], screen[0, b], screen[0, c]
        ay, by, cy = screen[1, a], screen[1, b], screen[1, c]
        area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
        if (area * facing if facing != 0 else abs(area)) < LEAST_AREA:
            continue
        left = max(up(min(ax, bx, cx) - HALF), 0)
        right = min(down(max(ax, bx, cx) - HALF), width - 1)
        if left > right:
            continue
        first = max(up(min(ay, by, cy) - HALF), top)
        last = min(down(max(ay, by, cy) - HALF), bottom - 1)
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
def up(place: float) -> int:
    """The next whole number. In a kernel math.ceil is a call, which costs a triangle more than its box does."""
    whole = int(place)
    return whole + 1 if single(whole) < place else whole


@inlined
def down(place: float) -> int:
    """The whole number before."""
    whole = int(place)
    return whole - 1 if single(whole) > place else whole
