"""The drawn edges of parts (LDraw's line type 2), one palette row a sample, where nothing stands before them."""

from brickcore.compiling import inlined, kernel
from brickcore.pictures.arrays import (
    NOTHING,
    Bytes,
    Floats,
    Instances,
    Integers,
    Layer,
    Shapes,
    Sighting,
    single,
    unsigned,
)
from brickcore.pictures.hiding import is_hidden, is_run_hidden
from brickcore.pictures.runs import RUN
from brickcore.pictures.visibility import CLOSER

ONE = single(1)
OVERDRAW = 100  # samples that may be walked for each sample of a band; models of 5,000 parts take three


@kernel
def draw_lines(
    lines: Integers,
    layer: Layer,
    sighting: Sighting,
    instances: Instances,
    shapes: Shapes,
    drawn: Bytes,
    lift: float,
    is_thick: bool,
    top: int,
    bottom: int,
) -> None:
    """Draw the edges of all instances with drawn[i] into rows top to bottom - 1 of `lines`, nearest instances first.

    `lift` brings lines that share of their distance nearer, out of the faces that they border. A band has a budget of
    samples here too.
    """
    budget = OVERDRAW * (bottom - top) * layer.depth.shape[1]
    for i in sighting.order:
        if budget <= 0:
            break
        if drawn[i] == 0 or sighting.boxes[i, 1] >= bottom or sighting.boxes[i, 3] < top:
            continue
        part, view, paint = instances.parts[i], sighting.views[i], instances.paints[i]
        begin, end = shapes.starts[part, 2], shapes.starts[part + 1, 2]
        for box in range(shapes.starts[part, 4], shapes.starts[part + 1, 4]):
            if is_run_hidden(layer.blocks, view, shapes.edge_boxes[box], lift * CLOSER, top, bottom):
                continue
            first = begin + (box - shapes.starts[part, 4]) * RUN
            for edge in range(first, min(first + RUN, end)):
                budget -= draw_line(lines, layer, view, shapes.edges[edge], paint, lift, is_thick, top, bottom)


@inlined
def draw_line(
    lines: Integers,
    layer: Layer,
    view: Floats,
    ends: Floats,
    paint: int,
    lift: float,
    is_thick: bool,
    top: int,
    bottom: int,
) -> int:
    """Draw one edge, and answer how many samples were walked."""
    ax, ay, az = on_screen(view, ends[0], ends[1], ends[2])
    bx, by, bz = on_screen(view, ends[3], ends[4], ends[5])
    if max(ay, by) < top or min(ay, by) >= bottom:
        return 0
    if is_line_hidden(layer, ax, ay, bx, by, max(az, bz) * lift, top, bottom):
        return 0
    walk(lines, layer.depth, ax, ay, az * lift, bx, by, bz * lift, paint, is_thick, top, bottom)
    return int(max(abs(bx - ax), abs(by - ay))) + 1


@inlined
def is_line_hidden(
    layer: Layer, ax: float, ay: float, bx: float, by: float, nearest: float, top: int, bottom: int
) -> bool:
    """Whether all blocks that a line may cross show something nearer; a thick one takes a sample above and beside."""
    columns = layer.depth.shape[1]
    left, right = max(int(min(ax, bx)) - 1, 0), min(int(max(ax, bx)), columns - 1)
    first, last = max(int(min(ay, by)) - 1, top), min(int(max(ay, by)), bottom - 1)
    return is_hidden(layer.blocks, left, first, right, last, nearest * CLOSER)


@inlined
def on_screen(view: Floats, x: float, y: float, z: float) -> tuple[float, float, float]:
    """Column, row and 1 / w of a point."""
    depth = ONE / (view[2, 0] * x + view[2, 1] * y + view[2, 2] * z + view[2, 3])
    column = (view[0, 0] * x + view[0, 1] * y + view[0, 2] * z + view[0, 3]) * depth
    return column, (view[1, 0] * x + view[1, 1] * y + view[1, 2] * z + view[1, 3]) * depth, depth


@inlined
def walk(
    lines: Integers,
    depth: Floats,
    ax: float,
    ay: float,
    az: float,
    bx: float,
    by: float,
    bz: float,
    paint: int,
    is_thick: bool,
    top: int,
    bottom: int,
) -> None:
    """Mark the samples of one line, one or two samples wide, that no line has taken yet and no face hides."""
    columns = depth.shape[1]
    is_flat = abs(bx - ax) > abs(by - ay)
    steps = int(max(abs(bx - ax), abs(by - ay))) + 1
    share = ONE / single(steps)
    beside, above = (0, 1) if is_flat else (1, 0)
    for step in range(steps + 1):
        along = single(step) * share
        x, y = int(ax + (bx - ax) * along), int(ay + (by - ay) * along)
        z = az + (bz - az) * along
        mark(lines, depth, x, y, z, paint, columns, top, bottom)
        if is_thick:
            mark(lines, depth, x - beside, y - above, z, paint, columns, top, bottom)


@inlined
def mark(
    lines: Integers, depth: Floats, x: int, y: int, z: float, paint: int, columns: int, top: int, bottom: int
) -> None:
    """Mark one sample, if it lies in the band."""
    if not (0 <= x < columns and top <= y < bottom):
        return
    row, column = unsigned(y), unsigned(x)
    if z >= depth[row, column] and lines[row, column] == NOTHING:
        lines[row, column] = paint
