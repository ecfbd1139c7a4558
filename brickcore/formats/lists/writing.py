"""Parts lists on their way out: in BrickLink's XML, BrickStore's, tables, a spreadsheet or JSON.

Each writer takes a list whose numbers are in the system that its format speaks: `systems.listed`, or the site's
catalogue, sees to that. Lots that have no number there are named in a comment, or have an empty cell.
"""

import json
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import xlsxwriter

from brickcore.formats.cells import csv_file, table_text, xml_comment, xml_element
from brickcore.partslist import Item, ListedLot, PartsList

HEADINGS = (
    "part",
    "system",
    "colour",
    "colour_system",
    "quantity",
    "name",
    "condition",
    "price",
    "currency",
    "remarks",
    "item_type",
)
_LETTERS: Mapping[Item, str] = {"part": "P", "minifig": "M", "set": "S"}
_CONDITIONS = {"new": "N", "used": "U"}


def write_bricklink(listed: PartsList) -> bytes:
    """A wanted list."""
    lots = [_wanted(lot) for lot in listed.lots if lot.number]
    head = ['<?xml version="1.0" encoding="UTF-8"?>', *_left_out(listed), "<INVENTORY>"]
    return "\n".join([*head, *lots, "</INVENTORY>", ""]).encode()


def write_bsx(listed: PartsList) -> bytes:
    """A document of BrickStore."""
    lots = [_stored(lot) for lot in listed.lots if lot.number]
    head = ['<?xml version="1.0" encoding="UTF-8"?>', "<!DOCTYPE BrickStoreXML>", *_left_out(listed), "<BrickStoreXML>"]
    currency = next((lot.currency for lot in listed.lots if lot.currency), "")
    opened = xml_element("Inventory", {}).replace("</Inventory>", "")
    opened = opened.replace(">", f' Currency="{currency}">') if currency.isalpha() else opened
    return "\n".join([*head, opened, *lots, "</Inventory>", "</BrickStoreXML>", ""]).encode()


def write_rebrickable(listed: PartsList) -> bytes:
    """A table as Rebrickable takes and gives it."""
    rows = [[lot.number, lot.colour, lot.quantity, "False"] for lot in listed.lots if lot.number]
    return table_text(["Part", "Color", "Quantity", "Is Spare"], rows).encode()


def write_csv(listed: PartsList) -> bytes:
    """A table with all that a list knows; cells that look like formulas are defused."""
    return csv_file(HEADINGS, [_cells(lot) for lot in listed.lots])


def write_json(listed: PartsList) -> bytes:
    """An array of objects; prices are decimal strings."""
    lots = [dict(zip(HEADINGS, _cells(lot), strict=True)) for lot in listed.lots]
    given = {"format": "brickfolk-parts-1", "title": listed.title, "lots": [_plain(lot) for lot in lots]}
    return (json.dumps(given, ensure_ascii=False, indent=1) + "\n").encode()


def write_xlsx(listed: PartsList) -> bytes:
    """A workbook of one sheet. Texts are written as texts, so that nothing in them is run."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Parts")
    bold = book.add_format({"bold": True})
    for column, heading in enumerate(HEADINGS):
        sheet.write_string(0, column, heading, bold)
    for row, lot in enumerate(listed.lots, 1):
        for column, cell in enumerate(_cells(lot)):
            if isinstance(cell, int):
                sheet.write_number(row, column, cell)
            else:
                sheet.write_string(row, column, str(cell))
    sheet.freeze_panes(1, 0)
    book.close()
    return made.getvalue()


WRITERS: Mapping[str, Callable[[PartsList], bytes]] = {
    "bricklink": write_bricklink,
    "bsx": write_bsx,
    "rebrickable": write_rebrickable,
    "csv": write_csv,
    "json": write_json,
    "xlsx": write_xlsx,
}
SYSTEMS: Mapping[str, str] = {"bricklink": "bricklink", "bsx": "bricklink", "rebrickable": "rebrickable"}
"""Whose numbers a format speaks; the others say whose with each row."""


def _left_out(listed: PartsList) -> list[str]:
    lacking = [f"{lot.quantity} x {lot.name or lot.remarks}" for lot in listed.lots if not lot.number]
    return [xml_comment("Left out, since no number is known there: " + "; ".join(lacking))] if lacking else []


def _wanted(lot: ListedLot) -> str:
    fields: dict[str, object] = {
        "ITEMTYPE": _LETTERS[lot.item],
        "ITEMID": lot.number,
        "COLOR": lot.colour,  # without one any colour will do
        "MINQTY": lot.quantity,
        "CONDITION": _CONDITIONS.get(lot.condition, ""),
        "MAXPRICE": lot.price,
        "REMARKS": lot.remarks,
    }
    return xml_element("ITEM", fields)


def _stored(lot: ListedLot) -> str:
    fields: dict[str, object] = {
        "ItemTypeID": _LETTERS[lot.item],
        "ItemID": lot.number,
        "ColorID": lot.colour or "0",
        "ItemName": lot.name,
        "Qty": lot.quantity,
        "Price": lot.price,
        "Condition": _CONDITIONS.get(lot.condition, "N"),
        "Remarks": lot.remarks,
    }
    return xml_element("Item", fields)


def _cells(lot: ListedLot) -> list[str | int]:
    price = "" if lot.price is None else str(lot.price)
    return [lot.number, lot.system, lot.colour, lot.colour_system, lot.quantity, lot.name, lot.condition, price,
            lot.currency, lot.remarks, "" if lot.item == "part" else _LETTERS[lot.item]]  # fmt: skip


def _plain(lot: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in lot.items() if value != ""}
