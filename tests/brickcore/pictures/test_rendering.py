"""What pictures show: colours, opacity, light, lines and glass, on scenes whose answer is known."""

import numpy as np
import pytest

from brickcore.errors import BrickError, HostileFile
from brickcore.pictures import render, render_part, scene
from tests.brickcore.pictures.picture_scenes import BLUE_GLASS, CHROME, COLOURS, RED, WHITE, Shape, box, centre, place

SIZE = (96, 72)


def test_box_from_above_has_its_own_colour_and_nothing_around_it() -> None:
    picture = render(place(("box", RED, (0, 0, 0))), {"box": box(40, 24, 40)}, COLOURS, SIZE, elevation=90)

    red, green, blue, opacity = centre(picture)
    assert opacity == 255
    assert abs(red - 200) < 25
    assert green < 70
    assert blue < 70
    assert picture[0].max() == 0
    assert picture[-1].max() == 0


def test_model_fills_the_picture_and_stands_in_its_middle() -> None:
    picture = render(
        place(("box", RED, (900, -300, 77))), {"box": box(40, 24, 80)}, COLOURS, (200, 150), ground_shadow=False
    )

    rows, columns = np.nonzero(picture[:, :, 3])
    assert columns.min() + columns.max() == pytest.approx(199, abs=2)
    assert rows.min() + rows.max() == pytest.approx(149, abs=2)
    assert columns.max() - columns.min() > 0.9 * 200 or rows.max() - rows.min() > 0.9 * 150


def test_picture_does_not_depend_on_where_the_model_stands() -> None:
    here = render(place(("box", RED, (0, 0, 0))), {"box": box(40, 24, 80)}, COLOURS, SIZE)
    far = render(place(("box", RED, (64000, -32000, 128000))), {"box": box(40, 24, 80)}, COLOURS, SIZE)

    assert np.array_equal(here, far)


def test_minus_y_is_up_and_minus_z_is_the_front() -> None:
    model = place(("box", RED, (0, -100, 0)), ("box", WHITE, (0, 0, -100)), ("box", BLUE_GLASS, (100, 0, 100)))
    picture = render(model, {"box": box(30, 30, 30)}, COLOURS, (200, 200), azimuth=0, elevation=40)

    is_red = (picture[:, :, 0] > 2 * picture[:, :, 2].astype(int)) & (picture[:, :, 3] == 255)
    is_white = (picture.min(axis=2) > 120) & (picture[:, :, 3] == 255)
    is_blue = (picture[:, :, 2] > 2 * picture[:, :, 0].astype(int)) & (picture[:, :, 3] > 0)
    (red_row, _), (white_row, white_column), (_, blue_column) = (
        np.argwhere(mask).mean(axis=0) for mask in (is_red, is_white, is_blue)
    )
    assert red_row < white_row
    assert white_column < blue_column


def test_nearer_part_hides_what_is_behind_it() -> None:
    model = place(("box", RED, (0, 0, 0)), ("box", WHITE, (0, -100, 0)))
    picture = render(model, {"box": box(40, 24, 40)}, COLOURS, SIZE, elevation=90)

    red, green, _, _ = centre(picture)
    assert green > 0.9 * red


def test_glass_lets_the_colour_behind_through() -> None:
    behind = render(place(("box", WHITE, (0, 50, 0))), {"box": box(40, 4, 40)}, COLOURS, SIZE, elevation=90)
    model = place(("box", WHITE, (0, 50, 0)), ("box", BLUE_GLASS, (0, 0, 0)))
    through = render(model, {"box": box(40, 4, 40)}, COLOURS, SIZE, elevation=90)
    on_red = render(
        place(("box", RED, (0, 50, 0)), ("box", BLUE_GLASS, (0, 0, 0))),
        {"box": box(40, 4, 40)},
        COLOURS,
        SIZE,
        elevation=90,
    )

    assert centre(through)[3] == 255
    assert centre(through)[0] < centre(behind)[0] - 40
    assert centre(through)[1] > centre(on_red)[1] + 30


def test_glass_alone_is_partly_transparent() -> None:
    picture = render(place(("box", BLUE_GLASS, (0, 0, 0))), {"box": box(40, 4, 40)}, COLOURS, SIZE, elevation=90)

    red, _, blue, opacity = centre(picture)
    assert 110 < opacity < 200
    assert blue > red + 50


def test_part_can_bring_clear_and_solid_triangles_of_its_own() -> None:
    parts = {"solid": box(40, 4, 40, colour=WHITE), "clear": box(40, 4, 40, colour=BLUE_GLASS)}

    solid = render(place(("solid", BLUE_GLASS, (0, 0, 0))), parts, COLOURS, SIZE, elevation=90)
    clear = render(place(("clear", RED, (0, 0, 0))), parts, COLOURS, SIZE, elevation=90)

    assert centre(solid)[3] == 255
    assert min(centre(solid)[:3]) > 180
    assert centre(clear)[3] < 200
    assert centre(clear)[2] > centre(clear)[0]


