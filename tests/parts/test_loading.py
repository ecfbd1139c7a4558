import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from brickcore.library import open_library
from parts.models import CatalogueVersion, Colour, Part, PartNumber
from parts.selectors import current_catalogue_version, numbers_by_part, part_by_number
from parts.services.catalogue import load_ldraw_library, load_starter_catalogue
from parts.services.catalogue.starter import starter_parts

pytestmark = pytest.mark.django_db


def test_starter_catalogue_loads_once_and_then_changes_nothing() -> None:
    first = load_starter_catalogue()
    again = load_starter_catalogue()
    assert first.parts == Part.objects.count() >= 400
    assert (first.version, again.version, again.changes) == (1, 1, 0)
    assert CatalogueVersion.objects.count() == 1
    assert Colour.objects.count() == 320


def test_change_of_a_part_is_repaired_and_counted() -> None:
    load_starter_catalogue()
    Part.objects.filter(number="3001").update(name="Wrong")
    loaded = load_starter_catalogue()
    assert (loaded.changes, loaded.version) == (1, 2)
    assert Part.objects.get(number="3001").name == "Brick 2 × 4"


def test_starter_rows_are_complete() -> None:
    entries = starter_parts()
    assert len({entry.number for entry in entries}) == len({entry.ldraw for entry in entries}) == len(entries)
    assert len({entry.name for entry in entries}) == len(entries)
    assert all(entry.weight and entry.width and entry.height and entry.depth for entry in entries)
    brick = next(entry for entry in entries if entry.number == "3001")
    assert (brick.name, str(brick.weight), brick.weight_estimated) == ("Brick 2 × 4", "2.32", False)


def test_library_brings_parts_moves_aliases_prints_and_foreign_numbers(small_library: Path) -> None:
    loaded = load_ldraw_library(library=open_library(small_library))
    assert loaded.tables["parts"].added == 5
    part = Part.objects.get(number="7001")
    assert (part.name, part.category.name, part.keywords) == ("Brick 2 × 3 with Handle", "Special Bricks", "grip")
    rows = {(row.system, row.number, row.rule) for row in numbers_by_part([part.pk])[part.pk]}
    assert rows == {
        ("ldraw", "7001", "own"),
        ("ldraw", "7000", "moved"),
        ("ldraw", "7009", "alias"),
        ("rebrickable", "7001a", "own"),
        ("bricklink", "7001", "own"),
    }
    printed = Part.objects.get(number="7001p01")
    assert (printed.kind, printed.print_of) == (Part.Kind.PRINT, part)
    assert Part.objects.get(number="7002").category.name == "Inner Pieces"
    assert Part.objects.get(number="7003c01").kind == Part.Kind.ASSEMBLY
    assert Colour.objects.get(number=9001).name == "Sea Foam"
    assert part_by_number("rebrickable", "3001") == Part.objects.get(number="3001")


def test_library_loads_again_without_a_change(small_library: Path) -> None:
    load_ldraw_library(library=open_library(small_library))
    again = load_ldraw_library(library=open_library(small_library))
    assert (again.total.added, again.total.changed, again.version, current_catalogue_version()) == (0, 0, 1, 1)


def test_starter_names_and_weights_stay_when_a_library_comes(small_library: Path) -> None:
    load_starter_catalogue()
    load_ldraw_library(library=open_library(small_library))
    brick = Part.objects.get(number="3001")
    assert (brick.name, str(brick.weight)) == ("Brick 2 × 4", "2.320")
    assert PartNumber.objects.filter(system="ldraw", number="3001").count() == 1
    assert load_starter_catalogue().changes == 0


def test_import_without_a_library_says_where_to_get_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings
) -> None:
    monkeypatch.delenv("LDRAW_LIBRARY", raising=False)
    settings.VAR_DIR = tmp_path
    with pytest.raises(CommandError, match=r"library\.ldraw\.org/library/updates/complete\.zip"):
        call_command("import_ldraw")
    with pytest.raises(CommandError, match="There is no parts library at"):
        call_command("import_ldraw", str(tmp_path / "nowhere"))


def test_import_command_loads_a_folder(small_library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_ldraw", str(small_library))
    assert re.search(r"parts +5 +0 +0 +0\n", capsys.readouterr().out)


@pytest.mark.shared
@pytest.mark.slow
def test_official_library_loads_whole(shared: Path) -> None:
    load_starter_catalogue()
    loaded = load_ldraw_library(library=open_library(shared / "ldraw" / "library.zip"))
    assert loaded.tables["parts"].added > 20_000
    torso = part_by_number("ldraw", "76382")
    assert torso is not None
    assert torso.numbers.filter(system="rebrickable", number="973c00").exists()
    assert part_by_number("ldraw", "4073") == part_by_number("ldraw", "6141")
    assert not Part.objects.filter(name__startswith="Moved to").exists()
