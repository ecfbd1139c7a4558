"""A revision's bill of materials as files: tables for spreadsheets, lists for the sites that sell parts.

Each is a parts list in the numbers of whoever reads it, written by the core's one writer of that format; only the table
with all that the site knows of a lot has columns of its own.
"""

from brickcore.formats.cells import csv_file
from brickcore.formats.lists.writing import SYSTEMS as SPOKEN
from brickcore.formats.lists.writing import WRITERS
from builds.models import BomLine, Revision
from builds.selectors.bom import bom_lines_with_numbers
from builds.services.listed import SYSTEMS, colour_number, listed, part_number
from parts.models import System

HEAD = [
    "position", "reference", "reference_colour", "part", "name", "category", "colour", "quantity", "unit_price",
    "line_price", "currency", "basis", "confidence", "ldraw", "lego", "bricklink", "rebrickable", "brickowl",
    "bricklink_colour", "item_type", "reference_system", "reference_colour_system",
]  # fmt: skip
LETTERS = {BomLine.Item.MINIFIG: "M", BomLine.Item.SET: "S"}


def bom_csv(revision: Revision) -> bytes:
    """The lines as a table for spreadsheets, with every number that the site knows. Three queries."""
    return csv_file(HEAD, map(_cells, bom_lines_with_numbers(revision)))


def bom_as(key: str, revision: Revision) -> bytes:
    """The lines as a list of this format, in the numbers that the format speaks. Three queries."""
    return WRITERS[key](listed(revision, SPOKEN.get(key, "")))


def wanted_list_xml(revision: Revision) -> bytes:
    """The lines as BrickLink's wanted-list XML. Lots that BrickLink has no number for are listed in a comment."""
    return bom_as("bricklink", revision)


def list_file(revision: Revision, key: str) -> bytes:
    """The lines as one of the lists that builds.selectors.downloads offers, by its format's key."""
    return bom_csv(revision) if key == "csv" else bom_as(key, revision)


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
        LETTERS.get(BomLine.Item(line.item), ""),
        line.system,
        line.colour_system,
    ]