def test_direct_colours_are_drawn_as_they_are_spelled() -> None:
    picture = render_part(box(40, 24, 40), 0x200FF00, COLOURS, size=64)

    red, green, blue, _ = centre(picture)
    assert green > 100
    assert max(red, blue) < green / 2


def test_mirrored_part_shows_its_outside() -> None:
    shape = box(40, 24, 40)
    plain = render(place(("box", RED, (0, 0, 0))), {"box": shape}, COLOURS, SIZE)
    mirrored = render(place(("box", RED, (0, 0, 0)), turn=np.diag([-1, 1, 1])), {"box": shape}, COLOURS, SIZE)

    assert np.abs(plain.astype(int) - mirrored).max() <= 2


def test_back_faces_are_not_drawn() -> None:
    shape = box(40, 24, 40)
    inside_out = Shape(
        shape.positions, -shape.normals, shape.triangles[:, ::-1].copy(), shape.triangle_colours, shape.edges
    )
    picture = render(place(("box", WHITE, (0, 0, 0))), {"box": inside_out}, COLOURS, SIZE, elevation=90)

    assert min(centre(picture)[:3]) > 230  # the inside of its floor
    assert picture[5, 48, 0] < 200  # the inside of a wall, which the roof would have hidden


def test_lamp_leaves_a_shadow() -> None:
    parts = {"floor": box(400, 4, 400), "cube": box(60, 60, 60)}
    lit = render(place(("floor", WHITE, (0, 0, 0))), parts, COLOURS, (160, 120))
    shaded = render(place(("floor", WHITE, (0, 0, 0)), ("cube", RED, (0, -120, 0))), parts, COLOURS, (160, 120))

    grey = (np.ptp(shaded[:, :, :3], axis=2) < 8) & (shaded[:, :, 3] == 255)
    assert lit[60, 80, 0] > 200
    assert np.sum(grey & (shaded[:, :, 0] < lit[60, 80, 0] - 40)) > 100


def test_corner_between_two_boxes_is_darker_than_open_floor() -> None:
    parts = {"floor": box(400, 4, 400), "wall": box(400, 120, 4)}
    model = place(("floor", WHITE, (0, 0, 0)), ("wall", WHITE, (0, -60, 100)))
    picture = render(model, parts, COLOURS, (160, 120), azimuth=0, elevation=60)

    column = picture[:, 80, 0].astype(int)
    floor = column[90]
    assert column[30:90].min() < floor - 20


def test_edges_are_drawn_over_faces() -> None:
    model = place(("box", WHITE, (0, 0, 0)))
    plain = render(model, {"box": box(40, 24, 40)}, COLOURS, SIZE)
    lined = render(model, {"box": box(40, 24, 40, edges=True)}, COLOURS, SIZE)

    darker = (plain[:, :, 0].astype(int) - lined[:, :, 0] > 60) & (lined[:, :, 3] == 255)
    assert 60 < darker.sum() < 600


def test_edges_fade_as_the_model_shrinks() -> None:
    def ink(width: int) -> float:
        shape, bare = box(400, 240, 400, edges=True), box(400, 240, 400)
        model = place(("box", WHITE, (0, 0, 0)))
        lined, plain = (render(model, {"box": one}, COLOURS, (width, width))[:, :, 0] for one in (shape, bare))
        return float((plain.astype(int) - lined).max())

    assert ink(64) < ink(512) - 20


def test_chrome_is_brighter_at_its_horizon_than_paint() -> None:
    shape = box(40, 24, 40)
    chrome, white = (render_part(shape, code, COLOURS, size=64) for code in (CHROME, WHITE))

    assert not np.array_equal(chrome, white)
    assert np.ptp(chrome[chrome[:, :, 3] == 255][:, 0].astype(int)) > 60


@pytest.mark.parametrize("threads", [2, 3, 4])
def test_bytes_do_not_depend_on_threads(threads: int) -> None:
    generator = np.random.default_rng(7)
    places = [("box", code, tuple(generator.uniform(-300, 300, 3))) for code in (RED, WHITE, BLUE_GLASS) * 60]
    model, meshes = place(*places), {"box": box(60, 24, 40, edges=True)}
    size = (320, 240)

    alone = render(model, meshes, COLOURS, size, threads=1)
    together = render(model, meshes, COLOURS, size, threads=threads)

    assert np.array_equal(alone, together)


