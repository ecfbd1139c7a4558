import numpy as np

from brickcore.formats import read
from brickcore.layout import flatten
from tests.ldraw_text import mpd, ref

QUARTER = "0 0 1 0 1 0 -1 0 0"  # a quarter turn about y: x goes to -z, z goes to x


def test_placements_come_in_building_order_with_inherited_colours() -> None:
    data = mpd(
        main=[ref("1.dat", 1), ref("sub.ldr", 4), ref("2.dat", 2), ref("sub.ldr", 5)],
        sub=[ref("3.dat", 16), ref("4.dat", 14), ref("5.dat", 24)],
    )
    placed = flatten(read(data, "a.mpd"))
    assert [placed.parts[index] for index in placed.part_index] == [
        "1.dat", "3.dat", "4.dat", "5.dat", "2.dat", "3.dat", "4.dat", "5.dat",
    ]  # fmt: skip
    assert placed.colours.tolist() == [1, 4, 14, 4, 2, 5, 14, 5]


def test_turns_and_places_compose_from_the_inside_out() -> None:
    data = mpd(main=[ref("sub.ldr", at=(100, 0, 0), turn=QUARTER)], sub=[ref("1.dat", at=(10, -8, 0))])
    placed = flatten(read(data, "a.mpd"))
    assert np.allclose(placed.matrices[0, :, 3], [100, -8, -10])
    assert np.allclose(placed.matrices[0, :, :3], [[0, 0, 1], [0, 1, 0], [-1, 0, 0]])


def test_steps_of_submodels_fall_into_the_step_that_places_them() -> None:
    data = mpd(
        main=[ref("1.dat"), "0 STEP", ref("sub.ldr"), ref("sub.ldr"), "0 STEP", ref("2.dat")],
        sub=[ref("3.dat"), "0 STEP", ref("4.dat"), "0 STEP", ref("5.dat")],
    )
    assert flatten(read(data, "a.mpd")).steps.tolist() == [0, 1, 2, 3, 1, 2, 3, 4]


def test_a_step_that_ends_in_a_long_submodel_waits_for_it() -> None:
    data = mpd(
        main=[ref("mid.ldr"), "0 STEP", ref("9.dat")],
        mid=[ref("1.dat"), "0 STEP", ref("sub.ldr"), ref("2.dat")],
        sub=[ref("3.dat"), "0 STEP", ref("4.dat")],
    )
    assert flatten(read(data, "a.mpd")).steps.tolist() == [0, 1, 2, 1, 3]
