"""Rebrickable's tables, small ones written here, over the starter catalogue."""

import gzip
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from parts.models import (
    CatalogueImport,
    CatalogueVersion,
    Colour,
    Element,
    InventoryMinifig,
    InventoryPart,
    Part,
    PartColour,
    PartNumber,
    PartRelation,
    Set,
    Theme,
)
from parts.selectors import current_catalogue_version, part_by_number
from parts.services.catalogue.rebrickable import load_rebrickable
from parts.services.catalogue.rebrickable.colours import FIRST_NUMBER
from tests.factories import make_part
from tests.parts.rebrickable_tables import TABLES, write_tables

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter")]


def test_parts_come_with_shelf_kind_and_number(tmp_path: Path) -> None:
    load_rebrickable(place=write_tables(tmp_path / "t"))
    brick, printed = Part.objects.get(number="8001"), Part.objects.get(number="8001pr0001")
    assert (brick.name, brick.category.name, brick.kind) == ("Brick 2 x 3 Hooked", "Special Bricks", "part")
    assert (printed.kind, printed.print_of) == ("print", brick)
    assert Part.objects.get(number="8003stk01").kind == "sticker"
    assert Part.objects.get(number="8002A").category.name == "Pneumatics"
    assert part_by_number("rebrickable", "8002a") == Part.objects.get(number="8002A")


def test_new_parts_get_keys_in_the_order_of_their_names(tmp_path: Path) -> None:
    parts = "part_num,name,part_cat_id\n8005,Wheel,1\n8006,Axle,1\n8007,Motor,1\n"
    load_rebrickable(place=write_tables(tmp_path / "t", parts=parts))
    new = Part.objects.filter(number__in=("8005", "8006", "8007")).order_by("pk")
    assert [part.name for part in new] == ["Axle", "Motor", "Wheel"]


def test_run_is_recorded_and_counts_up_the_version(tmp_path: Path) -> None:
    before = current_catalogue_version()
    imported = load_rebrickable(place=write_tables(tmp_path / "t"))
    run = CatalogueImport.objects.get(command="import_rebrickable")
    assert imported.version == before + 1 == run.version_id
    assert run.tables["parts"] == {"added": 4, "changed": 0, "unchanged": 0, "rejected": 0}
    assert run.tables["inventory_parts"]["added"] == 4
    assert run.rejections == []
    assert run.finished_at is not None


def test_second_import_changes_nothing(tmp_path: Path) -> None:
    tables = write_tables(tmp_path / "t")
    first = load_rebrickable(place=tables)
    again = load_rebrickable(place=tables)
    assert (again.total.added, again.total.changed, again.total.rejected) == (0, 0, 0)
    assert again.version == first.version
    assert CatalogueVersion.objects.filter(number__gt=first.version).count() == 0


def test_starter_part_keeps_name_and_gets_the_other_beside_it(tmp_path: Path) -> None:
    parts = "part_num,name,part_cat_id\n3001,Brick 2 x 4 Classic,1\n"
    load_rebrickable(place=write_tables(tmp_path / "t", parts=parts))
    brick = Part.objects.get(number="3001")
    assert (brick.name, brick.other_names) == ("Brick 2 × 4", "Brick 2 x 4 Classic")
    assert PartNumber.objects.filter(system="rebrickable", number="3001").count() == 1


def test_colours_map_to_ours_and_missing_ones_are_made(tmp_path: Path) -> None:
    load_rebrickable(place=write_tables(tmp_path / "t"))
    red, purple = Colour.objects.get(number=4), Colour.objects.get(number=FIRST_NUMBER + 1094)
    assert (red.first_year, red.last_year) == (1949, 2026)
    assert (purple.name, purple.rgb, purple.finish, purple.alpha) == (
        "Trans-Medium Purple",
        "#8D73B3",
        "transparent",
        128,
    )
    assert Colour.objects.get(number=FIRST_NUMBER + 9999).name == "No colour"
    assert Element.objects.get(number="800121").colour == red


def test_colours_of_a_part_have_years_and_sets_from_inventories(tmp_path: Path) -> None:
    load_rebrickable(place=write_tables(tmp_path / "t"))
    brick = Part.objects.get(number="8001")
    rows = PartColour.objects.filter(part=brick).order_by("colour__number")
    assert [(row.colour.number, row.first_year, row.last_year, row.set_count) for row in rows] == [
        (4, 1999, 1999, 1),
        (FIRST_NUMBER + 1094, 2003, 2003, 1),
    ]
    assert (brick.first_year, brick.last_year, brick.set_count) == (1999, 2003, 2)
    pump = Part.objects.get(number="8002A")
    assert (pump.first_year, pump.set_count) == (2003, 1), "the figure that holds it is in set 11-1"
    assert not PartColour.objects.filter(part__number="8003stk01").exists(), "no colour is no colour of a part"


def test_sets_have_theme_year_and_contents(tmp_path: Path) -> None:
    load_rebrickable(place=write_tables(tmp_path / "t"))
    crane = Set.objects.get(number="10-1")
    assert (crane.name, crane.year, crane.part_count) == ("Crane", 1999, 3)
    assert crane.theme is not None
    assert (crane.theme.name, crane.theme.parent) == ("Harbour", Theme.objects.get(number=1))
    held = InventoryPart.objects.filter(inventory__set=crane).order_by("is_spare")
    assert [(row.part.number, row.quantity, row.is_spare) for row in held] == [("8001", 2, False), ("8001", 1, True)]


