import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from brickcore.bom import bill
from brickcore.errors import BrickError
from brickcore.formats import read_content
from brickcore.formats.given import Given
from brickcore.formats.lists.writers import write
from brickcore.library import PartsLibrary
from brickcore.library.parts_library import EmptyStore
from brickcore.partslist import ListedLot, PartsList
from tests.ldraw_text import ref

NO_LIBRARY = PartsLibrary(EmptyStore())
Short = tuple[str, str, str, str, int]


def listed(text: str | bytes, name: str) -> PartsList:
    content = read_content(text if isinstance(text, bytes) else text.encode(), name)
    assert isinstance(content, PartsList)
    return content


def rows(text: str | bytes, name: str) -> list[Short]:
    return [(lot.system, lot.number, lot.colour_system, lot.colour, lot.quantity) for lot in listed(text, name).lots]


def codes(found: PartsList) -> list[str]:
    return [one.code for one in found.notices]


def refusal(text: str | bytes, name: str) -> BrickError:
    with pytest.raises(BrickError) as refused:
        listed(text, name)
    return refused.value


def test_a_wanted_list_of_bricklink() -> None:
    text = """<INVENTORY>
      <ITEM><ITEMTYPE>P</ITEMTYPE><ITEMID>3001</ITEMID><COLOR>5</COLOR><MINQTY>2</MINQTY><CONDITION>N</CONDITION>
        <MAXPRICE>0.12</MAXPRICE><REMARKS>drawer 4</REMARKS></ITEM>
      <ITEM><ITEMTYPE>M</ITEMTYPE><ITEMID>sw0001</ITEMID></ITEM>
      <ITEM><ITEMTYPE>P</ITEMTYPE><ITEMID>3002</ITEMID><COLOR>0</COLOR><MAXPRICE>-1.0000</MAXPRICE></ITEM></INVENTORY>"""
    found = listed(text, "wanted.xml")
    assert found.lots == (
        ListedLot(
            "3001", 2, "bricklink", "5", "bricklink", condition="new", price=Decimal("0.12"), remarks="drawer 4", line=2
        ),
        ListedLot("sw0001", 1, "bricklink", "", "bricklink", item="minifig", line=4),
        ListedLot("3002", 1, "bricklink", "", "bricklink", line=5),
    )
    assert codes(found) == ["NOT_A_PART"]


ITEM = "<ITEM><ITEMTYPE>{}</ITEMTYPE><ITEMID>{}</ITEMID></ITEM>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_rows_of_xml_are_told_by_their_lines_where_each_has_one(encoding: str) -> None:
    lines = ["<INVENTORY>", "<!-- <ITEM> was here", "-->", ITEM.format("P", "3001"), "<![CDATA[<ITEM>]]>", "", "<ITEM>",
             "<ITEMID>3002</ITEMID></ITEM>", "<ITEMS/></INVENTORY>"]  # fmt: skip
    found = listed("\r\n".join(lines).encode(encoding), "wanted.xml")
    assert [(lot.number, lot.line) for lot in found.lots] == [("3001", 4), ("3002", 7)]
    on_one = "<INVENTORY>\n" + ITEM.format("P", "3001") + ITEM.format("P", "3002") + "</INVENTORY>"
    assert [lot.line for lot in listed(on_one, "wanted.xml").lots] == [1, 2]


@pytest.mark.parametrize("kind", ["B", "C", "I", "O", "i", "Instruction"])
def test_paper_that_comes_with_a_set_is_no_part(kind: str) -> None:
    texts = {
        "a.xml": f"<INVENTORY>{ITEM.format('P', '3001')}{ITEM.format(kind, '6285-1')}</INVENTORY>",
        "a.bsx": "<BrickStoreXML><Inventory><Item><ItemID>3001</ItemID><ItemTypeID>P</ItemTypeID></Item><Item>"
        f"<ItemID>6285-1</ItemID><ItemTypeID>{kind}</ItemTypeID></Item></Inventory></BrickStoreXML>",
        "a.csv": f"Item No,Item Type,Qty\n3001,P,1\n6285-1,{kind},1\n",
    }
    for name, text in texts.items():
        found = listed(text, name)
        assert [lot.number for lot in found.lots] == ["3001"]
        assert "NO_BRICKS" in codes(found)


