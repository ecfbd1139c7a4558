"""A revision's bill of materials as files: CSV for spreadsheets, a wanted list for BrickLink."""

import csv
import io
import re
from xml.sax.saxutils import escape

from builds.models import BomLine, Revision
from builds.selectors.bom import bom_lines_with_numbers
from parts.models import System

HEAD = [
    "position", "reference", "reference_colour", "part", "name", "category", "colour", "quantity", "unit_price",
    "line_price", "currency", "basis", "confidence", "ldraw", "lego", "bricklink", "rebrickable", "brickowl",
    "bricklink_colour",
]  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # with these a cell would be run by a spreadsheet
SYSTEMS = [System.LDRAW, System.LEGO, System.BRICKLINK, System.REBRICKABLE, System.BRICKOWL]


def bom_csv(revision: Revision) -> bytes:
    """The lines as CSV: UTF-8 with a byte order mark (Excel needs it), CRLF, cells that look like formulas defused."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    for line in bom_lines_with_numbers(revision):
        writer.writerow([defused(cell) for cell in _cells(line)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def wanted_list_xml(revision: Revision) -> bytes:
    """The lines as BrickLink's wanted-list XML. Lots that BrickLink has no number for are listed in a comment."""
    wanted: dict[tuple[str, str], int] = {}  # several references may mean one lot of theirs
    left_out: list[str] = []
    for line in bom_lines_with_numbers(revision):
        key = part_number(line, System.BRICKLINK), colour_number(line, System.BRICKLINK)
        if all(key):
            wanted[key] = wanted.get(key, 0) + line.quantity
        else:
            left_out.append(f"{line.quantity} x {line.reference} in colour {line.reference_colour}")
    comment = [_comment("Left out, since BrickLink's number is not known: " + "; ".join(left_out))] if left_out else []
    items = [_item(part, colour, quantity) for (part, colour), quantity in wanted.items()]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', *comment, "<INVENTORY>", *items, "</INVENTORY>", ""]
    return "\n".join(lines).encode()


def part_number(line: BomLine, system: str) -> str:
    """The part's number in a system, empty when it has none. Needs `part.numbers` loaded."""
    numbers = line.part.numbers.all() if line.part else []
    return next((number.number for number in numbers if number.system == system), "")


def colour_number(line: BomLine, system: str) -> str:
    """The colour's number in a system, empty when it has none. Needs `colour.numbers` loaded."""
    numbers = line.colour.numbers.all() if line.colour else []
    return next((number.number for number in numbers if number.system == system), "")


def defused(cell: object) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return "'" + text if text.startswith(FORMULA) else text


def _cells(line: BomLine) -> list[object]:
    part, colour = line.part, line.colour
    return [
        line.position + 1,
        line.reference,
        line.reference_colour,
        part.number if part else "",
        part.name if part else line.name,
        part.category.name if part else "",
        colour.name if colour else "",
        line.quantity,
        line.unit_price,
        line.line_price,
        line.currency,
        line.basis,
        line.confidence,
        *(part_number(line, system) for system in SYSTEMS),
        colour_number(line, System.BRICKLINK),
    ]


def _item(part: str, colour: str, quantity: int) -> str:
    return (
        f"<ITEM><ITEMTYPE>P</ITEMTYPE><ITEMID>{_xml(part)}</ITEMID>"
        f"<COLOR>{_xml(colour)}</COLOR><MINQTY>{quantity}</MINQTY></ITEM>"
    )


def _comment(text: str) -> str:
    """A comment; two hyphens in a row would end it early, and so would one at its end."""
    return f"<!-- {re.sub('-(?=-)', '- ', _xml(text))} -->"


def _xml(text: str) -> str:
    """Escaped, without the control characters that XML 1.0 cannot hold."""
    return escape(re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text))