def test_sets_are_found_by_their_theme_and_those_above_whatever_is_imported_again(tmp_path: Path) -> None:
    load_rebrickable(place=write_tables(tmp_path / "old"))
    assert set(Set.objects.values_list("theme_words", flat=True)) == {"Town Harbour"}
    themes = tmp_path / "new"
    themes.mkdir()
    (themes / "themes.csv").write_text("id,name,parent_id\n1,City,\n")
    load_rebrickable(place=themes)
    assert set(Set.objects.values_list("theme_words", flat=True)) == {"City Harbour"}


def test_newer_release_removes_what_inventories_no_longer_list_and_keeps_parts(tmp_path: Path) -> None:
    load_rebrickable(place=write_tables(tmp_path / "old"))
    shorter = TABLES["inventory_parts"].replace("1,8001,4,1,t,x\n", "").replace("1,8001,4,2", "1,8001,4,7")
    fewer = TABLES["parts"].replace("8002A,Pump Small,3,Plastic\n", "").replace("Moon", "Full Moon")
    newer = write_tables(
        tmp_path / "new",
        parts=fewer,
        inventory_parts=shorter.replace("3,8002A,4,1,f,x\n", ""),
        part_relationships="rel_type,child_part_num,parent_part_num\n",
    )
    imported = load_rebrickable(place=newer)
    crane = InventoryPart.objects.get(inventory__set__number="10-1")
    assert (crane.quantity, crane.is_spare) == (7, False)
    assert not InventoryPart.objects.filter(part__number="8002A").exists()
    assert Part.objects.filter(number="8002A").exists()
    assert Part.objects.get(number="8001pr0001").name == "Brick 2 x 3 Hooked with Full Moon Print"
    assert not PartRelation.objects.filter(evidence="Rebrickable").exists()
    assert imported.tables["parts"].changed == 1


def test_an_inventory_that_is_gone_takes_its_contents_along_where_their_tables_are_absent(tmp_path: Path) -> None:
    load_rebrickable(place=write_tables(tmp_path / "old"))
    newer = tmp_path / "new"
    newer.mkdir()
    (newer / "inventories.csv").write_text("id,version,set_num\n3,1,fig-1\n")
    load_rebrickable(place=newer)
    assert list(InventoryPart.objects.values_list("part__number", flat=True)) == ["8002A"]
    assert not InventoryMinifig.objects.exists()


def test_columns_go_by_the_header_and_further_ones_are_passed_over(tmp_path: Path) -> None:
    colors = "rgb,is_trans,extra,name,id\nC91A09,t,?,Red,4\n"
    load_rebrickable(
        place=write_tables(tmp_path / "t", colors=colors, elements="element_id,part_num,color_id\n1,8001,4\n")
    )
    assert Element.objects.get(number="1").design_number == ""


def test_gzip_and_zip_say_the_same_as_a_folder(tmp_path: Path) -> None:
    packed = tmp_path / "packed"
    packed.mkdir()
    for name, text in TABLES.items():
        (packed / f"{name}.csv.gz").write_bytes(gzip.compress(text.encode()))
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in TABLES.items():
            archive.writestr(f"tables/{name}.csv", text)
    first = load_rebrickable(place=packed)
    again = load_rebrickable(place=tmp_path / "all.zip")
    assert first.total.rejected == 0
    assert (again.total.added, again.total.changed) == (0, 0)


def test_some_tables_alone_are_enough(tmp_path: Path) -> None:
    load_rebrickable(place=write_tables(tmp_path / "all"))
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "elements.csv").write_text("element_id,part_num,color_id\n999001,8002a,4\n")
    imported = load_rebrickable(place=alone)
    assert (imported.tables["elements"].added, imported.total.rejected) == (1, 0)
    assert Element.objects.get(number="999001").part.number == "8002A"


def test_command_ends_with_one_when_rows_were_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = TABLES["elements"] + "7,nothing,4,\n"
    with pytest.raises(SystemExit) as ended:
        call_command("import_rebrickable", str(write_tables(tmp_path / "t", elements=bad)))
    assert ended.value.code == 1
    said = capsys.readouterr()
    assert "elements, line 4: part_num: there is no nothing" in said.err
    assert Element.objects.filter(number="800121").exists()


def test_command_without_a_place_says_where_tables_come_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REBRICKABLE_DATA", raising=False)
    with pytest.raises(CommandError, match=r"rebrickable\.com/downloads") as refused:
        call_command("import_rebrickable")
    assert refused.value.returncode == 2


def test_command_that_is_stopped_says_that_nothing_changed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def stop(**_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("parts.management.commands.import_rebrickable.load_rebrickable", stop)
    with pytest.raises(CommandError, match="The catalogue is as it was before") as stopped:
        call_command("import_rebrickable", str(tmp_path))
    assert stopped.value.returncode == 130


def test_number_that_another_part_shows_gets_a_mark(tmp_path: Path) -> None:
    make_part("8001", "Wheel with Axle Hole")
    load_rebrickable(place=write_tables(tmp_path / "t"))
    assert part_by_number("rebrickable", "8001") == Part.objects.get(number="8001-rebrickable")
