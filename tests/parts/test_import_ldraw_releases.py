"""A newer parts library on top of an older one: parts lists keep what they point at, and only what changed changes."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from parts.models import Colour, Element, Inventory, InventoryPart, Part, PartNumber, PartRelation, Set
from tests.factories import make_build, make_line, make_revision
from tests.parts.library_texts import drawn, imported, moved, place

pytestmark = pytest.mark.django_db

OLD: dict[str, str | bytes] = {
    "7000": drawn("Brick 2 x 3", place("box.dat"), keywords="BrickLink 7000"),
    "7001": drawn("Plate 2 x 3", place("box.dat", 1)),
    "7002": drawn("Tile 2 x 3"),
    "7003p01": drawn("Slope with Pattern"),
    "7000c01": drawn("Bricks", place("7000.dat"), place("7001.dat", 4), org="Shortcut"),
}


def own(number: str) -> Part:
    return Part.objects.get(numbers__system="ldraw", numbers__number=number, numbers__rule="own")


def test_a_part_that_moved_goes_into_the_other_and_stays_as_a_signpost(tmp_path: Path) -> None:
    imported(tmp_path / "old", OLD)
    old, plate = own("7000"), own("7001")
    red = Colour.objects.get(number=4)
    Element.objects.create(number="700021", part=old, colour=red)
    inventory = Inventory.objects.create(number=1, version=1, set=Set.objects.create(number="1-1", name="Set"))
    InventoryPart.objects.create(inventory=inventory, part=old, colour=red, quantity=2)
    InventoryPart.objects.create(inventory=inventory, part=plate, colour=red, quantity=3)
    line = make_line(make_revision(make_build()), part=old, colour=red)

    imported(tmp_path / "new", OLD | {"7000": moved("7001")})

    old.refresh_from_db()
    line.refresh_from_db()
    assert (line.part, old.merged_into) == (old, plate)
    rows = PartNumber.objects.filter(is_derived=False, number="7000").values_list("system", "rule", "part")
    assert set(rows) == {("ldraw", "moved", plate.pk), ("bricklink", "moved", plate.pk)}
    assert Element.objects.get().part == plate
    assert [(row.part, row.quantity) for row in InventoryPart.objects.all()] == [(plate, 5)]
    assert not PartRelation.objects.filter(child=old).exists()
    assert PartRelation.objects.get(parent=own("7000c01"), child=plate).quantity == 2


def test_a_chain_of_moves_over_releases_ends_at_the_last(tmp_path: Path) -> None:
    imported(tmp_path / "a", OLD)
    first, second, third = own("7000"), own("7001"), own("7002")
    imported(tmp_path / "b", OLD | {"7000": moved("7001")})
    imported(tmp_path / "c", OLD | {"7000": moved("7001"), "7001": moved("7002")})
    merged = dict(Part.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into"))
    assert merged == {first.pk: third.pk, second.pk: third.pk}


def test_a_part_that_moved_and_is_back_is_itself_again(tmp_path: Path) -> None:
    imported(tmp_path / "a", OLD)
    first = own("7000")
    imported(tmp_path / "b", OLD | {"7000": moved("7001")})
    imported(tmp_path / "c", OLD)
    assert own("7000") == first
    assert own("7000").merged_into is None
    assert not own("7001").numbers.filter(system="ldraw", number="7000").exists()


def test_a_part_that_is_gone_stays_with_its_numbers_and_is_counted(tmp_path: Path) -> None:
    imported(tmp_path / "old", OLD)
    before = set(own("7002").numbers.values_list("system", "number"))
    again = imported(tmp_path / "new", {name: text for name, text in OLD.items() if name != "7002"})
    assert set(own("7002").numbers.values_list("system", "number")) == before
    assert again.tables["parts gone from the library, kept"].unchanged == 1
    assert (again.total.added, again.total.changed) == (0, 0)


def test_a_file_that_is_refused_this_time_keeps_its_part(tmp_path: Path) -> None:
    imported(tmp_path / "old", OLD)
    again = imported(tmp_path / "new", OLD | {"7002": b"\0"})
    assert own("7002").name == "Tile 2 × 3"
    assert again.tables["parts gone from the library, kept"].unchanged == 0
    assert (again.total.rejected, again.total.changed) == (1, 0)


def test_a_title_changes_and_nothing_else(tmp_path: Path) -> None:
    imported(tmp_path / "old", OLD)
    long_ago = timezone.now() - timedelta(days=1)
    Part.objects.update(width=60, height=8, depth=40, updated_at=long_ago)
    again = imported(tmp_path / "new", OLD | {"7001": drawn("Plate 2 x 3 Thin", place("box.dat", 1))})
    part = own("7001")
    assert (part.name, part.width) == ("Plate 2 × 3 Thin", Decimal(60))
    assert part.updated_at > own("7002").updated_at == long_ago
    assert (again.tables["parts"].changed, again.tables["parts"].unchanged) == (1, 4)


def test_a_new_shape_forgets_the_size_of_the_old_one_and_others_keep_theirs(tmp_path: Path) -> None:
    imported(tmp_path / "old", OLD)
    Part.objects.update(width=60, height=8, depth=40)
    shapes = dict(Part.objects.values_list("number", "shape_digest"))
    imported(tmp_path / "new", OLD | {"7001": drawn("Plate 2 x 3", place("box.dat", 1), place("stud.dat"))})
    sizes = dict(Part.objects.values_list("number", "width"))
    # The shortcut is built from the plate: its shape is another one too.
    sixty = Decimal(60)
    assert sizes == {"7000": sixty, "7001": None, "7002": sixty, "7003p01": sixty, "7000c01": None}
    changed = {part.number for part in Part.objects.all() if part.shape_digest != shapes[part.number]}
    assert changed == {"7001", "7000c01"}


def test_a_part_may_become_a_print_and_a_print_a_part(tmp_path: Path) -> None:
    imported(tmp_path / "old", OLD)
    assert (own("7003p01").kind, own("7003p01").print_of) == ("print", None)
    imported(tmp_path / "new", OLD | {"7003": drawn("Slope")})
    assert own("7003p01").print_of == own("7003")
    gone = {name: text for name, text in OLD.items() if name != "7003p01"}
    imported(tmp_path / "newest", gone | {"7003": drawn("Slope"), "7003p01": drawn("Sticker 1 x 1 with Star")})
    assert (own("7003p01").kind, own("7003p01").print_of) == ("sticker", None)
    assert not PartRelation.objects.filter(kind="print").exists()


def test_what_a_newer_release_no_longer_says_is_forgotten(tmp_path: Path) -> None:
    imported(tmp_path / "old", OLD | {"6999": moved("7000")})
    newer = OLD | {"7000": drawn("Brick 2 x 3", place("box.dat"), keywords="BrickLink 7000x")}
    imported(tmp_path / "new", newer | {"7000c01": drawn("Bricks", place("7000.dat"), org="Shortcut")})
    said = own("7000").numbers.filter(is_derived=False).values_list("system", "number", "rule")
    # An LDraw number that is gone altogether still leads to its part; a model of old may hold it.
    assert set(said) == {
        ("ldraw", "7000", "own"),
        ("ldraw", "6999", "moved"),
        ("bricklink", "7000x", "own"),
        ("rebrickable", "7000", "assumed"),
    }
    assert [row.child.number for row in own("7000c01").relations_down.filter(kind="subpart")] == ["7000"]


def test_an_alias_that_changes_sides_leads_to_its_new_part_alone(tmp_path: Path) -> None:
    imported(tmp_path / "old", OLD | {"6999": moved("7000")})
    imported(tmp_path / "new", OLD | {"6999": moved("7001")})
    assert [row.part.number for row in PartNumber.objects.filter(system="ldraw", number="6999")] == ["7001"]
