import pytest

from brickcore.bom import Bom, Piece, count
from brickcore.formats import read
from brickcore.library import PartsLibrary
from tests.ldraw_text import library_of, mpd, no_library, part, ref

LIBRARY = library_of(
    _3001=part("Brick 2 x 4"),
    _973=part("Minifig Torso"),
    _973p1b=part("Minifig Torso with Dungarees Pattern"),
    _3818=part("Minifig Arm Right"),
    _3819=part("Minifig Arm Left"),
    _3820=part("Minifig Hand"),
    _2531=part("Minifig Hand Hook"),
    _3815=part("Minifig Hips"),
    _3816=part("Minifig Leg Right"),
    _3817=part("Minifig Leg Left"),
    _2532=part("Minifig Leg Wooden"),
    _3815c01=part("Minifig Hips and Legs", "Shortcut", ref("3815.dat", 16), ref("3816.dat", 16), ref("3817.dat", 16)),
    _14301=part("Hose Flexible 11.5L"),
    _14301k01=part("~Hose Flexible 11.5L End Segment", "Part Flexible_Section"),
    _14301k02=part("~Hose Flexible 11.5L Segment", "Part Flexible_Section"),
    _73590a=part("Hose Flexible 8.5L without Tabs"),
    _752=part("Hose Flexible End 1 x 1 x 0.667 without Tabs"),
    _755=part("~Hose Flexible Segment End Section"),
    _756=part("~Hose Flexible Segment Center Section"),
    _3711=part("Technic Chain Link"),
    _2700=part("Technic Action Figure Arm Segment"),
    _60592=part("Window 1 x 2 x 2"),
    _60601=part("Glass for Window 1 x 2 x 2"),
    _60592c01=part("Window 1 x 2 x 2 w/ Glass (Complete)", "Shortcut", ref("60592.dat", 16), ref("60601.dat", 47)),
    _4347c01=part("Window 1 x 4 x 5 with Glued Glass", "Shortcut", ref("60592.dat", 16), ref("u1.dat", 47)),
    _u1=part("~Glued Glass"),
    _2533=part("~Minifig Cannon Barrel"),
    _2534=part("~Minifig Cannon Plunger"),
    _2533c01=part("Minifig Cannon (Complete)", "Shortcut", ref("2533.dat", 16), ref("2534.dat", 16)),
    _4592=part("Hinge Control Stick Base"),
    _4593=part("Hinge Control Stick"),
    _73587a=part("Hinge Control Stick Base with Control Stick", "Shortcut"),
    _4592c01=part("~Hinge Control Stick and Base", "Shortcut", ref("4592.dat", 16), ref("4593.dat", 0)),
    _2550=part("Animal Monkey Body"),
    _2550c01=part(
        "Animal Monkey",
        "Shortcut",
        *[ref("2550.dat", 16), ref("3818.dat", 16), ref("3819.dat", 16)],
        *[ref("3818.dat", 16), ref("3819.dat", 16), *[ref("3820.dat", 14)] * 4],
    ),
    _3679=part("Turntable 2 x 2 Plate Top"),
    _3680=part("Turntable 2 x 2 Plate Base"),
    _3680c01=part("Turntable 2 x 2 Plate", "Shortcut", ref("3679.dat", 7), ref("3680.dat", 16)),
    _4492=part("Animal Horse Head"),
    _4493=part("~Animal Horse Body Left"),
    _4494=part("~Animal Horse Body Right"),
    _4494c01=part("Animal Horse Body", "Shortcut", ref("4493.dat", 16), ref("4494.dat", 16)),
    _4493c00=part("Animal Horse", "Shortcut", ref("4492.dat", 16), ref("4494c01.dat", 16)),
    _3001d01=part("Brick 2 x 4 with Star Sticker", "Shortcut", ref("3001.dat", 16), ref("4106329a.dat", 16)),
    _4106329a=part("Sticker 5.4 x 3.6 with Star"),
    **{"4__4cyli": part("Cylinder 1.0", "Primitive")},
)
FIGURE = [
    ref("973p1b.dat", 4),
    ref("3818.dat", 1, at=(15, 8, 0)),
    ref("3819.dat", 1, at=(-15, 8, 0)),
    ref("3820.dat", 14, at=(24, 26, -9)),
    ref("3820.dat", 14, at=(-24, 26, -9)),
    ref("3815.dat", 0, at=(0, 32, 0)),
    ref("3816.dat", 0, at=(0, 44, 0)),
    ref("3817.dat", 0, at=(0, 44, 0)),
]


