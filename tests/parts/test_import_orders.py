"""An LDraw library and Rebrickable's tables give the same catalogue, whichever is imported first."""

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from brickcore.library import open_library
from parts.models import Element, Part, PartColour, PartNumber, PartRelation
from parts.services.catalogue import load_ldraw_library, load_starter_catalogue
from parts.services.catalogue.rebrickable import load_rebrickable
from tests.parts.library_texts import drawn, lay_out, moved, place

pytestmark = pytest.mark.django_db

FILES: dict[str, str | bytes] = {
    "3001": drawn("Brick  2 x  4"),
    "7001": drawn("Brick  2 x  3 with Handle"),
    "7002b": drawn("Plate  2 x  3", keywords="Rebrickable 7002"),
    "7002a": drawn("Plate  2 x  3 Old", keywords="Rebrickable 7002"),
    "7003": moved("7003b"),
    "7003b": drawn("Tile  2 x  3"),
    "7001p01": drawn("Brick  2 x  3 with Handle with Star Pattern", keywords="Rebrickable 7001pr0001"),
    "7005": drawn("Sticker  1 x  1 with Star", keywords="Rebrickable 7005stk01"),
    "701": drawn("Modulex Brick"),
    "7007": drawn("Door Frame"),
    "7008": drawn("Glass for Door"),
    "7009": drawn("Propeller", keywords="Rebrickable 7777"),
    "7011": drawn("Minifig Leg Right", keywords="Rebrickable 7012"),
    "7013": drawn("Brick with Number of Another", keywords="Rebrickable 7014"),
    "7015": drawn("Electric Control L Motor", place("7001.dat"), org="Shortcut"),
    "7015c01": drawn(
        "Electric Control L Motor with Cable", place("7015.dat"), org="Shortcut", keywords="Rebrickable 7015"
    ),
    "7010c01": drawn(
        "Door with Glass", place("7007.dat"), place("7008.dat", 47), place("7008.dat", 47), org="Shortcut"
    ),
}
TABLES = {
    "part_categories": "id,name\n1,Bricks\n2,Stickers\n3,Windows and Doors\n",
    "parts": "part_num,name,part_cat_id\n"
    "3001,Brick 2 x 4,1\n"
    "7001,Brick Special 2 x 3 with Handle,1\n"
    "7002,Plate 2 x 3,1\n"
    "7003,Tile 2 x 3 with Groove,1\n"
    "7001pr0001,Brick Special 2 x 3 with Handle and Star Print,1\n"
    "7001pr0002,Brick Special 2 x 3 with Handle and Moon Print,1\n"
    "7005stk01,Sticker Sheet for Set 7005-1,2\n"
    "701,Plant Tree Round,1\n"
    "7010c01,Door with Trans-Clear Glass,3\n"
    "7007,Door Frame 1 x 4 x 6,3\n"
    "7008,Glass for Door 1 x 4 x 6,3\n"
    "7012,Hips and Legs,1\n"
    "7014,Brick with Number of Another,1\n"
    "7013,Brick with Number of a Third,1\n"
    "7015,Motor Large Powered Up,1\n"
    "8001,Something That Nobody Draws,1\n",
    "part_relationships": "rel_type,child_part_num,parent_part_num\n"
    "P,7001pr0001,7001\nP,7001pr0002,7001\nB,7007,7010c01\nM,7003,7002\n",
    "colors": "id,name,rgb,is_trans\n4,Red,C91A09,f\n",
    "elements": "element_id,part_num,color_id,design_id\n300121,3001,4,3001\n700121,7001,4,7001\n800121,8001,4,8001\n",
}


@pytest.fixture
def sources(tmp_path: Path) -> tuple[Path, Path]:
    """A parts library and a folder of tables about the same parts."""
    tables = tmp_path / "tables"
    tables.mkdir()
    for name, text in TABLES.items():
        (tables / f"{name}.csv").write_text(text)
    return lay_out(tmp_path / "library", FILES), tables


def catalogue() -> dict[str, list[Any]]:
    """All that the catalogue says, by numbers: without keys and times, which tell the order."""
    part = (
        "number",
        "name",
        "category__name",
        "kind",
        "print_of__number",
        "other_names",
        "shape_digest",
        "merged_into",
    )
    relation = ("kind", "child__number", "parent__number", "quantity", "colour__number", "evidence")
    return {
        "parts": sorted(Part.objects.values_list(*part), key=str),
        "numbers": sorted(PartNumber.objects.values_list("system", "number", "part__number", "rule", "evidence")),
        "relations": sorted(PartRelation.objects.values_list(*relation), key=str),
        "elements": sorted(Element.objects.values_list("number", "part__number", "colour__number")),
        "colours": sorted(PartColour.objects.values_list("part__number", "colour__number")),
    }


