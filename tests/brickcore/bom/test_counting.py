import pytest

from brickcore.bom import Bom, count
from brickcore.formats import read
from brickcore.library import PartsLibrary
from tests.ldraw_text import library_of, mpd, no_library, part, ref


def counted(data: bytes | list[str], library: PartsLibrary | None = None) -> Bom:
    data = "\n".join(data).encode() if isinstance(data, list) else data
    return count(read(data, "model.mpd"), library or no_library())


def quantities(bom: Bom) -> dict[tuple[str, int | str], int]:
    return {(lot.part, lot.colour): lot.quantity for lot in bom.lots}


def codes(bom: Bom) -> list[str]:
    return [notice.code for notice in bom.notices]


def test_equal_parts_in_one_colour_are_one_lot() -> None:
    bom = counted([ref("3001.dat", 4), ref("3001.DAT", 4), ref("3001.dat", 1), ref("3002.dat", 4)])
    assert quantities(bom) == {("3001", 4): 2, ("3001", 1): 1, ("3002", 4): 1}
    assert bom.parts == 4


def test_submodels_are_multiplied_and_give_their_colour_on() -> None:
    bom = counted(
        mpd(
            main=[ref("car.ldr", 1), ref("car.ldr", 4), ref("car.ldr", 4)],
            car=[ref("wheel.ldr", 16)] * 4 + [ref("3001.dat", 16)],
            wheel=[ref("3641.dat", 0), ref("4624.dat", 16)],
        )
    )
    assert quantities(bom) == {
        ("3001", 1): 1, ("3001", 4): 2, ("3641", 0): 12, ("4624", 1): 4, ("4624", 4): 8,
    }  # fmt: skip
    assert bom.parts == 27


def test_nesting_costs_nothing() -> None:
    files = {f"m{index}": [ref(f"m{index + 1}.ldr", 16)] * 2 for index in range(20)}
    assert quantities(counted(mpd(**files, m20=[ref("3001.dat", 16)]))) == {("3001", 16): 2**20}


def test_embedded_parts_count_once_by_their_own_number_and_title() -> None:
    own = [
        "0 My printed tile",
        "0 Name: own.dat",
        "0 !LDRAW_ORG Unofficial_Part",
        ref("3069b.dat", 16),
        ref("3070b.dat"),
    ]
    bom = counted(mpd(main=[ref("own.ldr", 15)] * 3, own=own))
    [lot] = bom.lots
    assert (lot.part, lot.colour, lot.quantity, lot.name) == ("own.ldr", 15, 3, "My printed tile")


def test_moved_parts_and_aliases_fall_into_one_lot_that_says_so() -> None:
    library = library_of(_3023=part("~Moved to 3023b"), _3023b=part("Plate 1 x 2"))
    bom = counted([ref("3023.dat"), ref("3023b.dat")], library)
    [lot] = bom.lots
    assert (lot.part, lot.quantity, lot.name, lot.sources) == ("3023b", 2, "Plate 1 x 2", ("3023:4", "3023b:4"))
    assert [notice.code for notice in lot.notices] == ["RENAMED_PART"]


def test_parts_whose_number_means_a_colour_are_the_plain_part_in_that_colour() -> None:
    library = library_of(
        _4079=part("Minifig Seat 2 x 2"),
        _407924=part("~_Minifig Seat 2 x 2 Yellow", "Part Physical_Colour", ref("4079.dat", 14)),
    )
    assert quantities(counted([ref("407924.dat", 7)], library)) == {("4079", 14): 1}


def test_a_part_that_nobody_has_is_counted_by_its_number_and_told() -> None:
    bom = counted(["0", ref("9999z.dat"), ref("3001.dat")], library_of(_3001=part("Brick 2 x 4")))
    assert bom.parts == 2
    [notice] = [notice for notice in bom.notices if notice.code == "MISSING_PART"]
    assert (str(notice.location), notice.parts, notice.severity) == ("model.mpd, line 2", ("9999z",), "warning")
    assert notice.hint


def test_without_a_library_no_part_is_called_missing() -> None:
    assert codes(counted([ref("9999z.dat")])) == []


def test_a_submodel_that_is_not_in_the_file_is_no_part() -> None:
    bom = counted([ref("figure standing.ldr"), ref("3001.dat")])
    assert (bom.parts, codes(bom)) == (1, ["MISSING_SUBMODEL"])


def test_unknown_colours_are_told_and_known_direct_and_own_ones_are_not() -> None:
    lines = ["0 !COLOUR Mine CODE 900 VALUE #102030 EDGE #000000"]
    bom = counted([*lines, *(ref("3001.dat", colour) for colour in (4, 900, 0x2FF8000, 16, 901))])
    [notice] = bom.notices
    assert (notice.code, notice.message) == ("UNKNOWN_COLOUR", "Colour 901 is not among the known LDraw colours.")
    assert str(notice.location) == "model.mpd, line 6"


def test_submodels_that_the_model_does_not_place_are_noted() -> None:
    bom = counted(mpd(main=[ref("3001.dat")], spare=[ref("3002.dat")]))
    assert (bom.parts, codes(bom)) == (1, ["UNUSED_SUBMODELS"])


def test_warnings_come_before_notes() -> None:
    bom = counted(mpd(main=["0 !FOO", ref("3001.dat")], spare=[ref("3002.dat")]))
    assert [notice.severity for notice in bom.notices] == ["warning", "note"]


@pytest.mark.parametrize(
    ("names", "told"),
    [(("car open", "car closed"), True), (("wing left", "wing right"), False)],
)
def test_models_side_by_side_are_noticed_and_all_counted(names: tuple[str, str], told: bool) -> None:
    lines = [ref(f"30{number:02}.dat") for number in range(60)]
    files = {names[0]: [*lines, ref("1.dat")], names[1]: [*lines, ref("2.dat")]}
    bom = counted(mpd(main=[ref(f"{name}.ldr") for name in names], **files))
    assert bom.parts == 122
    assert ("ALTERNATIVES" in codes(bom)) is told


def test_lots_are_ordered_whatever_the_order_of_the_file() -> None:
    lines = [ref("3002.dat", 1), ref("3001.dat", 4), ref("3001.dat", 1)]
    assert counted(lines).lots == counted(lines[::-1]).lots
