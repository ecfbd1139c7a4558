"""A colour of the catalogue."""

from collections.abc import Awaitable
from typing import Any

import graphene

from brickfolk_api.connections import connection, connection_field
from brickfolk_api.identifiers import global_id
from brickfolk_api.keysets import Order
from brickfolk_api.lists import list_of
from common.text import storable
from parts.models import Colour as ColourRow
from parts.models import Element as ElementRow
from parts.models import PartColour as PartColourRow
from parts.models import System as Systems
from parts.selectors import parts_in_colour

System = graphene.Enum.from_enum(
    Systems, description=lambda one: f"{one.label}’s numbers." if one else "Who numbers parts and colours."
)


class ExternalNumber(graphene.ObjectType):
    """A number in another system."""

    system = graphene.Field(System, required=True, description="Whose number it is.")
    number = graphene.String(required=True, description="The number, as that system writes it.")


class Colour(graphene.ObjectType):
    """A colour with its finish."""

    id = graphene.ID(required=True, description="The global id.")
    number = graphene.Int(required=True, description="LDraw's code.")
    name = graphene.String(required=True, description="Its name.")
    rgb = graphene.String(required=True, description="#RRGGBB, sRGB")
    alpha = graphene.Int(required=True, description="255 is opaque.")
    finish = graphene.String(required=True, description="Such as solid, transparent, chrome or rubber.")
    first_year = graphene.Int(description="The first year that it was made in, where known.")
    last_year = graphene.Int(description="The last year that it was made in, where known.")
    numbers = graphene.List(graphene.NonNull(ExternalNumber), required=True, description="In every system.")
    parts = connection_field(
        lambda: PartColourConnection,
        category=graphene.String(default_value="", description="A category's slug."),
        description="Parts made in it, what stands in the most sets first.",
    )

    @staticmethod
    def resolve_id(colour: ColourRow, _info: Any) -> str:
        """The global id."""
        return global_id("Colour", colour.pk)

    @staticmethod
    def resolve_numbers(colour: ColourRow, info: Any) -> Awaitable[Any]:
        """Its numbers elsewhere."""
        return info.context.loaders.numbers_by_colour.load(colour.pk)

    @staticmethod
    def resolve_parts(colour: ColourRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """Parts made in it."""
        found = parts_in_colour(colour, category=storable(arguments["category"])).select_related(None)
        return list_of(info, found, PARTS_IN_COLOUR, arguments)


class Element(graphene.ObjectType):
    """The maker's number of one part in one colour."""

    number = graphene.String(required=True, description="The element number, as it stands in a building instruction.")
    design_number = graphene.String(description="The maker's number of the shape, where known.")
    colour = graphene.NonNull(Colour, description="The colour that it is made in.")

    @staticmethod
    def resolve_design_number(element: ElementRow, _info: Any) -> str | None:
        """The shape's number, absent where it is not known."""
        return element.design_number or None

    @staticmethod
    def resolve_colour(element: ElementRow, info: Any) -> Awaitable[Any]:
        """Its colour."""
        return info.context.loaders.colour.load(element.colour_id)


class PartColour(graphene.ObjectType):
    """A colour that a part was made in."""

    part = graphene.Field("brickfolk_api.types.part.Part", required=True, description="The part.")
    colour = graphene.NonNull(Colour, description="The colour.")
    first_year = graphene.Int(description="The first year, where known.")
    last_year = graphene.Int(description="The last year, where known.")
    set_count = graphene.Int(required=True, description="Sets that hold the part in this colour.")
    elements = graphene.List(
        graphene.NonNull(Element), required=True, description="The maker's numbers of the part in this colour."
    )

    @staticmethod
    def resolve_part(row: PartColourRow, info: Any) -> Awaitable[Any]:
        """The part."""
        return info.context.loaders.part.load(row.part_id)

    @staticmethod
    def resolve_colour(row: PartColourRow, info: Any) -> Awaitable[Any]:
        """The colour."""
        return info.context.loaders.colour.load(row.colour_id)

    @staticmethod
    async def resolve_elements(row: PartColourRow, info: Any) -> list[ElementRow]:
        """The elements of the part in this colour."""
        found = await info.context.loaders.elements_by_part.load(row.part_id)
        return [element for element in found if element.colour_id == row.colour_id]


ColourConnection = connection(Colour, "Colour")
ElementConnection = connection(Element, "Element")
PartColourConnection: Any = connection(PartColour, "PartColour")
PART_COLOURS = (Order("set_count", descending=True), Order("id"))
PARTS_IN_COLOUR = (Order("set_count", descending=True), Order("standing", descending=True), Order("id"))
ELEMENTS = (Order("number"),)
