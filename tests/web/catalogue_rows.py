"""Rows of the catalogue for the tests of its pages."""

import datetime
from decimal import Decimal
from typing import Any

from parts.models import (
    Colour,
    ColourNumber,
    Element,
    Inventory,
    InventoryPart,
    Part,
    PartColour,
    PartNumber,
    PartRelation,
    PriceSeen,
    Set,
    System,
    Theme,
)
from tests.factories import make_colour, make_part


def make_number(part: Part, number: str, system: str = System.LDRAW, rule: str = "own") -> PartNumber:
    """A number of a part, with a source."""
    return PartNumber.objects.create(part=part, system=system, number=number, rule=rule, evidence="a table of ids")


def make_made_in(part: Part, colour: Colour, *elements: str, **fields: Any) -> PartColour:
    """A colour that a part was made in, with its element numbers."""
    for number in elements:
        Element.objects.create(number=number, part=part, colour=colour)
    return PartColour.objects.create(part=part, colour=colour, **fields)


def make_relation(kind: str, child: Part, parent: Part, **fields: Any) -> PartRelation:
    """How two parts relate."""
    return PartRelation.objects.create(kind=kind, child=child, parent=parent, evidence="a table of relations", **fields)


def make_price(part: Part, colour: Colour, price: str, day: datetime.date, **fields: Any) -> PriceSeen:
    """A price that somebody saw."""
    return PriceSeen.objects.create(
        part=part, colour=colour, price=Decimal(price), seen_on=day, source="a price guide", **fields
    )


def make_set(number: str = "10019-1", name: str = "Blockade runner", **fields: Any) -> Set:
    """A set in a theme, made once per number."""
    theme = Theme.objects.get_or_create(number=1, defaults={"name": "Space"})[0]
    values = {"name": name, "year": 2001, "theme": theme, "part_count": 1748} | fields
    return Set.objects.get_or_create(number=number, defaults=values)[0]


def make_inventory(number: int, version: int = 1, **holder: Any) -> Inventory:
    """An inventory of a set or a minifigure."""
    return Inventory.objects.create(number=number, version=version, **holder)


def make_lot(inventory: Inventory, part: Part | None = None, quantity: int = 2, **fields: Any) -> InventoryPart:
    """A lot of an inventory."""
    values: dict[str, Any] = {"part": part or make_part(), "colour": make_colour(), "quantity": quantity}
    return InventoryPart.objects.create(inventory=inventory, **values | fields)


def make_colour_number(colour: Colour, system: str, number: str) -> ColourNumber:
    """A number of a colour."""
    return ColourNumber.objects.create(colour=colour, system=system, number=number)