def test_part_pictures_are_square_and_repeatable() -> None:
    shape = box(40, 24, 40, edges=True)

    first, second = (render_part(shape, RED, COLOURS, size=48) for _ in range(2))

    assert first.shape == (48, 48, 4)
    assert np.array_equal(first, second)


def test_model_leaves_a_soft_shadow_on_the_ground_and_nowhere_else() -> None:
    model, meshes = place(("box", WHITE, (0, 0, 0))), {"box": box(40, 24, 40)}
    bare = render(model, meshes, COLOURS, (160, 120), ground_shadow=False)
    shaded = render(model, meshes, COLOURS, (160, 120))

    ground = (bare[:, :, 3] == 0) & (shaded[:, :, 3] > 0)
    assert ground.sum() > 200
    assert shaded[ground][:, :3].max() == 0
    assert 30 < shaded[ground][:, 3].max() < 128
    assert np.array_equal(shaded[bare[:, :, 3] == 255], bare[bare[:, :, 3] == 255])
    assert max(shaded[edge][..., 3].max() for edge in (0, -1, np.s_[:, 0], np.s_[:, -1])) == 0


def test_what_hangs_high_leaves_less_shadow() -> None:
    def darkest(height: float) -> int:
        model = place(("box", WHITE, (-200, 0, 0)), ("box", WHITE, (200, -height, 0)))
        bare, shaded = (
            render(model, {"box": box(40, 24, 40)}, COLOURS, (160, 120), ground_shadow=shadow)[:, 90:]
            for shadow in (False, True)
        )
        return int(shaded[bare[:, :, 3] == 0][:, 3].max())

    assert darkest(0) > darkest(60) > 0


def test_ground_seen_from_below_has_no_shadow() -> None:
    model, meshes = place(("box", WHITE, (0, 0, 0))), {"box": box(40, 24, 40)}

    without, with_shadow = (
        render(model, meshes, COLOURS, SIZE, elevation=-30, ground_shadow=shadow) for shadow in (False, True)
    )

    assert np.array_equal(without, with_shadow)


def test_nothing_to_draw_gives_an_empty_picture() -> None:
    empty = Shape(
        np.zeros((0, 3), np.float32),
        np.zeros((0, 3), np.float32),
        np.zeros((0, 3), np.uint32),
        np.zeros(0, np.int32),
        np.zeros((0, 2), np.uint32),
    )
    model = place(("box", RED, (0, 0, 0)))

    for meshes in ({}, {"box": empty}):
        picture = render(model, meshes, COLOURS, SIZE)
        assert picture.shape == (72, 96, 4)
        assert picture.max() == 0


def test_placement_of_no_size_draws_nothing_and_harms_nothing() -> None:
    picture = render(place(("box", RED, (0, 0, 0)), turn=np.zeros((3, 3))), {"box": box(40, 24, 40)}, COLOURS, SIZE)

    assert picture.max() == 0


def test_flattened_part_is_drawn_from_both_sides() -> None:
    flat = place(("box", RED, (0, 0, 0)), turn=np.diag([1.0, 0.0, 1.0]))

    for elevation in (90, -90):
        picture = render(flat, {"box": box(40, 24, 40)}, COLOURS, SIZE, elevation=elevation)
        assert centre(picture)[3] == 255


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e300])
def test_placements_that_are_nowhere_are_left_out(bad: float) -> None:
    meshes = {"box": box(40, 24, 40)}
    good = place(("box", RED, (0, 0, 0)))
    mixed = place(("box", RED, (0, 0, 0)), ("box", WHITE, (bad, 0, 0)))

    assert np.array_equal(render(mixed, meshes, COLOURS, SIZE), render(good, meshes, COLOURS, SIZE))


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1e30])
def test_part_that_is_nowhere_is_left_out(bad: float) -> None:
    broken = box(40, 24, 40)
    broken.positions[3, 1] = bad

    assert render(place(("box", RED, (0, 0, 0))), {"box": broken}, COLOURS, SIZE).max() == 0


def test_normals_that_are_no_numbers_are_drawn_dark() -> None:
    broken = box(40, 24, 40)
    broken.normals[:] = np.nan

    picture = render(place(("box", RED, (0, 0, 0))), {"box": broken}, COLOURS, SIZE, elevation=90)

    assert centre(picture) == (0, 0, 0, 255)


def test_extreme_but_possible_coordinates_are_drawn() -> None:
    model = place(("box", RED, (9e6, 9e6, -9e6)), ("box", RED, (-9e6, 0, 0)), turn=np.diag([9e6, 1e-9, 9e6]))

    picture = render(model, {"box": box(1e6, 1e-6, 1e6)}, COLOURS, SIZE)

    assert picture.shape == (72, 96, 4)