def after(sources: tuple[Path, Path], *order: str) -> dict[str, list[Any]]:
    """The catalogue after these imports; the database is as before."""
    library, tables = sources
    with transaction.atomic():
        load_starter_catalogue()
        for name in order:
            if name == "ldraw":
                load_ldraw_library(library=open_library(library))
            else:
                load_rebrickable(place=tables)
        found = catalogue()
        transaction.set_rollback(True)
    return found


def test_the_order_of_the_two_imports_does_not_matter(sources: tuple[Path, Path]) -> None:
    drawn_first = after(sources, "ldraw", "rebrickable")
    listed_first = after(sources, "rebrickable", "ldraw")
    for table, rows in drawn_first.items():
        assert listed_first[table] == rows, table


@pytest.mark.parametrize("order", [("ldraw", "rebrickable"), ("rebrickable", "ldraw")])
def test_importing_either_again_changes_nothing(sources: tuple[Path, Path], order: tuple[str, str]) -> None:
    once = after(sources, *order)
    assert after(sources, *order, "ldraw", "rebrickable", "ldraw") == once


def test_what_means_one_thing_becomes_one_part_and_the_rest_stays_apart(sources: tuple[Path, Path]) -> None:
    found = after(sources, "rebrickable", "ldraw")
    shown = {row[0]: row[1] for row in found["parts"]}
    assert shown["7001"] == "Brick Special 2 x 3 with Handle"
    assert shown["7003b"] == "Tile 2 x 3 with Groove"
    assert (shown["701"], shown["701-rebrickable"]) == ("Modulex Brick", "Plant Tree Round")
    # Both files name 7002, with equal right by their titles: then the first by number has it.
    assert (shown["7002a"], shown["7002b"]) == ("Plate 2 x 3", "Plate 2 × 3")
    assert {"7001p01", "7001pr0002", "7005", "7005stk01", "8001"} <= shown.keys()
    assert "7001pr0001" not in shown
    contents = {row[1:5] for row in found["relations"] if row[0] == "subpart" and row[2] == "7010c01"}
    assert contents == {("7007", "7010c01", 1, None), ("7008", "7010c01", 2, 47)}


def test_a_newer_library_that_names_a_number_joins_the_two_parts(sources: tuple[Path, Path], tmp_path: Path) -> None:
    library, tables = sources
    load_ldraw_library(library=open_library(library))
    load_rebrickable(place=tables)
    listed = Part.objects.get(number="8001")
    drawn_part = Part.objects.get(number="7009")
    newer = lay_out(tmp_path / "newer", FILES | {"7009": drawn("Propeller", keywords="Rebrickable 8001")})
    load_ldraw_library(library=open_library(newer))
    listed.refresh_from_db()
    assert listed.merged_into == drawn_part
    assert Element.objects.get(number="800121").part == drawn_part
    row = PartNumber.objects.get(system="rebrickable", number="8001", is_derived=False)
    assert (row.part, row.rule, row.evidence) == (drawn_part, "own", "Rebrickable; LDraw's 7009 names it")
    assert not drawn_part.numbers.filter(number="7777", is_derived=False).exists()
    load_rebrickable(place=tables)
    drawn_part.refresh_from_db()
    assert (drawn_part.name, drawn_part.other_names) == ("Something That Nobody Draws", "Propeller")


@pytest.mark.parametrize("order", [("ldraw", "rebrickable"), ("rebrickable", "ldraw")])
def test_newer_releases_leave_no_names_of_older_ones(
    sources: tuple[Path, Path], tmp_path: Path, order: tuple[str, str]
) -> None:
    older = tmp_path / "older"
    older.mkdir()
    for name, text in TABLES.items():
        (older / f"{name}.csv").write_text(text.replace("Brick", "Brikk").replace("Something", "A Thing"))
    files = FILES | {"7001": drawn("Brikk  2 x  3 with Handel"), "3001": drawn("Brikk  2 x  4")}
    alone = after(sources, *order)

    load_starter_catalogue()
    for library, tables in ((lay_out(tmp_path / "older_library", files), older), sources):
        for name in order:
            if name == "ldraw":
                load_ldraw_library(library=open_library(library))
            else:
                load_rebrickable(place=tables)
    assert catalogue()["parts"] == alone["parts"]