def counted(data: bytes | list[str], library: PartsLibrary = LIBRARY) -> Bom:
    data = "\n".join(data).encode() if isinstance(data, list) else data
    return count(read(data, "model.mpd"), library)


def quantities(bom: Bom) -> dict[tuple[str, int | str], int]:
    found: dict[tuple[str, int | str], int] = {}
    for lot in bom.lots:
        found[lot.part, lot.colour] = found.get((lot.part, lot.colour), 0) + lot.quantity
    return found


def codes(bom: Bom) -> set[str]:
    return {notice.code for notice in bom.notices}


def shifted(lines: list[str], x: float) -> list[str]:
    moved = []
    for line in lines:
        words = line.split(" ", 5)
        words[2] = str(float(words[2]) + x)
        moved.append(" ".join(words))
    return moved


@pytest.mark.parametrize("library", [LIBRARY, no_library()])
def test_a_minifigure_is_a_torso_with_arms_and_hands_and_hips_with_legs(library: PartsLibrary) -> None:
    bom = counted(FIGURE, library)
    assert quantities(bom) == {("973p1b", 4): 1, ("3815", 0): 1}
    torso = next(lot for lot in bom.lots if lot.part == "973p1b")
    assert torso.pieces == (
        Piece("3818", 1, 1), Piece("3819", 1, 1), Piece("3820", 14, 2), Piece("973p1b", 4, 1),
    )  # fmt: skip
    assert set(torso.sources) == {"973p1b:4", "3818:1", "3819:1", "3820:14"}
    assert [notice.code for notice in torso.notices] == ["FIGURE_TORSO"]


def test_figures_that_stand_side_by_side_keep_their_own_hands() -> None:
    other = [line.replace("1 14 ", "1 0 ", 1) for line in shifted(FIGURE, 60)]
    bom = counted([*FIGURE[:3], *other, *FIGURE[3:]])
    hands = [piece.colour for lot in bom.lots for piece in lot.pieces if piece.part == "3820"]
    assert (bom.parts, sorted(hands)) == (4, [0, 14])


def test_pieces_in_other_submodels_find_their_torso_wherever_it_is() -> None:
    bom = counted(
        mpd(
            main=[ref("body.ldr"), ref("body.ldr"), *[ref("arm.ldr")] * 4],
            body=[ref("973.dat", 4), ref("3815.dat", 1), ref("3816.dat", 1), ref("3817.dat", 1)],
            arm=[ref("3818.dat", 4), ref("3820.dat", 14)],
        )
    )
    assert quantities(bom) == {("973", 4): 2, ("3815", 1): 2}


def test_a_hook_and_a_wooden_leg_belong_to_the_figure() -> None:
    lines = [*FIGURE[:3], ref("2531.dat", 7), FIGURE[4], FIGURE[5], ref("2532.dat", 6), FIGURE[7]]
    assert quantities(counted(lines)) == {("973p1b", 4): 1, ("3815", 0): 1}


def test_a_hand_without_a_torso_counts_by_itself_and_says_so() -> None:
    bom = counted([ref("3820.dat", 14), ref("3001.dat")])
    assert (quantities(bom), codes(bom)) == ({("3820", 14): 1, ("3001", 4): 1}, {"LOOSE_PIECE"})


