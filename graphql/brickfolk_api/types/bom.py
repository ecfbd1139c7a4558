"""Bill of materials: lots with their identity, price and the reasons for both."""

from collections.abc import Awaitable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

import graphene
from graphene.types.generic import GenericScalar

from brickfolk_api.connections import connection
from brickfolk_api.identifiers import global_id
from brickfolk_api.keysets import Order
from brickfolk_api.types.colour import Colour
from brickfolk_api.types.money import Money, money
from brickfolk_api.types.notice import Notice, Reason
from brickfolk_api.types.part import Part
from brickfolk_api.types.set import Minifig, Set
from builds.models import BomLine as BomLineRow
from builds.selectors import price_reason

Basis = graphene.Enum.from_enum(BomLineRow.Basis)
Item = graphene.Enum.from_enum(BomLineRow.Item, name="BomItem")
Row = dict[str, Any]
SET, MINIFIG = BomLineRow.Item.SET, BomLineRow.Item.MINIFIG

COLUMNS = (
    "id", "position", "reference", "reference_colour", "part_id", "colour_id", "name", "quantity", "confidence",
    "evidence", "pieces", "sources", "notices", "basis", "unit_price", "line_price", "currency", "price_reason",
    "system", "item", "own_price",
)  # fmt: skip

BomOrder = graphene.Enum("BomOrder", [("POSITION", "position"), ("QUANTITY_DESC", "quantity"), ("NAME", "name")])
KEYSETS = {
    "position": (Order("position"),),
    "quantity": (Order("quantity", descending=True), Order("position")),
    "name": (Order("name"), Order("position")),
}


class PriceReason(graphene.ObjectType):
    """Why a price is what it is."""

    rule = graphene.String(required=True, description="Its code, such as “estimate 2026-1”.")
    message = graphene.String(required=True, description="It, in a sentence.")
    inputs = GenericScalar(description="What the rule was given.")
    date = graphene.String(description="The day of its newest input, where it has one.")


class LotPrice(graphene.ObjectType):
    """A lot's price, what it rests on, and why."""

    each = graphene.Field(Money, description="Of one; absent where nobody’s price is known.")
    together = graphene.Field(Money, description="Of the whole lot.")
    basis = graphene.Field(Basis, required=True, description="What the price rests on.")
    reason = graphene.Field(PriceReason, description="Why it is what it is.")


class Piece(graphene.ObjectType):
    """What an assembled lot was drawn with."""

    part = graphene.String(required=True, description="The part’s number.")
    colour = graphene.Int(required=True, description="LDraw’s code.")
    quantity = graphene.Int(required=True, description="How many in one.")
    name = graphene.String(description="Its name.")


class BomLine(graphene.ObjectType):
    """One lot: a part in a colour, how many, how we know, and what it costs."""

    id = graphene.ID(required=True, description="The global id.")
    position = graphene.Int(required=True, description="Its place in the list, from 0.")
    reference = graphene.String(required=True, description="The part as the file names it.")
    system = graphene.String(required=True, description="Whose number the reference is; “custom”: the builder’s own.")
    item = graphene.Field(Item, required=True, description="Whether it is a part, or a set or figure as a whole.")
    reference_colour = graphene.String(required=True, description="The colour as the file numbers it.")
    name = graphene.String(required=True, description="What it is called.")
    quantity = graphene.Int(required=True, description="How many.")
    part = graphene.Field(Part, description="Absent where the part is not known.")
    set = graphene.Field(Set, description="The set that the lot is as a whole, where the catalogue has it.")
    minifig = graphene.Field(Minifig, description="The minifigure that it is as a whole, where the catalogue has it.")
    colour = graphene.Field(Colour, description="Absent where the file leaves it open, or it is not known.")
    confidence = graphene.Float(required=True, description="0 unknown to 1 certain.")
    evidence = graphene.List(
        graphene.NonNull(Reason), required=True, description="The chain of reasons for part and colour."
    )
    pieces = graphene.List(
        graphene.NonNull(Piece), required=True, description="What it was drawn with, where it was assembled."
    )
    notices = graphene.List(graphene.NonNull(Notice), required=True, description="What wants a look in this lot.")
    keys = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Meshes of the GLB that show it."
    )
    own_price = graphene.Field(Money, description="What one costs, as the builder says of what no catalogue knows.")
    price = graphene.NonNull(LotPrice, description="What it costs, and why.")

    @staticmethod
    def resolve_id(line: Row, _info: Any) -> str:
        """The global id."""
        return global_id("BomLine", line["id"])

    @staticmethod
    def resolve_part(line: Row, info: Any) -> Awaitable[Any] | None:
        """The catalogue's part."""
        return info.context.loaders.part.load(line["part_id"]) if line["part_id"] else None

    @staticmethod
    def resolve_set(line: Row, info: Any) -> Awaitable[Any] | None:
        """The catalogue's set."""
        return info.context.loaders.set_called.load(line["reference"]) if line["item"] == SET else None

    @staticmethod
    def resolve_minifig(line: Row, info: Any) -> Awaitable[Any] | None:
        """The catalogue's minifigure."""
        return info.context.loaders.minifig_called.load(line["reference"]) if line["item"] == MINIFIG else None

    @staticmethod
    def resolve_colour(line: Row, info: Any) -> Awaitable[Any] | None:
        """The catalogue's colour."""
        return info.context.loaders.colour.load(line["colour_id"]) if line["colour_id"] else None

    @staticmethod
    def resolve_keys(line: Row, _info: Any) -> list[str]:
        """The meshes that show it."""
        keys: list[str] = line["sources"]
        return keys

    @staticmethod
    def resolve_own_price(line: Row, _info: Any) -> dict[str, Any] | None:
        """The builder's own price."""
        return money(line["own_price"], line["currency"])

    @staticmethod
    def resolve_price(line: Row, _info: Any) -> dict[str, Any]:
        """Price and basis."""
        each: Decimal | None = line["unit_price"]
        stored: Row = line["price_reason"]
        reason = price_reason(line["basis"], stored)
        return {
            "each": money(each, line["currency"]),
            "together": money(line["line_price"], line["currency"]),
            "basis": line["basis"],
            "reason": reason and asdict(reason) | {"inputs": stored},
        }


BomConnection = connection(BomLine, "Bom")
