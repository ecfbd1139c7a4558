"""The starter catalogue: the tables that this repository carries, written from facts."""

import csv
from decimal import Decimal
from pathlib import Path

from brickcore import colours as colour_module
from brickcore.colours import INHERITED
from parts.models import Part, PartNumber, System
from parts.services.catalogue.entries import ColourEntry, NumberEntry, PartEntry

PARTS_TABLE = Path(__file__).resolve().parents[3] / "demo" / "catalogue" / "parts.csv"
COLOURS_TABLE = Path(colour_module.__file__).with_name("data") / "colours.csv"

_NUMBER_COLUMNS = (
    ("ldraw", System.LDRAW, PartNumber.Rule.OWN),
    ("ldraw_old", System.LDRAW, PartNumber.Rule.MOVED),
    ("ldraw_alias", System.LDRAW, PartNumber.Rule.ALIAS),
    ("bricklink", System.BRICKLINK, PartNumber.Rule.OWN),
    ("rebrickable", System.REBRICKABLE, PartNumber.Rule.OWN),
    ("lego", System.LEGO, PartNumber.Rule.OWN),
)
_COLOUR_COLUMNS = (
    ("lego_id", System.LEGO),
    ("bricklink_id", System.BRICKLINK),
    ("rebrickable_id", System.REBRICKABLE),
)


def starter_parts(table: Path = PARTS_TABLE) -> list[PartEntry]:
    """The parts of the table, in its order."""
    with table.open(encoding="utf-8", newline="") as rows:
        return [_part(row) for row in csv.DictReader(rows)]


def starter_colour_entries(table: Path = COLOURS_TABLE) -> list[ColourEntry]:
    """All official LDraw colours with their numbers elsewhere."""
    with table.open(encoding="utf-8", newline="") as rows:
        return [_colour(row) for row in csv.DictReader(rows) if int(row["code"]) not in INHERITED]


def _part(row: dict[str, str]) -> PartEntry:
    numbers = tuple(
        NumberEntry(system, number, rule) for column, system, rule in _NUMBER_COLUMNS for number in row[column].split()
    )
    return PartEntry(
        ldraw=row["ldraw"],
        number=row["number"],
        name=row["name"],
        shelf=row["category"],
        kind=Part.Kind(row["kind"]),
        width=_decimal(row["width"]),
        height=_decimal(row["height"]),
        depth=_decimal(row["depth"]),
        weight=_decimal(row["weight"]),
        weight_estimated=row["weight_estimated"] == "yes",
        numbers=numbers,
    )


def _colour(row: dict[str, str]) -> ColourEntry:
    return ColourEntry(
        number=int(row["code"]),
        name=row["name"],
        rgb=row["rgb"],
        edge_rgb=row["edge"],
        alpha=int(row["alpha"]),
        finish=row["finish"],
        commonness=Decimal(row["commonness"]),
        numbers=(
            (System.LDRAW, row["code"]),
            *((system, row[column]) for column, system in _COLOUR_COLUMNS if row[column]),
        ),
    )


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None