def test_legs_that_are_one_shortcut_are_one_part() -> None:
    assert quantities(counted([ref("3815c01.dat", 1)])) == {("3815c01", 1): 1}


def hose(y: float, colour: int = 0) -> list[str]:
    inner = [ref("14301k02.dat", colour, at=(4 * step, y, 0)) for step in range(1, 30)]
    return [ref("14301k01.dat", colour, at=(0, y, 0)), *inner, ref("14301k01.dat", colour, at=(120, y, 0))]


def test_a_hose_drawn_as_segments_is_one_part_under_the_number_of_the_whole() -> None:
    [lot] = counted(hose(0)).lots
    assert (lot.part, lot.colour, lot.quantity, lot.name) == ("14301", 0, 1, "Hose Flexible 11.5L")
    assert [notice.code for notice in lot.notices] == ["BENT_PART"]


def test_hoses_are_told_apart_by_place_and_by_colour() -> None:
    assert quantities(counted([*hose(0), *hose(40), *hose(0, 4)])) == {("14301", 0): 2, ("14301", 4): 1}


def test_a_hose_in_a_submodel_counts_once_for_each_use() -> None:
    assert quantities(counted(mpd(main=[ref("hose.ldr", 4)] * 3, hose=hose(0, 16)))) == {("14301", 4): 3}


@pytest.mark.parametrize("library", [LIBRARY, no_library()])
def test_the_ends_of_the_old_hose_are_sold_with_it_wherever_they_are_placed(library: PartsLibrary) -> None:
    inner = [ref("756.dat", 0, at=(3 * step, 0, 0)) for step in range(40)]
    bom = counted(mpd(main=[ref("a.ldr"), ref("b.ldr"), *inner], a=[ref("752.dat", 0)], b=[ref("752.dat", 0)]), library)
    assert quantities(bom) == {("73590a", 0): 1}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["0 SYNTH BEGIN STRING 0", "0 SYNTH SYNTHESIZED BEGIN"], ["0 SYNTH SYNTHESIZED END", "0 SYNTH END"]),
        (["0 !LDCAD CONTENT [type=path]", "0 !LDCAD GENERATED [generator=LDCad 1.6d]"], []),
    ],
)
def test_what_a_program_bent_is_one_part_however_it_is_drawn(before: list[str], after: list[str]) -> None:
    tubes = [ref("4-4cyli.dat", 0, at=(step * 50, 0, 0)) for step in range(20)]
    bom = counted([ref("3001.dat"), *before, *tubes, *after])
    assert (bom.parts, codes(bom)) == (2, {"BENT_PART"})


def test_chain_links_are_sold_one_by_one_even_in_a_bent_block() -> None:
    links = [ref("3711.dat", 0, at=(step * 16, 0, 0)) for step in range(20)]
    lines = ["0 SYNTH BEGIN CHAIN 0", "0 SYNTH SYNTHESIZED BEGIN", *links, "0 SYNTH SYNTHESIZED END", "0 SYNTH END"]
    assert quantities(counted(lines)) == {("3711", 0): 20}


def test_lsynth_strings_count_once_and_its_marks_not_at_all() -> None:
    lines = [ref("LS102.dat")] * 2 + [ref(f"LS{50 + step % 2}.dat", 0, at=(step * 5, 0, 0)) for step in range(30)]
    bom = counted([ref("3001.dat"), *lines])
    assert bom.parts == 2
    assert {"BENT_PART", "LSYNTH_MARK"} <= codes(bom)


def test_a_part_that_is_only_called_segment_is_a_part() -> None:
    assert quantities(counted([ref("2700.dat", 0)] * 2)) == {("2700", 0): 2}


def test_a_window_is_split_into_frame_and_glass() -> None:
    bom = counted([ref("60592c01.dat", 4)] * 3)
    assert quantities(bom) == {("60592", 4): 3, ("60601", 47): 3}
    assert all("TAKEN_APART" in {notice.code for notice in lot.notices} for lot in bom.lots)
    assert bom.lots[0].sources == ("60592c01:4",)


