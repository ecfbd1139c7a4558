"""A small catalogue with everything that a part, a set and a colour may say of themselves."""

from datetime import date
from decimal import Decimal
from typing import Any

from parts.models import (
    ColourNumber,
    Element,
    Inventory,
    InventoryMinifig,
    InventoryPart,
    InventorySet,
    Minifig,
    Part,
    PartColour,
    PartNumber,
    PartRelation,
    PriceSeen,
    Set,
    Theme,
)
from tests.factories import make_colour, make_part

RED, BLUE = 990_001, 990_002


def furnish(number: str = "z1", name: str = "Brick Z", **fields: Any) -> Part:
    """A part with a number, two colours, an element in each, a print and a mould, and a set that holds it."""
    part = make_part(number, name, **fields)
    PartNumber.objects.create(part=part, system="ldraw", number=number, evidence="its file")
    PartNumber.objects.create(part=part, system="bricklink", number=f"{number}old", rule="moved", evidence="a table")
    for code, colour, sets in ((RED, "Zed red", 2), (BLUE, "Zed blue", 5)):
        row = make_colour(code, colour, commonness=Decimal("0.9"))
        Element.objects.create(number=f"{number}-{code}", part=part, colour=row)
        PartColour.objects.create(part=part, colour=row, set_count=sets, first_year=1999, last_year=2020)
    printed = make_part(f"{number}pb1", f"{name} with print")
    PartRelation.objects.create(kind="print", child=printed, parent=part, evidence="a table")
    PartRelation.objects.create(kind="mould", child=part, parent=make_part(f"{number}b", name), evidence="a table")
    hold(Set.objects.create(number=f"9{part.pk}-1", name=f"Set of {number}", year=2020), part, 3)
    return part


def hold(holder: Set | Minifig, part: Part, quantity: int, colour: int = RED, *, spare: bool = False) -> Inventory:
    """A lot in the inventory of a set or a minifigure."""
    side = "set" if isinstance(holder, Set) else "minifig"
    number = 990_000 + 2 * holder.pk + (side == "set")
    inventory, _made = Inventory.objects.get_or_create(number=number, defaults={"version": 1, side: holder})
    InventoryPart.objects.create(
        inventory=inventory, part=part, colour=make_colour(colour), quantity=quantity, is_spare=spare
    )
    return inventory


def boxed_set(part: Part) -> Set:
    """A set of two themes with spare pieces, a minifigure and an inner set."""
    above = Theme.objects.create(number=990_001, name="Zed above")
    theme = Theme.objects.create(number=990_002, name="Zed below", parent=above)
    box = Set.objects.create(number="901-1", name="Zed tower", year=1999, part_count=7, theme=theme)
    hold(box, part, 4)
    hold(box, part, 2, BLUE)
    inventory = hold(box, part, 1, spare=True)
    minifig = Minifig.objects.create(number="fig-990001", name="Zed", part_count=1)
    hold(minifig, part, 1)
    InventoryMinifig.objects.create(inventory=inventory, minifig=minifig, quantity=2)
    inner = Set.objects.create(number="902-1", name="Zed inner")
    InventorySet.objects.create(inventory=inventory, set=inner, quantity=3)
    return box


def seen(part: Part, price: str, day: date, condition: str = "new") -> PriceSeen:
    """A price that somebody saw."""
    return PriceSeen.objects.create(
        part=part, colour=make_colour(RED), condition=condition, price=Decimal(price), seen_on=day, quantity=10,
        source="a table",
    )  # fmt: skip


def name_colour(system: str, number: str, code: int = RED) -> None:
    """Give a colour a number in a system."""
    ColourNumber.objects.create(colour=make_colour(code), system=system, number=number)