@pytest.mark.parametrize(("told", "quantity"), [("2,00", 2), ("3,0", 3), ("4.00", 4), ("1,000", 0), ("1.000", 0)])
def test_a_comma_may_stand_before_noughts_but_not_before_three(told: str, quantity: int) -> None:
    found = listed(f"Part;Color;Quantity\n3001;4;{told}\n3002;4;1\n", "a.csv")
    assert [lot.quantity for lot in found.lots] == ([quantity, 1] if quantity else [1])


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "rebrickable"])
def test_lists_that_are_written_read_back_the_same(form: str) -> None:
    text = 'Part,Color,Quantity,Name\n3001,-1,2,"-tile, 2 x 2"\n3002,4,1,=brick\n'
    first = read_content(text.encode(), "a.csv")
    again = read_content(
        write(Given(first, "a.csv", NO_LIBRARY), form), f"a.{'csv' if form == 'rebrickable' else form}"
    )
    names = [lot.name for lot in bill(first, NO_LIBRARY).lots]
    assert [(lot.part, lot.colour, lot.quantity) for lot in bill(again, NO_LIBRARY).lots] == [
        ("3001", "-1", 2),
        ("3002", "4", 1),
    ]
    assert form == "rebrickable" or [lot.name for lot in bill(again, NO_LIBRARY).lots] == names


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_model_as_a_list_reads_back_the_same(form: str) -> None:
    model = read_content(
        "\n".join([ref("3001.dat", 16), ref("3002.dat", 4), ref("3002.dat", "0x2112233")]).encode(), "a.ldr"
    )
    again = read_content(write(Given(model, "a.ldr", NO_LIBRARY), form), f"a.{form}")
    ours, theirs = (
        [(lot.part, lot.system, lot.colour, lot.colour_system, lot.quantity) for lot in bill(one, NO_LIBRARY).lots]
        for one in (model, again)
    )
    assert ours == theirs


def test_rows_without_a_number_of_any_system_keep_what_the_file_said() -> None:
    text = "reference,reference_colour,quantity,ldraw,bricklink,bricklink_colour,item_type,reference_system,"
    text += "reference_colour_system\n6285-1,,1,,,,S,bricklink,bricklink\nthing,16,2,,,,,custom,ldraw\n"
    text += "3003,9999,1,3003,3003,,,ldd,lego\n3001,4,5,3001,3001,5,,ldd,ldraw\nx,4,5,,,,,nobody,ldraw\n"
    found = listed(text, "a.csv")
    assert [(lot.item, lot.system, lot.number, lot.colour_system, lot.colour, lot.quantity) for lot in found.lots] == [
        ("set", "bricklink", "6285-1", "bricklink", "", 1),
        ("part", "custom", "thing", "ldraw", "16", 2),
        ("part", "ldraw", "3003", "lego", "9999", 1),
        ("part", "ldraw", "3001", "bricklink", "5", 5),
    ]


def test_numbers_of_ldraw_may_be_names_of_files() -> None:
    assert [row[:2] for row in rows("LDraw,Qty\n3001.dat,1\n3062B.DAT,1\n", "a.csv")] == [
        ("ldraw", "3001"),
        ("ldraw", "3062b"),
    ]


@pytest.mark.parametrize("root", ["BrickStoreXML", "BrickStockXML"])
def test_brickstore_counts_what_the_set_has_not_what_is_owned(root: str) -> None:
    item = "<Item><ItemID>{}</ItemID><ItemTypeID>P</ItemTypeID><ColorID>11</ColorID>{}</Item>"
    items = [
        item.format("3001", "<Qty>0</Qty><OrigQty>4</OrigQty>"),
        item.format("3002", "<Qty>3</Qty>"),
        item.format("3003", "<Qty>0</Qty>"),
        item.format("3004", "<Status>X</Status><Qty>9</Qty>"),
    ]
    text = f"<!DOCTYPE {root}><{root}><Inventory>{''.join(items)}</Inventory></{root}>"
    found = listed(text, "set.bsx")
    assert [(lot.number, lot.quantity) for lot in found.lots] == [("3001", 4), ("3002", 3)]
    assert codes(found) == ["EMPTY_LOTS", "EXCLUDED_LOTS", "OWNED_COUNTS"]


