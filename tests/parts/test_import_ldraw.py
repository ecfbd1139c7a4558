"""One LDraw parts library into the catalogue: what its files say of names, numbers, prints, contents and colours."""

from pathlib import Path

import pytest

from brickcore.library import open_library
from parts.models import CatalogueImport, ColourNumber, Part, PartNumber, PartRelation
from parts.services.catalogue import load_ldraw_library, load_starter_catalogue
from parts.services.catalogue.ldraw_keywords import numbers_said, words_said
from parts.services.catalogue.ldraw_prints import plain_number
from tests.parts.library_texts import drawn, imported, lay_out, moved, place

pytestmark = pytest.mark.django_db


def numbers(part: str) -> set[tuple[str, str, str]]:
    rows = PartNumber.objects.filter(part__number=part, is_derived=False)
    return set(rows.values_list("system", "number", "rule"))


def contents(parent: str) -> set[tuple[str, int, int | None]]:
    rows = PartRelation.objects.filter(kind="subpart", parent__number=parent)
    return set(rows.values_list("child__number", "quantity", "colour__number"))


@pytest.mark.parametrize(
    ("keywords", "said"),
    [
        (["Rebrickable 3068b", "BrickLink 3068"], [("rebrickable", "3068b"), ("bricklink", "3068")]),
        (["Bricklink 3039p34.", "brick owl 852010"], [("bricklink", "3039p34"), ("brickowl", "852010")]),
        (["Set 71285 Rebrickable 970c05pat10pr0001"], [("rebrickable", "970c05pat10pr0001")]),
        (["Rebrickable 26357, BrickLink FTBush"], [("rebrickable", "26357"), ("bricklink", "ftbush")]),
        (
            ["Rebricklable 195385", "Bricklink 4178a (with magnets)"],
            [("rebrickable", "195385"), ("bricklink", "4178a")],
        ),
        (
            ["LEGO ID 73392", "DesignID 69042", "ldd partnumber 76382"],
            [("lego", "73392"), ("lego", "69042"), ("ldd", "76382")],
        ),
        (["LegoID 6410654", "Set 10019-1", "Peeron x716", "Bricklink", "Brickset 98252"], []),
        ([f"BrickLink {'9' * 65}"], []),
    ],
)
def test_keywords_tell_numbers_of_parts_and_never_of_sets(keywords: list[str], said: list[tuple[str, str]]) -> None:
    assert [tuple(map(str, row)) for row in numbers_said(keywords)] == said


def test_other_keywords_stay_words() -> None:
    assert words_said(["Town", "Set 10019-1", "Rebrickable 1"]) == "Town, Set 10019-1"


@pytest.mark.parametrize(
    ("number", "plain"),
    [
        ("3068bp01", "3068b"),
        ("973pdg8", "973"),
        ("18603c02p22", "18603c02"),
        ("u9494p01c01", "u9494c01"),
        ("3001", None),
        ("3001d01", None),
        ("75c20", None),
    ],
)
def test_the_plain_number_of_a_print(number: str, plain: str | None) -> None:
    assert plain_number(number) == plain


def test_author_licence_and_shape_are_kept(tmp_path: Path) -> None:
    head = ("0 Author: Ann Example [ann]", "0 !LICENSE CC BY 4.0 : see CAreadme.txt")
    imported(tmp_path, {"7001": drawn("Brick  2 x  3", *head, place("box.dat"))})
    part = Part.objects.get(number="7001")
    assert (part.name, part.author, part.licence) == (
        "Brick 2 × 3",
        "Ann Example [ann]",
        "CC BY 4.0 : see CAreadme.txt",
    )
    assert part.shape_digest == open_library(tmp_path).digest("7001.dat")


def test_new_parts_get_keys_in_the_order_of_their_names(tmp_path: Path) -> None:
    imported(tmp_path, {"7001": drawn("Wheel"), "7002": drawn("Axle"), "7003": drawn("Motor")})
    assert [part.name for part in Part.objects.order_by("pk")] == ["Axle", "Motor", "Wheel"]


