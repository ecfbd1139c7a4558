"""Lists of what a store has: prices, tiers, multiples and remarks come through, or the row is refused."""

from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from brickcore.content import Asked
from brickcore.errors import BrickError
from brickcore.formats import read_content
from brickcore.partslist import ListedLot, PartsList


def shelf(text: str | bytes, name: str) -> PartsList:
    data = text if isinstance(text, bytes) else text.encode()
    content = read_content(data, name, Asked(shelf=True))
    assert isinstance(content, PartsList)
    return content


def refusals(text: str, name: str = "shelf.csv") -> list[tuple[int | None, str]]:
    return [(one.line, one.code) for one in shelf(text, name).refused]


def test_an_inventory_of_bricklink_with_all_that_it_says() -> None:
    text = """<INVENTORY>
      <ITEM><ITEMTYPE>P</ITEMTYPE><ITEMID>3001</ITEMID><COLOR>5</COLOR><QTY>400</QTY><PRICE>0.125</PRICE><BULK>10</BULK>
        <CONDITION>N</CONDITION><TQ1>100</TQ1><TP1>0.1</TP1><TQ2>200</TQ2><TP2>0.08</TP2><TQ3>0</TQ3><TP3>0</TP3>
        <REMARKS>drawer 4</REMARKS><DESCRIPTION>from new sets</DESCRIPTION><LOTID>881</LOTID></ITEM>
      <ITEM><ITEMTYPE>P</ITEMTYPE><ITEMID>3002</ITEMID><COLOR>11</COLOR><QTY>3</QTY><PRICE>0.2</PRICE>
        <CONDITION>U</CONDITION><SALE>25</SALE><STOCKROOM>Y</STOCKROOM></ITEM></INVENTORY>"""
    found = shelf(text, "store.xml")
    assert found.lots == (
        ListedLot(
            "3001", 400, "bricklink", "5", "bricklink", condition="new", price=Decimal("0.1250"), remarks="drawer 4",
            line=2, multiple=10, tiers=((100, Decimal("0.1000")), (200, Decimal("0.0800"))), comment="from new sets",
            lot_key="881",
        ),
        ListedLot(
            "3002", 0, "bricklink", "11", "bricklink", condition="used", price=Decimal("0.1500"), line=5
        ),
    )  # fmt: skip
    assert [one.code for one in found.notices] == ["SALE_APPLIED", "NOT_FOR_SALE"]


def test_brickstore_counts_what_lies_there_and_tells_remarks_from_comments() -> None:
    item = "<Item><ItemID>3001</ItemID><ItemTypeID>P</ItemTypeID><ColorID>11</ColorID>{}</Item>"
    items = [
        item.format(
            "<Qty>7</Qty><OrigQty>9</OrigQty><Price>0.05</Price><Condition>U</Condition><Comments>ok</Comments>"
        ),
        item.format("<Qty>2</Qty><Price>0.05</Price><Condition>N</Condition><Remarks>A1</Remarks><LotID>0</LotID>"),
        item.format("<Qty>0</Qty><Price>0.06</Price><Bulk>0</Bulk>"),
        item.format("<Qty>5</Qty><Price>0.06</Price><Stockroom/><TQ1>10</TQ1><TP1>0.06</TP1>"),
        item.format("<Qty>5</Qty><Price>0.06</Price><Reserved>somebody</Reserved>"),
        item.format("<Status>X</Status><Qty>9</Qty><Price>1</Price>"),
    ]
    text = f'<BrickStoreXML><Inventory Currency="USD">{"".join(items)}</Inventory></BrickStoreXML>'
    lots = shelf(text, "store.bsx").lots
    assert [(lot.quantity, lot.condition, lot.currency) for lot in lots] == [
        (7, "used", "USD"), (2, "new", "USD"), (0, "new", "USD"), (0, "new", "USD"), (0, "new", "USD"),
    ]  # fmt: skip
    assert [(lot.remarks, lot.comment, lot.lot_key, lot.multiple, lot.tiers) for lot in lots[:2]] == [
        ("", "ok", "", 1, ()), ("A1", "", "", 1, ()),
    ]  # fmt: skip


def test_a_table_with_a_column_for_everything() -> None:
    text = (
        "Part;Color;Qty;Price;Condition;Bulk;Tiers;Remarks;Comment;Lot ID\n"
        "3001;4;20;0.1;new;2;50:0.08|100=0.07;B3;glossy;x-9\n"
    )
    [lot] = shelf(text, "a.csv").lots
    assert (lot.price, lot.multiple, lot.tiers) == (
        Decimal("0.1000"), 2, ((50, Decimal("0.0800")), (100, Decimal("0.0700"))),
    )  # fmt: skip
    assert (lot.remarks, lot.comment, lot.lot_key) == ("B3", "glossy", "x-9")


def test_one_column_of_comments_is_what_shoppers_read() -> None:
    assert shelf("Part,Color,Qty,Price,Comments\n3001,4,1,1,dusty\n", "a.csv").lots[0].comment == "dusty"
    lot = shelf("Part,Color,Qty,Price,Comments,Remarks\n3001,4,1,1,dusty,B3\n", "a.csv").lots[0]
    assert (lot.comment, lot.remarks) == ("dusty", "B3")


def test_a_row_without_a_condition_is_taken_to_be_new_and_that_is_said() -> None:
    found = shelf("Part,Color,Qty,Price\n3001,4,1,1\n", "a.csv")
    assert found.lots[0].condition == "new"
    assert "CONDITION_ASSUMED" in [one.code for one in found.notices]


