"""Small files that ask for much: each is read in time that grows with its size, or refused and told why."""

import pytest

from brickcore.bom import Bom, count
from brickcore.errors import BrickError, HostileFile, UnreadableFile
from brickcore.formats import read
from brickcore.layout import flatten
from tests.ldraw_text import library_of, mpd, no_library, part, ref


def counted(lines: list[str] | bytes) -> Bom:
    data = lines if isinstance(lines, bytes) else "\n".join(lines).encode()
    return count(read(data, "model.mpd"), no_library())


def codes(bom: Bom) -> dict[str, int]:
    return {notice.code: notice.count for notice in bom.notices}


def test_what_buffers_take_away_again_may_overlap_a_hundred_thousand_times() -> None:
    stores = [f"0 BUFEXCHG b{index} STORE" for index in range(100_000)]
    taken = [ref("3002.dat"), *(f"0 BUFEXCHG b{index} RETRIEVE" for index in range(100_000))]
    bom = counted([ref("3001.dat"), *stores, *taken, ref("3003.dat")])
    assert [lot.part for lot in bom.lots] == ["3001", "3003"]


def test_many_different_texts_that_are_no_colours_are_told_with_their_lines() -> None:
    bom = counted([ref("3001.dat", f"z{index}") for index in range(60_000)])
    told = [notice for notice in bom.notices if notice.code == "COLOUR_OUT_OF_RANGE"]
    assert bom.parts == 60_000
    assert [notice.location.line for notice in told if notice.location] == list(range(1, 201))


def test_one_colour_spelled_in_many_ways_is_counted_once_for_each_line() -> None:
    lines = [ref("3001.dat", colour) for colour in ("4", "04", "0x4", "#4") for _ in range(100)]
    assert [(lot.colour, lot.quantity) for lot in counted(lines).lots] == [(4, 400)]


def test_many_unknown_colours_in_many_lines_are_told_with_their_lines() -> None:
    lines = [ref("3001.dat", 4)] * 100_000 + [ref("3001.dat", 100_000 + index) for index in range(15_000)]
    told = [notice for notice in counted(lines).notices if notice.code == "UNKNOWN_COLOUR"]
    assert [notice.location.line for notice in told if notice.location] == list(range(100_001, 115_001))


def test_a_name_like_a_primitive_of_a_hundred_thousand_digits_is_read_once() -> None:
    drawn = ["3 16 0 0 0 9 0 0 0 9 0", ref("1" * 100_000)]
    assert counted(mpd(main=[ref("3001.dat")], drawn=drawn)).parts == 1


def test_names_longer_than_any_part_has_are_left_out_and_said() -> None:
    bom = counted([ref("3001.dat"), ref("m" * 251), ref("m" * 100_000), ref("ä" * 400)])
    assert [len(lot.part) for lot in bom.lots] == [4, 251]
    assert codes(bom)["NAME_TOO_LONG"] == 2


def test_more_lots_than_a_bill_can_show_are_refused() -> None:
    with pytest.raises(HostileFile) as caught:
        counted([ref(f"q{index}.dat") for index in range(20_001)])
    assert caught.value.code == "BILL_TOO_LONG"
    assert caught.value.hint


def test_a_model_of_which_every_submodel_is_missing_is_refused() -> None:
    with pytest.raises(UnreadableFile) as caught:
        counted([ref("left wing.ldr")])
    assert caught.value.code == "NOTHING_COUNTED"
    assert "left wing.ldr" in caught.value.message


@pytest.mark.parametrize("name", ["..", "a/..", "..\\..\\etc\\passwd", "c:x", "file:///x", "//host/x"])
def test_a_path_without_an_ending_is_no_part_either(name: str) -> None:
    with pytest.raises(BrickError) as caught:
        counted([ref(name)])
    assert "is a path or address" in caught.value.message


@pytest.mark.parametrize("colour", ["1_6", "0x1_6", "9" * 5_000, "0x" + "f" * 5_000, "-1", "4.0"])
def test_what_only_a_program_would_take_for_a_colour_is_none(colour: str) -> None:
    bom = counted([ref("3001.dat", colour)])
    assert [(lot.colour, lot.quantity) for lot in bom.lots] == [(16, 1)]
    assert codes(bom)["COLOUR_OUT_OF_RANGE"] == 1


def test_a_crowd_of_figures_in_one_submodel_is_put_together_in_file_order() -> None:
    library = library_of(
        _973=part("Minifig Torso", "Part"), _982=part("Minifig Arm Right", "Part"), _3820=part("Minifig Hand", "Part")
    )
    lines = [ref("973.dat")] * 3_000 + [ref("982.dat")] * 6_000 + [ref("3820.dat")] * 6_000
    bom = count(read("\n".join(lines).encode(), "crowd.ldr"), library)
    assert [(lot.part, lot.quantity) for lot in bom.lots] == [("973", 3_000)]


def test_very_many_bricks_very_deep_are_counted_and_not_laid_out() -> None:
    files = {f"m{index}": [ref(f"m{index + 1}.ldr", 16)] for index in range(100)} | {"m100": [ref("3001.dat")]}
    model = read(mpd(main=[ref("m0.ldr")] * 60_000, **files), "deep.mpd")
    assert count(model, no_library()).parts == 60_000
    with pytest.raises(HostileFile) as caught:
        flatten(model)
    assert caught.value.code == "TOO_COMPLEX"
