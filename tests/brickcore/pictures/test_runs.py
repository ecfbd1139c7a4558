"""Runs of triangles and edges: passing over them changes no picture."""

from itertools import product

import numpy as np
import numpy.typing as npt
import pytest

from brickcore.pictures import render
from brickcore.pictures.meshes import pack_shapes
from brickcore.pictures.runs import RUN
from tests.brickcore.pictures.picture_scenes import COLOURS, RED, Shape, box, place

PLACES = [(x * 50.0, y * 50.0, z * 50.0) for x, y, z in product((-1, 0, 1), repeat=3)]


def joined(shape: Shape, places: list[tuple[float, float, float]]) -> Shape:
    """The same shape at many places, as one mesh."""
    step, count = len(shape.positions), len(places)

    def at_each(corners: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
        return np.concatenate([corners + i * step for i in range(count)]).astype(np.uint32)

    return Shape(
        positions=np.concatenate([shape.positions + np.array(where, np.float32) for where in places]),
        normals=np.tile(shape.normals, (count, 1)),
        triangles=at_each(shape.triangles),
        triangle_colours=np.tile(shape.triangle_colours, count),
        edges=at_each(shape.edges),
    )


@pytest.mark.parametrize("angles", [(-34.0, 28.0), (10.0, -15.0), (90.0, 0.0), (0.0, 90.0)])
def test_part_of_many_runs_looks_like_its_pieces(angles: tuple[float, float]) -> None:
    piece = box(40, 24, 40, edges=True)
    whole = joined(piece, PLACES)
    assert len(whole.triangles) > 4 * RUN
    assert len(whole.edges) > 4 * RUN
    view = {"azimuth": angles[0], "elevation": angles[1], "size": (200, 150)}

    pieces = render(place(*[("piece", RED, where) for where in PLACES]), {"piece": piece}, COLOURS, **view)  # type: ignore[arg-type]
    one = render(place(("whole", RED, (0, 0, 0))), {"whole": whole}, COLOURS, ground_shadow=True, **view)  # type: ignore[arg-type]
    # what lies under the whole is one box instead of many, so only what is solid can be compared
    solid = (pieces[..., 3] == 255) & (one[..., 3] == 255)
    assert solid.mean() > 0.2
    assert (pieces[solid] != one[solid]).any(axis=1).mean() < 0.001


def test_boxes_of_runs_hold_what_they_name_and_no_more() -> None:
    first, second = box(40, 24, 40, edges=True), joined(box(8, 8, 8, edges=True), PLACES)
    shapes = pack_shapes([first, second], {}, frozenset()).shapes

    counts = [(2 - 1, 1), (-(-27 * 12 // RUN), -(-27 * 24 // RUN))]
    np.testing.assert_array_equal(np.diff(shapes.starts[:, 3:], axis=0), counts)
    np.testing.assert_array_equal(shapes.triangle_boxes[0], [[-20, -12, -20], [20, 12, 20]])
    corners = second.positions[second.triangles[RUN : 2 * RUN]].reshape(-1, 3)
    np.testing.assert_array_equal(shapes.triangle_boxes[2], [corners.min(axis=0), corners.max(axis=0)])
    ends = second.positions[second.edges[-(27 * 24 % RUN) :]].reshape(-1, 3)
    np.testing.assert_array_equal(shapes.edge_boxes[-1], [ends.min(axis=0), ends.max(axis=0)])
