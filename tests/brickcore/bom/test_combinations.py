import pytest

from brickcore.bom import Bom, Piece, count
from brickcore.formats import read
from brickcore.library import PartsLibrary
from tests.ldraw_text import library_of, no_library, part, ref

LIBRARY = library_of(
    _64567=part("Minifig Lightsaber Hilt"),
    _30374=part("Bar  4L Lightsaber Blade"),
    _64567c01=part("Minifig Lightsaber", "Shortcut", ref("64567.dat", 16), ref("30374.dat", 41)),
    _2496=part("Wheel Trolley"),
    _42511=part("Minifig Skateboard"),
    _42511c01=part("Minifig Skateboard (Complete)", "Shortcut", ref("42511.dat", 16), *[ref("2496.dat", 0)] * 2),
    _42511c07=part(
        "Minifig Skateboard (Complete)", "Shortcut", ref("42511.dat"), ref("2496.dat"), keywords="BrickLink 42511c01"
    ),
    _53400=part("Train Track  6 Studs Wide Curved"),
    _53400c04=part("Train Track  6 Studs Wide Curved (Complete 4 Segments)", "Shortcut", *[ref("53400.dat", 16)] * 4),
    _69767=part("Projectile Launcher"),
    _69755=part("Trigger"),
    _69767c02=part(
        "Projectile Launcher with Trigger",
        "Shortcut",
        *["0 !CATEGORY Minifig Accessory", ref("69767.dat", 16), ref("69755.dat", 72)],
    ),
    _15391=part("Minifig Gun Shooting Blaster"),
    _15392=part("Minifig Gun Shooting Blaster Trigger"),
    _15391c01=part("Minifig Gun Shooting Blaster", "Shortcut", ref("15391.dat", 16), ref("15392.dat", 72)),
    _39370=part("Technic Beam  5 x  3 H-shaped with Ball Socket"),
    _52629=part("Technic Ball 19mm"),
    _39370c01=part("Technic Beam with Ball", "Shortcut", ref("39370.dat", 16), ref("52629.dat", 15)),
    _2579=part("Support 2 x 2 Lattice"),
    _2580c01=part("Support 2 x 2 x 5 (Complete)", "Shortcut", ref("2579.dat", 16), ref("2579.dat", 16)),
    _973=part("Minifig Torso"),
    _3818=part("Minifig Arm Right"),
    _973c01=part("Minifig Torso with Arms and Yellow Hands", "Shortcut", ref("973.dat", 16), ref("3818.dat", 16)),
    _3626b=part("Minifig Head"),
    _6260=part("Minifig Torso Skeleton"),
    _6265=part("Minifig Skeleton Arm"),
    _6266=part("Minifig Skeleton Leg"),
    _6260c01=part(
        "Minifig Skeleton (Shortcut)",
        "Shortcut",
        *[ref("3626b.dat", 15), ref("6260.dat", 16), *[ref("6265.dat", 16)] * 2, *[ref("6266.dat", 16)] * 2],
    ),
    _92241p01=part("Figure Friends Girl Torso with Halter Top Pattern"),
    _92244=part("Figure Friends Female Left Arm"),
    _92245=part("Figure Friends Female Right Arm"),
    _92248=part("Figure Friends Hips"),
    _92250p01=part("Figure Friends Legs with Layered Skirt with Shoes Pattern"),
    _59595p02=part("Figure Friends Legs with Skirt with Ankles Pattern"),
    _92198=part("Figure Friends Head"),
    _92456p01=part(
        "Figure Friends Girl Torso with Arms with Halter Top Pattern",
        "Shortcut",
        *[ref("92241p01.dat", 16), ref("92244.dat", 78), ref("92245.dat", 78)],
    ),
    _92818p01=part(
        "Figure Friends Hips and Legs with Layered Skirt with Shoes Pattern",
        "Shortcut",
        *[ref("92250p01.dat", 16), ref("92248.dat", 16)],
    ),
    _92198p01c01=part(
        "_Figure Friends Emma with Skirt",
        "Shortcut Physical_Colour",
        *[ref("92818p01.dat", 5), ref("92456p01.dat", 15), ref("92198.dat", 78)],
    ),
)
DOLL = [
    ref("92241p01.dat", 15),
    ref("92244.dat", 78, at=(10, 0, 0)),
    ref("92245.dat", 78, at=(-10, 0, 0)),
    ref("92250p01.dat", 5, at=(0, 20, 0)),
    ref("92248.dat", 5, at=(0, 20, 0)),
]


def counted(*lines: str, library: PartsLibrary = LIBRARY) -> Bom:
    return count(read("\n".join(lines).encode(), "model.ldr"), library)


