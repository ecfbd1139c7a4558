"""Spreadsheets whose last cell, or whose say, is far beyond what they hold."""

import io
import zipfile

import pytest

from brickcore.errors import BrickError
from brickcore.formats import read_content
from brickcore.partslist import PartsList

ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Part</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>Quantity</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>3001</t></is></c><c r="B2"><v>2</v></c></row>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def workbook(rows: str, shared: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", "<Types/>")
        out.writestr(
            "_rels/.rels",
            f'<Relationships {PACKAGE}><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>",
        )
        out.writestr(
            "xl/workbook.xml",
            f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>',
        )
        out.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships {PACKAGE}><Relationship Id="a" Type="{OFFICE}/worksheet" Target="worksheets/a.xml"/>'
            f'<Relationship Id="b" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        )
        out.writestr("xl/sharedStrings.xml", f"<sst {MAIN}>{shared}</sst>")
        out.writestr("xl/worksheets/a.xml", f"<worksheet {MAIN}><sheetData>{ROWS}{rows}</sheetData></worksheet>")
    return made.getvalue()


@pytest.mark.parametrize("place", ["XFD1048576", "a99999999999", "ZZZZZZZZZZ1", "GR150000"])
def test_a_cell_far_away_is_refused_before_room_is_made_for_all_before_it(place: str) -> None:
    with pytest.raises(BrickError) as caught:
        read_content(workbook(f'<row><c r="{place}"><v>1</v></c></row>'), "a.xlsx")
    assert caught.value.code == "TABLE_TOO_LARGE"
    assert caught.value.hint


def test_styled_blanks_down_to_the_last_row_are_no_cells() -> None:
    content = read_content(workbook('<row r="1048576"><c r="A1048576" s="1"/></row>'), "a.xlsx")
    assert isinstance(content, PartsList)
    assert [(lot.number, lot.quantity) for lot in content.lots] == [("3001", 2)]


def asking(cells: int, text: int = 1) -> str:
    """Rows whose cells all hold one shared text."""
    return "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>{text}</v></c></row>' for at in range(3, 3 + cells))


def test_a_text_that_many_cells_share_is_counted_as_often_as_it_is_asked_for() -> None:
    shared = f"<si><t>short</t></si><si><t>{'x' * 100_000}</t></si>"
    with pytest.raises(BrickError) as caught:
        read_content(workbook(asking(1_000), shared), "a.xlsx")
    assert caught.value.code == "TOO_LARGE_INSIDE"
    assert "95 MB of text" in caught.value.message
    assert "without long notes" in caught.value.hint
    content = read_content(workbook(asking(1_000, text=0), shared), "a.xlsx")
    assert isinstance(content, PartsList)


def test_shared_texts_that_never_end_take_no_time() -> None:
    with pytest.raises(BrickError) as caught:
        read_content(workbook(asking(1), "<si>" * 500_000), "a.xlsx")
    assert caught.value.code in {"BROKEN_WORKBOOK", "NO_ROWS", "NO_COLUMNS"}