def test_prints_relate_to_the_plain_part_as_it_is_called_now(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "7001a": drawn("Brick 2 x 3"),
        "7001": moved("7001a"),
        "7001p01": drawn("Brick 2 x 3 with Star Pattern"),
        "7777p01": drawn("Brick 2 x 3 with Moon Pattern"),
        "7001p02c01": drawn("Brick 2 x 3 with Face Pattern with Handle", place("7001p01.dat"), org="Shortcut"),
    }
    imported(tmp_path, files)
    kinds = dict(Part.objects.values_list("number", "kind"))
    assert kinds == {"7001a": "part", "7001p01": "print", "7777p01": "print", "7001p02c01": "assembly"}
    prints = PartRelation.objects.filter(kind="print").values_list("child__number", "parent__number")
    assert list(prints) == [("7001p01", "7001a")]
    assert Part.objects.get(number="7001p01").print_of == Part.objects.get(number="7001a")


def test_a_shortcut_tells_what_it_consists_of(tmp_path: Path) -> None:
    load_starter_catalogue()
    wheel, axle, rim = place("7102.dat", 0), place("7101.dat"), place("7103.dat", 4)
    files: dict[str, str | bytes] = {
        "7100c01": drawn(
            "Axle with Wheels", axle, wheel, wheel, place("s\\7100s01.dat"), org="Shortcut UPDATE 2026-01"
        ),
        "7100c02": drawn("Cart", place("7100c01.dat", 1), rim, place("7103.dat", 14), org="Shortcut UPDATE 2026-01"),
        "7101": drawn("Axle"),
        "7102": moved("7102a"),
        "7102a": drawn("Wheel"),
        "7103": drawn("Rim"),
        "s/7100s01": drawn("~Axle Half", org="Subpart"),
    }
    imported(tmp_path, files)
    assert contents("7100c01") == {("7101", 1, None), ("7102a", 2, 0)}
    assert contents("7100c02") == {("7100c01", 1, 1), ("7103", 2, None)}
    several = PartRelation.objects.get(parent__number="7100c02", child__number="7103")
    assert several.evidence == "LDraw parts library: 1 in colour 4, 1 in colour 14"


def test_a_colour_beyond_all_codes_is_no_fixed_colour(tmp_path: Path) -> None:
    big = place("7101.dat").replace("1 16", f"1 {10**30}", 1)
    imported(tmp_path, {"7100c01": drawn("Thing", big, org="Shortcut"), "7101": drawn("Axle")})
    assert contents("7100c01") == {("7101", 1, None)}


def test_colours_come_with_their_finish_and_the_makers_number(tmp_path: Path) -> None:
    lay_out(tmp_path, {"7001": drawn("Brick")})
    (tmp_path / "LDConfig.ldr").write_text(
        "0 // LEGOID 9021 - Sea Foam\n0 !COLOUR Sea_Foam CODE 90001 VALUE #A0E0D0 EDGE #333333 ALPHA 128\n"
        "0 // LEGOID 21 - Bright Red\n0 !COLOUR Own_Red CODE 90002 VALUE #FF0000 EDGE #333333 CHROME\n"
    )
    load_ldraw_library(library=open_library(tmp_path))
    rows = ColourNumber.objects.filter(colour__number__gte=90001)
    found = set(rows.values_list("system", "number", "colour__finish"))
    # 21 is the starter catalogue's red already.
    assert found == {("ldraw", "90001", "transparent"), ("lego", "9021", "transparent"), ("ldraw", "90002", "chrome")}


def test_a_run_is_recorded_with_its_release(tmp_path: Path) -> None:
    imported(tmp_path, {"7001": drawn("Brick", org="Part UPDATE 2026-02"), "7002": drawn("Plate")})
    record = CatalogueImport.objects.get()
    assert (record.command, record.source) == ("import_ldraw", "LDraw parts library 2026-02")
    assert record.tables["parts"] == {"added": 2, "changed": 0, "unchanged": 0, "rejected": 0}


def test_a_second_import_of_the_same_changes_nothing(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "7001": drawn("Brick", keywords="Rebrickable 7001a"),
        "7001p01": drawn("Brick with Pattern"),
        "7000": moved("7001"),
        "7001c01": drawn("Bricks", place("7001.dat", 4), org="Shortcut"),
    }
    first = imported(tmp_path, files)
    again = imported(tmp_path, files)
    assert (again.total.added, again.total.changed, again.version) == (0, 0, first.version)


def test_numbers_that_a_starter_part_has_stay_with_it(tmp_path: Path) -> None:
    load_starter_catalogue()
    imported(tmp_path, {"3001": drawn("Brick  2 x  4 Mine"), "3002": moved("3001")})
    assert Part.objects.get(number="3001").name == "Brick 2 × 4"
    assert Part.objects.get(number="3001").shape_digest != ""
    assert ("ldraw", "3002", "moved") not in numbers("3001")
    assert Part.objects.get(number="3002").merged_into is None