def quantities(bom: Bom) -> dict[tuple[str, int | str], int]:
    found: dict[tuple[str, int | str], int] = {}
    for lot in bom.lots:
        found[lot.part, lot.colour] = found.get((lot.part, lot.colour), 0) + lot.quantity
    return found


def figures(bom: Bom) -> int:
    return next((notice.count for notice in bom.notices if notice.code == "MINIFIGURES"), 0)


@pytest.mark.parametrize(
    ("whole", "pieces"),
    [
        ("64567c01.dat", [ref("64567.dat", 7), ref("30374.dat", 41)]),
        ("42511c01.dat", [ref("42511.dat", 7), *[ref("2496.dat", 0)] * 2]),
        ("53400c04.dat", [ref("53400.dat", 7)] * 4),
        ("69767c02.dat", [ref("69767.dat", 7), ref("69755.dat", 72)]),
    ],
)
def test_what_shops_list_piece_by_piece_counts_the_same_whole_and_in_pieces(whole: str, pieces: list[str]) -> None:
    assert quantities(counted(ref(whole, 7))) == quantities(counted(*pieces))


@pytest.mark.parametrize("whole", ["42511c07", "15391c01", "39370c01", "2580c01", "973c01"])
def test_what_catalogues_list_as_a_whole_stays_one_part(whole: str) -> None:
    assert quantities(counted(ref(f"{whole}.dat", 4))) == {(whole, 4): 1}


def test_a_whole_figure_is_its_head_torso_arms_and_legs() -> None:
    bom = counted(ref("6260c01.dat", 15))
    assert quantities(bom) == {("3626b", 15): 1, ("6260", 15): 1, ("6265", 15): 2, ("6266", 15): 2}
    assert figures(bom) == 1


def test_a_mini_doll_is_a_torso_with_arms_and_hips_with_legs_under_the_numbers_of_the_wholes() -> None:
    bom = counted(*DOLL)
    assert quantities(bom) == {("92456p01", 15): 1, ("92818p01", 5): 1}
    assert bom.lots[0].pieces == (Piece("92241p01", 15, 1), Piece("92244", 78, 1), Piece("92245", 78, 1))
    assert figures(bom) == 1


def test_a_mini_doll_without_a_library_is_told_by_its_numbers() -> None:
    assert quantities(counted(*DOLL, library=no_library())) == {("92456p01", 15): 1, ("92818p01", 5): 1}


def test_a_whole_mini_doll_keeps_its_dressed_torso_and_legs() -> None:
    bom = counted(ref("92198p01c01.dat", 16))
    assert quantities(bom) == {("92818p01", 5): 1, ("92456p01", 15): 1, ("92198", 78): 1}
    assert figures(bom) == 1


def test_legs_whose_whole_the_library_lacks_keep_their_own_number_and_show_the_hips() -> None:
    [lot] = counted(ref("59595p02.dat", 5), ref("92248.dat", 5)).lots
    assert (lot.part, lot.quantity, lot.pieces) == ("59595p02", 1, (Piece("59595p02", 5, 1), Piece("92248", 5, 1)))


ACTION_FIGURE = library_of(
    _2698=part("Technic Action Figure Torso"),
    _2699=part("Technic Action Figure Body Connector"),
    _2699c01=part("Technic Action Figure Body", "Shortcut", ref("2699.dat", 16), ref("2698.dat", 16)),
    _2700=part("Technic Action Figure Arm Segment"),
    _2706=part("Technic Action Figure Foot"),
    _2715=part("Technic Action Figure Helmet"),
    _2698c01=part("Technic Action Figure (Complete)", "Shortcut", ref("2699c01.dat", 16), ref("2700.dat", 16)),
)


@pytest.mark.parametrize("body", [["2698.dat", "2699.dat"], ["2699c01.dat"]])
def test_a_technic_figure_is_one_part_placed_whole_or_in_pieces(body: list[str]) -> None:
    limbs = [ref("2700.dat", 0, at=(60, 40, 0)), *[ref("2706.dat", 0, at=(20, 150, 0))] * 2]
    lines = [*(ref(name, 4) for name in body), *limbs, ref("2715.dat", 15)]
    bom = counted(*lines, ref("2698c01.dat", 4, at=(400, 0, 0)), library=ACTION_FIGURE)
    assert quantities(bom) == {("2698c01", 4): 2, ("2715", 15): 1}


def test_figures_placed_as_shortcuts_are_figures_too() -> None:
    assert figures(counted(ref("973c01.dat", 4), ref("973c01.dat", 1), ref("973.dat", 1))) == 3