def test_rebrickables_table_without_its_spares() -> None:
    text = "Part,Color,Quantity,Is Spare\n3001,4,2,False\n3002,0,1,True\n"
    assert rows(text, "a.csv") == [("rebrickable", "3001", "rebrickable", "4", 2)]


def test_a_row_with_several_numbers_gives_the_surest() -> None:
    text = "BLItemNo\tElementId\tLdrawId\tPartName\tBLColorId\tLDrawColorId\tQty\n"
    text += "3001\t300121\t3001\tBrick\t5\t4\t2\n3002\t\t\tBrick\t5\t\t1\n"
    assert rows(text, "a.tsv") == [("ldraw", "3001", "ldraw", "4", 2), ("bricklink", "3002", "bricklink", "5", 1)]


def test_names_of_colours_tell_whose_their_numbers_are() -> None:
    text = "part_number,quantity,color_description,color_number\n3001,2,Black,11\n3002,1,Dark Grey,10\n"
    assert rows(text, "a.csv")[0] == ("bricklink", "3001", "bricklink", "11", 2)


def test_without_names_the_commonest_colours_are_meant() -> None:
    assert rows("Part,Color,Num\n3001,0,1\n3002,72,2\n3003,71,2\n", "a.csv")[0][2] == "rebrickable"
    assert rows("Part,Color,Num\n3001,11,1\n3002,86,2\n3003,85,2\n", "a.csv")[0][2] == "bricklink"


def test_element_numbers_alone_are_enough() -> None:
    assert rows("elementId,quantity\n300121,12\n", "pab.csv") == [("lego", "300121", "lego", "", 12)]


@pytest.mark.parametrize("text", ["3001,4,2\n3002,0,1\n", "3001;4;2\n3002;0;1", "3001\t4\t2\r\n3002\t0\t1\r\n"])
def test_a_table_without_headings_is_part_colour_quantity(text: str) -> None:
    assert [row[1:2] + row[3:] for row in rows(text, "a.csv")] == [("3001", "4", 2), ("3002", "0", 1)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_of_any_usual_encoding_is_read(encoding: str) -> None:
    text = "Part,Colour,Qty,Name\n3001,4,2,Bri\u00e9\n"
    assert listed(text.encode(encoding), "a.csv").lots[0].name == "Bri\u00e9"


@pytest.mark.parametrize("quantity", ["-1", "1.5", "\u0663", "1000000000000", "=1+1", "NaN", "1e3", "two"])
def test_what_is_no_quantity_leaves_its_row_out_and_says_where(quantity: str) -> None:
    found = listed(f"Part,Color,Qty\n3001,4,2\n3002,4,{quantity}\n", "a.csv")
    assert [lot.number for lot in found.lots] == ["3001"]
    notice = next(one for one in found.notices if one.code == "BAD_QUANTITY")
    assert notice.location
    assert (notice.location.file, notice.location.line) == ("a.csv", 3)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_after_a_cell_of_several_lines_are_told_by_the_files_own(end: str) -> None:
    lines = ["Part,Color,Qty,Name", '3001,4,2,"red', "brick", 'of mine"', "", "3002,4,-1,x", "3003,4,1,y"]
    found = listed(end.join(lines), "a.csv")
    assert [(lot.number, lot.line) for lot in found.lots] == [("3001", 2), ("3003", 7)]
    assert [one.location and one.location.line for one in found.notices if one.code == "BAD_QUANTITY"] == [6]


def test_a_formula_is_no_part() -> None:
    found = listed('Part,Qty\n3001,1\n"=HYPERLINK(""x"")",2\n', "a.csv")
    assert codes(found) == ["COLUMNS_READ", "NO_NUMBER"]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Part,Qty\n" + "3001," * 1_000_000 + "1\n", "a.csv", "TOO_MANY_COLUMNS"),
        ("Part,Qty\n" + "3001,1\n" * 200_001, "a.csv", "TOO_MANY_ROWS"),
        ("nothing,here\nat,all\n", "a.csv", "NO_COLUMNS"),
        ("Part,Qty\n3001,-1\n", "a.csv", "NO_ROWS"),
        ("<INVENTORY/>", "a.xml", "NO_ROWS"),
        ("[]", "a.json", "NO_ROWS"),
        ("[" * 100_000, "a.json", "BROKEN_JSON"),
        (b"Part,Qty\n\0\0", "a.csv", "NOT_TEXT"),
        ('Part,Qty\n"' + "x" * 200_000, "a.csv", "BROKEN_TABLE"),
    ],
    ids=["columns", "rows", "no columns", "no quantity", "empty", "no array", "deep", "binary", "open quote"],
)
def test_what_is_no_list_is_refused_with_its_reason(text: str | bytes, name: str, code: str) -> None:
    error = refusal(text, name)
    assert (error.code, bool(error.hint)) == (code, True)


