"""A colour of the catalogue."""

from collections.abc import Awaitable
from typing import Any

import graphene

from brickfolk_api.identifiers import global_id
from parts.models import Colour as ColourRow
from parts.models import System as Systems

System = graphene.Enum.from_enum(Systems)


class ExternalNumber(graphene.ObjectType):
    """A number in another system."""

    system = graphene.Field(System, required=True)
    number = graphene.String(required=True)


class Colour(graphene.ObjectType):
    """A colour with its finish."""

    id = graphene.ID(required=True)
    number = graphene.Int(required=True, description="LDraw's code.")
    name = graphene.String(required=True)
    rgb = graphene.String(required=True, description="#RRGGBB, sRGB")
    alpha = graphene.Int(required=True, description="255 is opaque.")
    finish = graphene.String(required=True)
    numbers = graphene.List(graphene.NonNull(ExternalNumber), required=True)

    @staticmethod
    def resolve_id(colour: ColourRow, _info: Any) -> str:
        """The global id."""
        return global_id("Colour", colour.pk)

    @staticmethod
    def resolve_numbers(colour: ColourRow, info: Any) -> Awaitable[Any]:
        """Its numbers elsewhere."""
        return info.context.loaders.numbers_by_colour.load(colour.pk)
