"""A part of the catalogue."""

from collections.abc import Awaitable
from decimal import Decimal
from typing import Any

import graphene
from django.urls import reverse

from brickfolk_api.connections import connection
from brickfolk_api.identifiers import global_id
from brickfolk_api.types.colour import ExternalNumber
from parts.models import Part as PartRow


class Category(graphene.ObjectType):
    """A shelf of the catalogue."""

    name = graphene.String(required=True)
    slug = graphene.String(required=True)


class PartSize(graphene.ObjectType):
    """How much room a part takes, in LDU (0.4 mm)."""

    width = graphene.Float(required=True)
    height = graphene.Float(required=True)
    depth = graphene.Float(required=True)


class Part(graphene.ObjectType):
    """A shape in the catalogue."""

    id = graphene.ID(required=True)
    number = graphene.String(required=True, description="The number that we show.")
    name = graphene.String(required=True)
    kind = graphene.String(required=True)
    category = graphene.NonNull(Category)
    size = graphene.Field(PartSize)
    weight_grams = graphene.String(description="A decimal; absent where it is not known.")
    numbers = graphene.List(graphene.NonNull(ExternalNumber), required=True, description="In every system.")
    path = graphene.String(required=True, description="Its page on this site.")

    @staticmethod
    def resolve_id(part: PartRow, _info: Any) -> str:
        """The global id."""
        return global_id("Part", part.pk)

    @staticmethod
    def resolve_category(part: PartRow, info: Any) -> Awaitable[Any]:
        """Its shelf."""
        return info.context.loaders.category.load(part.category_id)

    @staticmethod
    def resolve_size(part: PartRow, _info: Any) -> dict[str, Decimal] | None:
        """Its size where all three are known."""
        if part.width is None or part.height is None or part.depth is None:
            return None
        return {"width": part.width, "height": part.height, "depth": part.depth}

    @staticmethod
    def resolve_weight_grams(part: PartRow, _info: Any) -> str | None:
        """Its weight."""
        return None if part.weight is None else str(part.weight)

    @staticmethod
    def resolve_numbers(part: PartRow, info: Any) -> Awaitable[Any]:
        """Its numbers in every system."""
        return info.context.loaders.numbers_by_part.load(part.pk)

    @staticmethod
    def resolve_path(part: PartRow, _info: Any) -> str:
        """The address of its page."""
        return reverse("web:part", args=[part.pk])


PartConnection = connection(Part, "Part")
