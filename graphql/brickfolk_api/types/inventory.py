"""What a set or a minifigure holds."""

from collections.abc import Awaitable
from typing import Any

import graphene

from brickfolk_api.connections import connection, connection_field
from brickfolk_api.keysets import Order
from brickfolk_api.lists import list_of
from brickfolk_api.types.colour import Colour
from parts.models import Inventory as InventoryRow
from parts.models import InventoryPart as LineRow
from parts.selectors import inventory_lines, inventory_minifigs, inventory_sets

LINES = tuple(map(Order, ("is_spare", "part__category__name", "part__name", "colour__name", "id")))


class InventoryLine(graphene.ObjectType):
    """So many of a part in a colour."""

    part = graphene.Field("brickfolk_api.types.part.Part", required=True, description="The part.")
    colour = graphene.NonNull(Colour, description="Its colour.")
    quantity = graphene.Int(required=True, description="How many.")
    is_spare = graphene.Boolean(required=True, description="Whether they lie in the box as spare pieces.")

    @staticmethod
    def resolve_part(line: LineRow, info: Any) -> Awaitable[Any]:
        """The part."""
        return info.context.loaders.part.load(line.part_id)

    @staticmethod
    def resolve_colour(line: LineRow, info: Any) -> Awaitable[Any]:
        """Its colour."""
        return info.context.loaders.colour.load(line.colour_id)


class InventoryMinifig(graphene.ObjectType):
    """So many of a minifigure."""

    minifig = graphene.Field("brickfolk_api.types.set.Minifig", required=True, description="The minifigure.")
    quantity = graphene.Int(required=True, description="How many.")


class InventorySet(graphene.ObjectType):
    """So many of a set inside another."""

    set = graphene.Field("brickfolk_api.types.set.Set", required=True, description="The set inside.")
    quantity = graphene.Int(required=True, description="How many.")


InventoryLineConnection = connection(InventoryLine, "InventoryLine")
InventoryMinifigConnection = connection(InventoryMinifig, "InventoryMinifig")
InventorySetConnection = connection(InventorySet, "InventorySet")


class Inventory(graphene.ObjectType):
    """One version of what a set or a minifigure holds."""

    number = graphene.Int(required=True, description="Rebrickable's number of the inventory.")
    version = graphene.Int(required=True, description="Which version of it; the newest is shown.")
    lines = connection_field(
        InventoryLineConnection, description="Its lots: spare pieces last, then by shelf, part and colour."
    )
    minifigs = connection_field(InventoryMinifigConnection, description="The minifigures in it.")
    sets = connection_field(InventorySetConnection, description="The sets in it.")

    @staticmethod
    def resolve_lines(inventory: InventoryRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """Its lots, with what the cursor reads of part and colour."""
        return list_of(info, inventory_lines(inventory), LINES, arguments)

    @staticmethod
    def resolve_minifigs(inventory: InventoryRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """The minifigures in it."""
        return list_of(info, inventory_minifigs(inventory), (Order("minifig__number"),), arguments)

    @staticmethod
    def resolve_sets(inventory: InventoryRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """The sets in it."""
        return list_of(info, inventory_sets(inventory), (Order("set__number"),), arguments)
