"""The bill of materials as CSV and as a wanted list."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from accounts.models import User
from brickcore.formats import read_content
from brickcore.formats.cells import defused
from brickcore.partslist import PartsList
from builds.models import BomLine, Build, Revision
from builds.services.downloads import bom_csv, wanted_list_xml
from parts.models import Colour, Part, PartNumber


@pytest.fixture
def revision(owner: User, make_build: Callable[..., Build], brick: Part, red: Colour) -> Revision:
    """One known lot, twice (two references that mean the same part), and a hostile unknown one."""
    found: Revision = make_build(owner).revisions.get()
    found.bom_lines.all().delete()
    priced = {"basis": "seen", "unit_price": Decimal("0.1200"), "line_price": Decimal("0.24")}
    BomLine.objects.bulk_create(
        [
            BomLine(revision=found, position=0, reference='=cmd|"--><x/>', reference_colour="1", name="+1\r\n",
                    quantity=3),
            BomLine(revision=found, position=1, reference="3001", reference_colour="4", part=brick, colour=red,
                    name=brick.name, quantity=2, confidence=1, **priced),
            BomLine(revision=found, position=2, reference="3001old", reference_colour="4", part=brick, colour=red,
                    name=brick.name, quantity=5, confidence=1, **priced),
        ]
    )  # fmt: skip
    return found


def test_the_csv_has_a_row_a_line_with_every_id(revision: Revision) -> None:
    data = bom_csv(revision)

    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 3
    known = rows[1]
    assert known["part"] == known["bricklink"] == known["ldraw"] == "3001"
    assert (known["quantity"], known["unit_price"], known["line_price"]) == ("2", "0.1200", "0.24")
    assert (known["colour"], known["bricklink_colour"], known["rebrickable"]) == ("Red", "5", "")
    assert (rows[0]["part"], rows[0]["unit_price"], rows[0]["basis"]) == ("", "", "unknown")


def test_the_csv_reads_back_as_the_same_lots(revision: Revision) -> None:
    lines = revision.bom_lines.order_by("position")
    lines.filter(position=0).update(reference="custom-arm", reference_colour="16", system="custom")
    lines.filter(position=2).update(reference="6285-1", system="bricklink", item="set", part=None, colour=None)
    read = read_content(bom_csv(revision), "a.csv")
    assert isinstance(read, PartsList)
    assert [(lot.item, lot.system, lot.number, lot.colour, lot.quantity) for lot in read.lots] == [
        ("part", "custom", "custom-arm", "16", 3),
        ("part", "ldraw", "3001", "5", 2),
        ("set", "bricklink", "6285-1", "4", 5),
    ]


def test_cells_that_look_like_formulas_are_defused(revision: Revision) -> None:
    row = next(csv.DictReader(io.StringIO(bom_csv(revision).decode("utf-8-sig"), newline="")))

    assert row["reference"] == "'=cmd|\"--><x/>"
    assert row["name"].startswith("'+1")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_every_start_of_a_formula_is_defused(start: str) -> None:
    assert defused(start + "1") == "'" + start + "1"
    assert defused("a" + start) == "a" + start


def test_the_wanted_list_has_one_item_a_lot_with_bricklinks_ids(revision: Revision) -> None:
    root = ET.fromstring(wanted_list_xml(revision))

    items = [{child.tag: child.text for child in item} for item in root]
    assert items == [{"ITEMTYPE": "P", "ITEMID": "3001", "COLOR": "5", "MINQTY": "7"}]


def test_lots_that_bricklink_does_not_know_are_named_in_a_comment(revision: Revision) -> None:
    text = wanted_list_xml(revision).decode()

    comment = text[text.index("<!--") + 4 : text.index("-->")]
    assert "3 x" in comment
    assert "--" not in comment
    assert "<x/>" not in text


def test_numbers_are_escaped(revision: Revision, brick: Part) -> None:
    PartNumber.objects.filter(part=brick, system="bricklink").update(number="30<&>01")

    root = ET.fromstring(wanted_list_xml(revision))

    assert root.findtext("ITEM/ITEMID") == "30<&>01"
