"""Bills in one system's numbers, and the lists that are written from them."""

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from accounts.models import User
from brickcore.formats import read_content
from brickcore.partslist import PartsList
from builds.models import BomLine, Build, Revision
from builds.services.downloads import bom_as, list_file
from builds.services.listed import listed
from parts.models import Colour, ColourNumber, Part, PartNumber


@pytest.fixture
def revision(owner: User, make_build: Callable[..., Build], brick: Part, red: Colour) -> Revision:
    """A known lot, one of an open colour, one that only BrickLink names, a figure, and a part of one's own."""
    found: Revision = make_build(owner, "Truck").revisions.get()
    found.bom_lines.all().delete()
    known = {"part": brick, "name": brick.name, "confidence": 1}
    priced = {"basis": "seen", "unit_price": Decimal("0.1200"), "line_price": Decimal("0.24")}
    outside = {"reference_colour": "", "colour_system": "bricklink"}
    rows = [
        {"reference": "3001", "reference_colour": "4", "colour": red, "quantity": 2, **known, **priced},
        {"reference": "3001", "reference_colour": "16", "quantity": 3, **known},
        {"reference": "99x", "system": "bricklink", "reference_colour": "11", "colour_system": "bricklink",
         "name": "Thing", "quantity": 5},
        {"reference": "sw0001", "system": "bricklink", "item": "minifig", "name": "Pilot", "quantity": 1, **outside},
        {"reference": "custom-case", "system": "custom", "name": "case", "quantity": 7, "reference_colour": "16"},
    ]  # fmt: skip
    BomLine.objects.bulk_create(BomLine(revision=found, position=at, **row) for at, row in enumerate(rows))
    return found


def items(data: bytes) -> list[dict[str, str | None]]:
    return [
        {child.tag: child.text for child in item} for item in ET.fromstring(data).iter() if item.tag.lower() == "item"
    ]


def test_a_wanted_list_keeps_what_bricklink_itself_named(revision: Revision) -> None:
    assert items(list_file(revision, "bricklink")) == [
        {"ITEMTYPE": "P", "ITEMID": "3001", "COLOR": "5", "MINQTY": "2"},
        {"ITEMTYPE": "P", "ITEMID": "3001", "MINQTY": "3"},
        {"ITEMTYPE": "P", "ITEMID": "99x", "COLOR": "11", "MINQTY": "5"},
        {"ITEMTYPE": "M", "ITEMID": "sw0001", "MINQTY": "1"},
    ]
    assert b"7 x custom-case in colour 16" in list_file(revision, "bricklink")


def test_a_brickstore_document_has_the_same_lots(revision: Revision) -> None:
    rows = items(list_file(revision, "bsx"))
    assert [(row["ItemID"], row["ColorID"], row["Qty"], row["ItemTypeID"]) for row in rows] == [
        ("3001", "5", "2", "P"), ("3001", "0", "3", "P"), ("99x", "11", "5", "P"), ("sw0001", "0", "1", "M"),
    ]  # fmt: skip


def test_our_estimates_are_no_bids_on_other_sites(revision: Revision) -> None:
    for key in ("bricklink", "bsx"):
        assert b"0.12" not in list_file(revision, key)


def test_rebrickable_gets_its_own_numbers_and_any_colour(revision: Revision, brick: Part, red: Colour) -> None:
    PartNumber.objects.create(part=brick, system="rebrickable", number="3001", evidence="test")
    ColourNumber.objects.create(colour=red, system="rebrickable", number="4")
    rows = list(csv.reader(io.StringIO(list_file(revision, "rebrickable").decode())))
    assert rows == [
        ["Part", "Color", "Quantity", "Is Spare"],
        ["3001", "4", "2", "False"],
        ["3001", "9999", "3", "False"],
    ]


def test_one_lot_of_another_system_joins_what_came_from_several(revision: Revision, red: Colour) -> None:
    line = revision.bom_lines.get(position=0)
    BomLine.objects.create(
        revision=revision, position=9, reference="3001old", reference_colour="4", part=line.part, colour=red, quantity=4
    )
    assert listed(revision, "bricklink").lots[0].quantity == 6


@pytest.mark.parametrize("key", ["json", "xlsx"])
def test_a_list_of_ours_read_again_has_the_same_lots(revision: Revision, key: str) -> None:
    content = read_content(bom_as(key, revision), f"parts.{key}")
    assert isinstance(content, PartsList)
    told = [(lot.number, lot.system, lot.item, lot.quantity, lot.price) for lot in content.lots]
    assert told == [
        ("3001", "ldraw", "part", 2, Decimal("0.1200")),
        ("3001", "ldraw", "part", 3, None),
        ("99x", "bricklink", "part", 5, None),
        ("sw0001", "bricklink", "minifig", 1, None),
        ("custom-case", "custom", "part", 7, None),
    ]
    assert (content.lots[0].colour, content.lots[0].colour_system) == ("4", "ldraw")


def test_json_bears_the_builds_title(revision: Revision) -> None:
    assert json.loads(bom_as("json", revision))["title"] == "Truck"


def test_three_queries_however_many_lots(revision: Revision, django_assert_num_queries: Callable[..., object]) -> None:
    revision = Revision.objects.select_related("build").get(pk=revision.pk)
    with django_assert_num_queries(3):  # type: ignore[attr-defined]
        listed(revision, "bricklink")
