"""Shapes of our own, for parts without a library."""

import numpy as np
import pytest

from brickcore.geometry import Hint, PartMesh, mesh_part
from brickcore.geometry.shapes import ShapeFacts, facts_by_number, facts_by_title
from brickcore.geometry.shapes.building import build
from tests.brickcore.geometry.geometry_samples import NO_LIBRARY, volume


def known(title: str) -> PartMesh:
    return mesh_part("nobody-knows.dat", NO_LIBRARY, hint=Hint(title))


def bounds(mesh: PartMesh) -> list[list[float]]:
    rounded: list[list[float]] = np.round(mesh.bounds, 1).tolist()
    return rounded


@pytest.mark.parametrize(
    ("title", "low", "high"),
    [
        ("Brick  2 x  4", [-40, -4, -20], [40, 24, 20]),
        ("Brick  1 x  2 x  5", [-20, -4, -10], [20, 120, 10]),
        ("Plate  1 x  8", [-80, -4, -10], [80, 8, 10]),
        ("Tile  2 x  2 with Groove", [-20, 0, -20], [20, 8, 20]),
        ("Plate  1 x  2 with Groove with 1 Centre Stud", [-20, -4, -10], [20, 8, 10]),
        ("Baseplate 16 x 32", [-320, -4, -160], [320, 4, 160]),
        ("Plate  2 x  2 Corner", [-10, -4, -10], [30, 8, 30]),
        ("Slope Brick 45  2 x  1", [-10, -4, -30], [10, 24, 10]),
        ("Slope Inverted 45 2 x 2", [-20, -4, -30], [20, 24, 10]),
        ("Slope Brick 33  3 x  4 with Rough Surface", [-40, -4, -50], [40, 24, 10]),
        ("Slope Brick Curved  4 x  1", [-10, 0, -40], [10, 24, 40]),
        ("Brick  1 x  1 Round with Hollow Stud", [-10, -4, -10], [10, 24, 10]),
        ("Plate  2 x  2 Round with Axlehole", [-20, -4, -20], [20, 8, 20]),
        ("Cone  2 x  2 x  2", [-20, -4, -20], [20, 48, 20]),
        ("Dish  4 x  4 Inverted", [-40, -4, -40], [40, 16, 40]),
        ("Technic Brick  1 x  4 with Holes", [-40, -4, -10], [40, 24, 10]),
        ("Technic Beam 15", [-9, -10, -149], [9, 10, 149]),
        ("Technic, Liftarm 1 x 5 Thick", [-9, -10, -49], [9, 10, 49]),
        ("Technic Beam  2 x  4 Liftarm Bent 90", [-9, -10, -9], [29, 10, 69]),
        ("Technic Axle  4", [-39.5, -6, -6], [39.5, 6, 6]),
        ("Technic Pin Long with Friction and Slot", [-30, -8, -8], [30, 8, 8]),
        ("Technic Bush 1/2 Smooth", [-9, -9, -5], [9, 9, 5]),
        ("Technic Gear 24 Tooth", [-32.4, -32.4, -10], [32.4, 32.4, 10]),
        ("Tyre  6/ 50 x  8 Offset Tread", [-17.5, -17.5, -7.5], [17.5, 17.5, 7.5]),
        ("Bar  3L", [-4, 0, -4], [4, 60, 4]),
        ("Minifig Torso", [-19, -12, -10], [19, 32, 10]),
        ("Arch  1 x  4", [-40, -4, -10], [40, 24, 10]),
    ],
)
def test_titles_give_shapes_in_ldraws_place(title: str, low: list[float], high: list[float]) -> None:
    mesh = known(title)
    assert mesh.origin == "parametric"
    assert np.allclose(bounds(mesh), [low, high], atol=0.3)
    assert len(mesh.edges) > 0


@pytest.mark.parametrize("title", ["Hinge Plate  1 x  4 Base", "Brick  4 x  4 Facet", "Wing  3 x  6 Left"])
def test_a_size_in_the_title_makes_at_least_a_box_of_that_size(title: str) -> None:
    mesh = known(title)
    assert mesh.origin == "box"
    assert np.ptp(mesh.bounds[:, 0]) >= 40


@pytest.mark.parametrize("name", ["4-4cyli.dat", "48/2-4cylo.dat", "box5.dat", "4-4edge.dat"])
def test_a_primitive_that_a_model_stretches_has_unit_size(name: str) -> None:
    mesh = mesh_part(name, NO_LIBRARY)
    assert (mesh.origin, bounds(mesh)) == ("box", [[-1, 0, -1], [1, 1, 1]])