def test_the_sums_of_a_spreadsheet_are_what_it_shows(tmp_path: Path) -> None:
    place = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(place) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Part", "Color", "Qty", "Price"])
        sheet.write_row(1, 0, ["3001", 4, 12, 0.1 + 0.2])
        sheet.write_row(2, 0, ["3002", 4, 1e30, 0.1])
        sheet.write_row(3, 0, ["3003", 4, 1.5, 0.1])
        sheet.write_formula(4, 1, "=1+3", None, 4)
        sheet.write_row(4, 0, ["3004"])
        sheet.write_row(4, 2, [2, 0.25])
    found = shelf(place.read_bytes(), "a.xlsx")
    assert [(lot.number, lot.colour, lot.price) for lot in found.lots] == [
        ("3001", "4", Decimal("0.3000")), ("3004", "4", Decimal("0.2500")),
    ]  # fmt: skip
    assert [(one.line, one.code) for one in found.refused] == [(3, "BAD_QUANTITY"), (4, "BAD_QUANTITY")]


@pytest.mark.parametrize("quantity", ["-1", "1.5", "10000001", "1e3", "NaN", "=1+1", "two", ""])
def test_what_is_no_quantity_refuses_its_row(quantity: str) -> None:
    assert refusals(f"Part,Color,Qty,Price\n3001,4,2,1\n3002,4,{quantity},1\n") == [(3, "BAD_QUANTITY")]


@pytest.mark.parametrize(
    "price", ["0", "0.00", "-0.1", "NaN", "Infinity", "1e30", "1000000", "0.00001", '"0,05"', "€0.05", "=1", "0x1"]
)
def test_what_is_no_price_refuses_its_row(price: str) -> None:
    assert refusals(f"Part,Color,Qty,Price\n3001,4,2,1\n3002,4,1,{price}\n") == [(3, "BAD_PRICE")]


def test_a_row_without_a_price_is_refused_and_names_what_it_is() -> None:
    [one] = shelf("Part,Color,Qty,Price\n3001,4,2,1\n3002,4,1,\n", "a.csv").refused
    assert (one.line, one.code, one.reference) == (3, "NO_PRICE", "3002 4")
    assert one.message == "A price is missing. Write what one piece costs with a point, such as 0.05."


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("Bulk", "-2", "BAD_MULTIPLE"),
        ("Bulk", "1000001", "BAD_MULTIPLE"),
        ("Bulk", "1.5", "BAD_MULTIPLE"),
        ("Condition", "mint", "BAD_CONDITION"),
        ("Sale", "100", "BAD_SALE"),
        ("Sale", "-5", "BAD_SALE"),
        ("Tiers", "1:0.5", "BAD_TIERS"),
        ("Tiers", "10:1.01", "BAD_TIERS"),
        ("Tiers", "10:0.5;20:0.6", "BAD_TIERS"),
        ("Tiers", "10:0.5;10:0.4", "BAD_TIERS"),
        ("Tiers", "10:0", "BAD_TIERS"),
        ("Tiers", "ten:0.5", "BAD_TIERS"),
        ("Tiers", "99999999999999:0.5", "BAD_TIERS"),
        ("Tiers", ";".join(f"{n}:0.{99 - n}" for n in range(2, 13)), "BAD_TIERS"),
        ("Item type", "M", "NOT_A_PART"),
    ],
)
def test_what_makes_no_sense_refuses_its_row(column: str, cell: str, code: str) -> None:
    assert refusals(f"Part,Color,Qty,Price,{column}\n3001,4,2,1,\n3002,4,1,1,{cell}\n") == [(3, code)]


def test_tiers_in_any_order_are_put_in_theirs() -> None:
    text = "Part,Color,Qty,Price,TQ1,TP1,TQ2,TP2\n3001,4,1,1,100,0.5,10,0.8\n"
    assert shelf(text, "a.csv").lots[0].tiers == ((10, Decimal("0.8000")), (100, Decimal("0.5000")))


def test_every_refused_line_is_told_though_the_reason_is_the_same() -> None:
    text = "Part,Color,Qty,Price\n3001,4,2,1\n" + "3002,4,none,1\n" * 1_200
    found = shelf(text, "a.csv")
    assert (len(found.refused), found.refused_count) == (1_000, 1_200)
    assert [one.line for one in found.refused[:3]] == [3, 4, 5]


def test_a_list_of_a_million_lines_is_refused_before_it_is_read() -> None:
    with pytest.raises(BrickError) as refused:
        shelf("Part,Color,Qty,Price\n" + "3001,4,2,1\n" * 1_000_000, "a.csv")
    assert refused.value.code == "TOO_MANY_ROWS"


def test_a_list_that_nothing_can_be_taken_of_is_refused_with_the_first_reason() -> None:
    with pytest.raises(BrickError) as refused:
        shelf("Part,Color,Qty,Price\n3001,4,2,free\n", "a.csv")
    assert (refused.value.code, refused.value.location and refused.value.location.line) == ("NO_ROWS", 2)


@pytest.mark.parametrize(
    ("price", "tier", "kept", "told"),
    [("0.12345", "", "0.1235", ["PRICES_ROUNDED"]), ("0.123400", "", "0.1234", []), ("1", "", "1.0000", []),
     ("0.1234", "10: 0.10006", "0.1234", ["PRICES_ROUNDED"])],
)  # fmt: skip
def test_prices_finer_than_they_are_kept_are_said_to_be_rounded(
    price: str, tier: str, kept: str, told: list[str]
) -> None:
    found = shelf(f"LDraw ID;LDraw color;Qty;Price;Condition;Tiers\n3001;4;9;{price};N;{tier}\n", "shelf.csv")
    assert found.lots[0].price == Decimal(kept)
    assert [one.code for one in found.notices if one.code == "PRICES_ROUNDED"] == told