def test_a_window_whose_glass_nobody_sells_stays_one_part() -> None:
    assert quantities(counted([ref("4347c01.dat", 4)])) == {("4347c01", 4): 1}


def test_pieces_that_are_not_sold_alone_become_the_shortcut_that_holds_them() -> None:
    bom = counted([ref("2533.dat", 0), ref("2534.dat", 0), ref("3001.dat")])
    assert quantities(bom) == {("2533c01", 0): 1, ("3001", 4): 1}
    assert "PUT_TOGETHER" in codes(bom)


def test_a_lever_is_sold_in_its_base_and_shows_both_colours() -> None:
    bom = counted([ref("4592.dat", 0), ref("4593.dat", 7), ref("4592.dat", 0)])
    assert {(lot.part, lot.quantity, lot.pieces) for lot in bom.lots} == {
        ("73587a", 1, (Piece("4592", 0, 1), Piece("4593", 7, 1))),
        ("4592", 1, ()),
    }


def test_a_lever_is_the_same_part_placed_whole_or_in_pieces() -> None:
    bom = counted([ref("4592c01.dat", 4), ref("4592.dat", 4), ref("4593.dat", 0)])
    lever = ("73587a", 4, 2, (Piece("4592", 4, 1), Piece("4593", 0, 1)))
    assert [(lot.part, lot.colour, lot.quantity, lot.pieces) for lot in bom.lots] == [lever]
    assert bom.lots[0].sources == ("4592c01:4", "4592:4", "4593:0")


def test_a_whole_lever_takes_no_loose_one_to_itself() -> None:
    assert quantities(counted([ref("4592c01.dat", 4), ref("4593.dat", 0)])) == {("73587a", 4): 1, ("4593", 0): 1}


def test_a_monkey_is_the_same_part_placed_whole_or_in_pieces() -> None:
    limbs = [ref("3818.dat", 6)] * 2 + [ref("3819.dat", 6)] * 2 + [ref("3820.dat", 14)] * 4
    assert quantities(counted([ref("2550.dat", 6), *limbs])) == {("2550c01", 6): 1}
    assert quantities(counted([ref("2550.dat", 6), *limbs, ref("2550c01.dat", 6)])) == {("2550c01", 6): 2}


def test_a_turntable_whose_halves_are_sold_counts_as_those() -> None:
    assert quantities(counted([ref("3680c01.dat", 0), ref("3680.dat", 0)])) == {("3679", 7): 1, ("3680", 0): 2}


def test_a_horse_is_one_part_as_shops_sell_it() -> None:
    assert quantities(counted([ref("4493c00.dat", 6)])) == {("4493c00", 6): 1}


def test_a_part_with_a_sticker_on_it_is_that_part() -> None:
    assert quantities(counted([ref("3001d01.dat", 4), ref("3001.dat", 4)])) == {("3001", 4): 2}


@pytest.mark.parametrize("library", [LIBRARY, no_library()])
def test_stickers_and_bare_primitives_are_no_parts_and_are_said(library: PartsLibrary) -> None:
    bom = counted([ref("3001.dat"), ref("4106329a.dat", 15), ref("4106329a.dat", 15), ref("4-4cyli.dat")], library)
    assert (bom.parts, {"STICKER", "BARE_PRIMITIVE"} <= codes(bom)) == (1, True)
    assert next(notice.count for notice in bom.notices if notice.code == "STICKER") == 2


def test_what_lpub_substitutes_is_what_is_counted() -> None:
    lines = ["0 !LPUB PLI BEGIN SUB 3001.dat 4", ref("1.dat"), ref("2.dat"), "0 !LPUB PLI END", ref("3.dat")]
    assert quantities(counted(lines, no_library())) == {("3001", 4): 1, ("3", 4): 1}