def test_mesh_that_points_at_missing_vertices_is_refused() -> None:
    broken = box(40, 24, 40)
    broken.triangles[0, 0] = 4_000_000_000

    with pytest.raises(BrickError) as caught:
        render(place(("box", RED, (0, 0, 0))), {"box": broken}, COLOURS, SIZE)
    assert caught.value.code == "BROKEN_MESH"


def test_edges_that_point_at_missing_vertices_are_refused() -> None:
    broken = box(40, 24, 40, edges=True)
    broken.edges[0, 0] = 99

    with pytest.raises(BrickError) as caught:
        render(place(("box", RED, (0, 0, 0))), {"box": broken}, COLOURS, SIZE)
    assert caught.value.code == "BROKEN_MESH"


@pytest.mark.parametrize("size", [(0, 10), (-5, 10), (7, 7), (5000, 10), (4096, 4096)])
def test_size_beyond_reason_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(BrickError) as caught:
        render(place(("box", RED, (0, 0, 0))), {"box": box(40, 24, 40)}, COLOURS, size)
    assert caught.value.code == "PICTURE_SIZE"
    assert "4096" in caught.value.hint


def test_more_triangles_than_can_be_drawn_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scene, "MOST_TRIANGLES", 23)

    with pytest.raises(HostileFile) as caught:
        render(place(("box", RED, (0, 0, 0)), ("box", RED, (9, 0, 0))), {"box": box(4, 4, 4)}, COLOURS, SIZE)
    assert caught.value.code == "TOO_MANY_TRIANGLES"
    assert "24 triangles" in caught.value.message


@pytest.mark.parametrize("size", [(8, 8), (9, 31), (101, 13)])
def test_odd_sizes_are_drawn_whole(size: tuple[int, int]) -> None:
    picture = render(place(("box", RED, (0, 0, 0))), {"box": box(40, 24, 40, edges=True)}, COLOURS, size)

    assert picture.shape == (size[1], size[0], 4)
    assert centre(picture)[3] == 255


@pytest.mark.parametrize(("azimuth", "elevation"), [(np.nan, 30.0), (30.0, np.inf)])
def test_angles_that_are_no_numbers_are_refused(azimuth: float, elevation: float) -> None:
    model, meshes = place(("box", RED, (0, 0, 0))), {"box": box(40, 24, 40)}
    with pytest.raises(BrickError) as caught:
        render(model, meshes, COLOURS, SIZE, azimuth=azimuth, elevation=elevation)
    assert caught.value.code == "PICTURE_ANGLE"


@pytest.mark.parametrize("elevation", [-90, -89.99, 0, 89.99, 90, 450])
def test_every_elevation_shows_the_model(elevation: float) -> None:
    picture = render(place(("box", RED, (0, 0, 0))), {"box": box(40, 24, 40)}, COLOURS, SIZE, elevation=elevation)

    assert centre(picture)[3] == 255


def test_pile_on_one_spot_looks_like_one_part() -> None:
    shape = {"box": box(40, 24, 40, edges=True)}
    one = render(place(("box", RED, (0, 0, 0))), shape, COLOURS, (64, 48))
    pile = render(place(*[("box", RED, (0, 0, 0))] * 5000), shape, COLOURS, (64, 48))

    np.testing.assert_array_equal(pile, one)


def test_pile_is_drawn_no_longer_than_its_budget_lasts() -> None:
    front, behind = [("box", RED, (0, 0, 0))] * 5000, ("box", WHITE, (60, 0, 60))
    shape = {"box": box(40, 24, 40)}

    def whites(count: int) -> int:
        picture = render(place(*front[:count], behind), shape, COLOURS, (64, 48), ground_shadow=False)
        return int((picture[..., 1] > 100).sum())

    assert whites(1) > 100
    assert whites(5000) == 0


def test_part_far_behind_a_wall_changes_no_pixel() -> None:
    shapes = {"wall": box(400, 400, 4, edges=True), "box": box(20, 20, 20, edges=True)}
    hidden = [("box", WHITE, (x * 30.0, y * 30.0, 60.0)) for x in range(-3, 4) for y in range(-3, 4)]
    wall = ("wall", RED, (0.0, 0.0, 0.0))
    view = {"azimuth": 0.0, "elevation": 0.0, "ground_shadow": False}
    deep = ("box", WHITE, (0.0, 0.0, 70.0))  # both models reach as far back, so both are seen from the same place

    many = render(place(wall, deep, *hidden), shapes, COLOURS, (96, 96), **view)  # type: ignore[arg-type]
    few = render(place(wall, deep), shapes, COLOURS, (96, 96), **view)  # type: ignore[arg-type]
    np.testing.assert_array_equal(many, few)