def test_a_bin_of_ldcad() -> None:
    text = "[options]\ncaption=Mine\n\n<items>\n3001.dat:[color=4] [count=5]\n3002.dat:[color=0]\n"
    found = listed(text, "a.pbg")
    assert found.title == "Mine"
    assert [(lot.number, lot.colour, lot.quantity) for lot in found.lots] == [("3001", "4", 5), ("3002", "0", 1)]


def test_json_as_programs_write_it() -> None:
    text = '{"lots": [{"part_num": "3001", "color_id": 4, "qty_total": 2, "more": {"a": 1}}]}'
    assert rows(text, "a.json") == [("rebrickable", "3001", "rebrickable", "4", 2)]


def workbook(sheet: str) -> bytes:
    """The smallest workbook that programs open: one sheet of inline texts."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"

    def related(kind: str, target: str) -> str:
        relation = f'<Relationship Id="1" Type="{office}/{kind}" Target="{target}"/>'
        return f'<Relationships xmlns="{package}/relationships">{relation}</Relationships>'

    sheets = '<sheets><sheet name="a" sheetId="1" r:id="1"/></sheets>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": related("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": related("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet.replace("<worksheet>", f'<worksheet xmlns="{main}">'),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in files.items():
            out.writestr(name, text)
    return made.getvalue()


def test_a_spreadsheet_as_ldd_writes_it() -> None:
    def row(*cells: str) -> str:
        return "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"

    sheet = row("Brick", "Name", "Picture", "Part", "Color code", "Quantity") + row(
        "", "BRICK", "", "3005", "5 - Brick Yellow", "171"
    )
    assert rows(workbook(f"<worksheet><sheetData>{sheet}</sheetData></worksheet>"), "a.xlsx") == [
        ("ldd", "3005", "lego", "5", 171)
    ]


def test_a_spreadsheet_that_declares_entities_is_refused() -> None:
    data = workbook('<!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData/></worksheet>')
    assert refusal(data, "a.xlsx").code == "XML_DECLARES"


def test_equal_rows_are_one_lot() -> None:
    bom = bill(listed("Part,Color,Qty\n3001,4,2\n3001,4,3\n3001,0,1\n", "a.csv"), PartsLibrary(EmptyStore()))
    assert [(lot.part, lot.colour, lot.quantity, lot.system) for lot in bom.lots] == [
        ("3001", "4", 5, "rebrickable"),
        ("3001", "0", 1, "rebrickable"),
    ]
    assert bom.parts == 6


@pytest.mark.shared
def test_every_shared_list_is_read(shared: Path) -> None:
    files = [path for path in sorted((shared / "partlists").iterdir()) if path.is_file()]
    found = {path.name: bill(listed(path.read_bytes(), path.name), PartsLibrary(EmptyStore())) for path in files}
    assert len(found) == 39
    assert (found["lukasbach_hogwarts_piecelist.xlsx"].parts, len(found["lukasbach_hogwarts_piecelist.xlsx"].lots)) == (
        4537,
        329,
    )
    assert (found["lukasbach_burrow_piecelist.csv"].parts, len(found["lukasbach_burrow_piecelist.csv"].lots)) == (
        356,
        92,
    )
