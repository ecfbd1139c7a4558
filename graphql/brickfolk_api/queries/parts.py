"""Asking for parts, colours and categories."""

from typing import Any

import graphene
from django.utils.translation import gettext as _

from brickfolk_api.connections import Order, Page, connection, connection_field, page_of, paging
from brickfolk_api.context import in_database
from brickfolk_api.identifiers import local_key
from brickfolk_api.types.colour import Colour, System
from brickfolk_api.types.part import Category, Part, PartConnection
from common.errors import Invalid
from parts.models import Category as CategoryRow
from parts.models import Colour as ColourRow
from parts.models import Part as PartRow
from parts.selectors import part_by_number, search_parts

ColourConnection = connection(Colour, "Colour")
CategoryConnection = connection(Category, "Category")


class PartQueries(graphene.ObjectType):
    """The catalogue."""

    part = graphene.Field(
        Part,
        id=graphene.ID(),
        number=graphene.String(description="With its system."),
        system=System(default_value="ldraw"),
        description="By id, or by a number in one system.",
    )
    parts = connection_field(
        PartConnection,
        text=graphene.String(default_value="", description="Words, or a number in any system."),
        category=graphene.String(default_value="", description="A category's slug."),
    )
    colours = connection_field(ColourConnection)
    categories = connection_field(CategoryConnection)

    @staticmethod
    @in_database
    def resolve_part(_root: None, _info: Any, system: Any, id: str = "", number: str = "") -> PartRow | None:
        """A part by id or number."""
        if id:
            return PartRow.objects.filter(pk=local_key("Part", id, field="id")).first()
        if number:
            return part_by_number(getattr(system, "value", system), number)
        raise Invalid("ID_OR_NUMBER", _("Give the part's id or one of its numbers."), field="id")

    @staticmethod
    @in_database
    def resolve_parts(_root: None, _info: Any, text: str, category: str, **arguments: Any) -> Page:
        """Parts by words or number, the best first."""
        keyset = (Order("score", descending=True), Order("name"), Order("id"))
        return page_of(search_parts(text, category=category), keyset, **paging(arguments))

    @staticmethod
    @in_database
    def resolve_colours(_root: None, _info: Any, **arguments: Any) -> Page:
        """All colours by LDraw's code."""
        return page_of(ColourRow.objects.all(), (Order("number"),), **paging(arguments))

    @staticmethod
    @in_database
    def resolve_categories(_root: None, _info: Any, **arguments: Any) -> Page:
        """All shelves by name."""
        return page_of(CategoryRow.objects.all(), (Order("name"),), **paging(arguments))