def test_a_size_from_elsewhere_makes_a_box_of_it() -> None:
    mesh = mesh_part("zz9.dat", NO_LIBRARY, hint=Hint("Animal Chicken", (19.6, 45.1, 39.2)))
    assert (mesh.origin, bounds(mesh)) == ("box", [[-24.5, 0, -49], [24.5, 112.8, 49]])


def test_a_part_nobody_knows_is_a_box_the_size_of_a_brick() -> None:
    mesh = mesh_part("zz9.dat", NO_LIBRARY)
    assert (mesh.origin, mesh.approximate, len(mesh.triangles), len(mesh.edges)) == ("box", True, 12, 12)
    assert bounds(mesh) == [[-10, 0, -10], [10, 24, 10]]


@pytest.mark.parametrize(
    ("number", "kind", "sizes"),
    [
        ("3001", "brick", (4, 2, 3)),
        ("3023b", "brick", (2, 1, 1)),
        ("3001p01", "brick", (4, 2, 3)),
        ("32525", "beam", (11, 1, 1)),
        ("3648b", "gear", (24, 0, 0)),
        ("2780", "pin", (-1, 1, 0)),
    ],
)
def test_numbers_are_known_with_their_variants(number: str, kind: str, sizes: tuple[float, float, float]) -> None:
    facts = facts_by_number(number)
    assert facts is not None
    assert (facts.kind, facts.sizes) == (kind, sizes)


@pytest.mark.parametrize(
    "title",
    [
        "Brick 0 x 4",
        "Plate 2 x 4 x 0",
        "Brick 0.5 x 2",
        "Brick 9999 x 9999",
        "Technic Gear 0 Tooth",
        "Bar 1/0L",
        "",
        "x",
    ],
)
def test_senseless_titles_are_boxes(title: str) -> None:
    assert known(title).origin == "box"


def test_a_stud_has_at_least_sixteen_sides() -> None:
    brick = known("Brick 1 x 1")
    top = brick.positions[np.isclose(brick.positions[:, 1], -4)]
    rim = {tuple(point) for point in np.round(top, 1).tolist() if np.hypot(point[0], point[2]) > 5}
    assert len(rim) >= 16


def test_round_sides_are_smooth() -> None:
    bar = known("Bar 4L")
    side = np.abs(bar.normals[:, 1]) < 0.1
    assert len({tuple(normal) for normal in np.round(bar.normals[side], 2).tolist()}) == 20
    assert len(bar.edges) == 40


CLOSED = [
    ShapeFacts("slope", (1, 2, 3)),
    ShapeFacts("inverted_slope", (2, 2, 3)),
    ShapeFacts("curved_slope", (1, 3, 3)),
    ShapeFacts("wedge_tile", (1, 1, 2)),
    ShapeFacts("ridge", (1, 2, 3)),
    ShapeFacts("bar", (4, 0, 0)),
    ShapeFacts("axle", (4, 0, 0)),
    ShapeFacts("round_tile", (1, 1, 1)),
    ShapeFacts("tyre", (14, 6, 8)),
    ShapeFacts("rim", (11, 12, 0)),
    ShapeFacts("gear", (8, 0, 0)),
    ShapeFacts("beam", (3, 1, 1)),
    ShapeFacts("bent_beam", (3, 5, 90)),
    ShapeFacts("bent_beam", (4, 4, 53.13)),
    ShapeFacts("technic_brick", (4, 1, 3)),
    ShapeFacts("pin", (-1, 1, 0)),
    ShapeFacts("head", (0, 0, 0)),
    ShapeFacts("brick", (2, 2, 3)),
]


@pytest.mark.parametrize("facts", CLOSED, ids=lambda facts: facts.kind)
def test_shapes_face_outward(facts: ShapeFacts) -> None:
    triangles = build(facts)
    points = triangles.reshape(-1, 3).astype(np.float32)
    size = float(np.prod(np.ptp(points, axis=0)))
    enclosed = volume(points, np.arange(len(points), dtype=np.uint32).reshape(-1, 3))
    assert 0.03 * size < enclosed < size


def test_a_title_of_no_shape_says_nothing() -> None:
    assert facts_by_title("Animal Chicken") is None
    assert facts_by_number("zz973") is None