DAMPERS = library_of(
    _4255=part("~Technic Shock Absorber 6.5L Cylinder"),
    _4254=part("~Technic Shock Absorber 6.5L Piston Rod"),
    _22977=part("~Spring for Technic Shock Absorber 6.5L Extra Stiff"),
    _73129=part("Technic Shock Absorber 6.5L (Complete)", "Shortcut"),
    _76537=part(
        "Technic Shock Absorber 6.5L Extra Stiff (Complete)",
        "Shortcut",
        *[ref("4254.dat", 0), ref("4255.dat", 16), ref("22977.dat", 494)],
    ),
    _3828=part("~Car Steering Wheel"),
    _3829a=part("~Car Steering Stand"),
    _3829c01=part("Car Steering Stand and Wheel", "Shortcut", ref("3829a.dat", 16), ref("3828.dat", 0)),
    _light=part("~Light Source"),
    _3001=part("Brick 2 x 4"),
)


def damper(colour: int, x: float = 0) -> list[str]:
    rod, spring = ref("4254.dat", 0, at=(x, 110, 0)), ref("22977.dat", 494, at=(x, 56, 0))
    return [ref("4255.dat", colour, at=(x, 0, 0)), rod, spring]


def test_a_shock_absorber_in_pieces_is_the_whole_that_its_spring_tells() -> None:
    bom = counted([*damper(14), *damper(4, 40), ref("76537.dat", 14)], DAMPERS)
    pieces = tuple(Piece(part, colour, 1) for part, colour in (("22977", 494), ("4254", 0), ("4255", 14)))
    assert quantities(bom) == {("76537", 14): 2, ("76537", 4): 1}
    assert next(lot.pieces for lot in bom.lots if lot.colour == 14) == pieces
    assert codes(bom) == {"SOLD_TOGETHER"}


@pytest.mark.parametrize("library", [DAMPERS, no_library()])
def test_a_spring_that_a_program_draws_makes_no_hose_of_a_shock_absorber(library: PartsLibrary) -> None:
    lines = ["0 !LDCAD CONTENT [type=spring]", "0 !LDCAD GENERATED [generator=LDCad 1.6]", *damper(7)[:2]]
    assert quantities(counted(lines, library)) == {("73129", 7): 1}


def test_what_is_put_together_has_the_colour_that_the_whole_is_sold_in() -> None:
    assert quantities(counted([ref("3828.dat", 0), ref("3829a.dat", 4)], DAMPERS)) == {("3829c01", 4): 1}


def test_a_lamp_of_the_scene_is_no_part() -> None:
    bom = counted([ref("light.dat", 15), ref("3001.dat")], DAMPERS)
    assert (quantities(bom), codes(bom)) == ({("3001", 4): 1}, {"BARE_PRIMITIVE"})


PNEUMATICS = library_of(
    _1=part("Technic Pneumatic Cylinder  2 x  2 x  5 with 2 Ports (Retracted)"),
    _2=part("Technic Pneumatic Pump  2 x  2 x  5 with Large Knob (Extended)"),
    _3=part("Technic Pneumatic Cylinder Bracket"),
    _4=part("Technic Pneumatic Tube  5L"),
)


def test_pumps_and_cylinders_without_hoses_are_told() -> None:
    bom = counted([ref("1.dat"), ref("1.dat"), ref("2.dat"), ref("3.dat")], PNEUMATICS)
    [notice] = [notice for notice in bom.notices if notice.code == "NO_HOSES"]
    assert (bom.parts, notice.severity, notice.parts, notice.count) == (4, "warning", ("1", "2"), 3)
    assert notice.message.startswith("3 pneumatic parts with 5 ports are placed")


@pytest.mark.parametrize("lines", [["1.dat", "2.dat", "4.dat"], ["1.dat", "3.dat"]])
def test_hoses_that_are_there_and_a_lone_cylinder_are_nothing_to_tell(lines: list[str]) -> None:
    assert "NO_HOSES" not in codes(counted([ref(line) for line in lines], PNEUMATICS))
