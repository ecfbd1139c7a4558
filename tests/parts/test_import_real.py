"""The real tables, imported whole."""

import pytest
from django.db.models import Q

from parts.models import CatalogueImport, Element, Part, PartNumber
from parts.selectors import current_catalogue_version, part_by_number

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_catalogue")]


def test_every_rebrickable_part_has_one_part_of_ours() -> None:
    settled = PartNumber.objects.filter(system="rebrickable", is_derived=False, rule__in=["own", "assumed"])
    of_tables = settled.filter(Q(evidence__startswith="Rebrickable") | Q(evidence="starter catalogue"))
    assert of_tables.values("number").distinct().count() == 61_770
    assert of_tables.count() - of_tables.values("part").distinct().count() == 0


def test_runs_are_recorded_with_their_counts() -> None:
    run = CatalogueImport.objects.get(command="import_rebrickable")
    assert run.tables["elements"] == {"added": 108_830, "changed": 0, "unchanged": 0, "rejected": 90}
    assert run.tables["inventory_minifigs"]["rejected"] == 4
    assert len(run.rejections) == run.rejected == 113
    assert run.version is not None
    assert run.version.number <= current_catalogue_version()


def test_equal_numbers_of_different_objects_stay_apart() -> None:
    for number in ("4695", "4363", "740", "6228a"):
        drawn, theirs = part_by_number("ldraw", number), part_by_number("rebrickable", number)
        assert drawn is not None
        assert theirs is not None
        assert drawn != theirs
        assert theirs.number == f"{number}-rebrickable"


def test_elements_lead_to_part_and_colour() -> None:
    element = Element.objects.select_related("part", "colour").get(number="300121")
    assert (element.part.number, element.colour.name) == ("3001", "Red")


def test_stickers_belong_to_their_sheet() -> None:
    sheet = part_by_number("rebrickable", "193445c01")
    assert sheet is not None
    assert (sheet.name, sheet.kind) == ("Sticker Sheet for Set 6383-1", Part.Kind.STICKER)
    assert sheet.relations_down.filter(kind="subpart").count() == 4
