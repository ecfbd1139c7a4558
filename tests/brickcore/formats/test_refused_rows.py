"""What refused rows say is kept under the headings of our own tables."""

import csv
import io

import pytest

from brickcore.content import Asked
from brickcore.formats import read_content
from brickcore.formats.lists.said import LONGEST, SAID
from brickcore.partslist import PartsList


def shelf(text: str, name: str) -> PartsList:
    content = read_content(text.encode(), name, Asked(shelf=True))
    assert isinstance(content, PartsList)
    return content


GOOD = "3001,5,4,0.10,,,,,,"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "3002,11,-4,0.10,U,A1,to you,10,100,0.08",
            {"part": "3002", "colour": "11", "quantity": "-4", "price": "0.10", "condition": "U", "remarks": "A1",
             "comment": "to you", "multiple": "10", "tiers": "100:0.08"},
        ),
        ("3002,11,4,=1+1,,,,,,", {"part": "3002", "colour": "11", "quantity": "4", "price": "=1+1"}),
        ("3002,11,,0.10,,,,,,", {"part": "3002", "colour": "11", "price": "0.10"}),
        ("3002,11,4," + "9" * 999, {"part": "3002", "colour": "11", "quantity": "4", "price": "9" * LONGEST}),
    ],
)  # fmt: skip
def test_a_row_of_a_table(row: str, said: dict[str, str]) -> None:
    head = "BLItemNo,BLColorId,Qty,Price,Condition,Remarks,Comment,Bulk,TQ1,TP1"
    (refused,) = shelf(f"{head}\n{GOOD}\n{row}\n", "lots.csv").refused
    assert refused.said == said | {"system": "bricklink", "colour_system": "bricklink"}


def test_one_column_of_comments_is_said_as_it_is_taken() -> None:
    (refused,) = shelf("Part,Color,Qty,Price,Comments\n3001,4,1,1,x\n3001,4,none,1,A1\n", "lots.csv").refused
    assert (refused.said["comment"], "remarks" in refused.said) == ("A1", False)


def test_a_row_that_says_whose_numbers_it_has() -> None:
    text = "part,system,colour,colour_system,quantity,price\n3001,lego,21,lego,1,1\n3001,lego,21,lego,none,1\n"
    (refused,) = shelf(text, "lots.csv").refused
    assert (refused.said["system"], refused.said["colour_system"]) == ("lego", "lego")


def test_an_item_of_bricklink_and_one_of_brickstore() -> None:
    fine = "<ITEM><ITEMID>3001</ITEMID><COLOR>5</COLOR><QTY>1</QTY><PRICE>1</PRICE></ITEM>"
    bad = (
        "<ITEM><ITEMID>3002</ITEMID><COLOR>11</COLOR><QTY>1.5</QTY><PRICE>1</PRICE><TQ1>10</TQ1><TP1>0.9</TP1>"
        "<TQ2>0</TQ2><TP2>0</TP2><DESCRIPTION>new</DESCRIPTION><LOTID>7</LOTID><STOCKROOM>A</STOCKROOM></ITEM>"
    )
    (refused,) = shelf(f"<INVENTORY>{fine}{bad}</INVENTORY>", "shop.xml").refused
    said = {
        "part": "3002", "system": "bricklink", "colour": "11", "colour_system": "bricklink", "quantity": "1.5",
        "price": "1", "tiers": "10:0.9", "stockroom": "Y", "comment": "new", "lot_key": "7",
    }  # fmt: skip
    assert refused.said == said
    items = "".join(
        f"<Item><ItemID>3002</ItemID><ColorID>11</ColorID><Qty>{qty}</Qty><Price>1</Price><Stockroom/></Item>"
        for qty in ("1", "-1")
    )
    text = f'<BrickStoreXML><Inventory Currency="USD">{items}</Inventory></BrickStoreXML>'
    (refused,) = shelf(text, "shop.bsx").refused
    assert refused.said == {
        "part": "3002", "system": "bricklink", "colour": "11", "colour_system": "bricklink", "quantity": "-1",
        "price": "1", "currency": "USD", "stockroom": "Y",
    }  # fmt: skip


def test_what_is_said_is_read_again_as_the_same_lot() -> None:
    """As somebody does who mends a quantity in the table of refused rows."""
    row = "3002,11,{},0.10,U,A1,to you,10,100,0.08"
    head = "BLItemNo,BLColorId,Qty,Price,Condition,Remarks,Comment,Bulk,TQ1,TP1"
    (refused,) = shelf(f"{head}\n{GOOD}\n{row.format('x')}\n", "lots.csv").refused
    (_, wanted) = shelf(f"{head}\n{GOOD}\n{row.format('40')}\n", "lots.csv").lots
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["line", "reason", "what_is_wrong", "may_be", *SAID])
    mended = dict(refused.said) | {"quantity": "40"}
    writer.writerow([3, refused.code, refused.message, "", *(mended.get(kind, "") for kind in SAID)])
    (lot,) = shelf(text.getvalue(), "mended.csv").lots
    told = ("number", "system", "colour", "colour_system", "quantity", "price", "condition", "remarks", "comment",
            "multiple", "tiers")  # fmt: skip
    assert [getattr(lot, name) for name in told] == [getattr(wanted, name) for name in told]
