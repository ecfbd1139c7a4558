"""Asking for parts, colours and categories."""

from typing import Any

import graphene
from django.utils.translation import gettext as _

from brickfolk_api.connections import connection_field
from brickfolk_api.context import in_database
from brickfolk_api.identifiers import local_key
from brickfolk_api.keysets import Order, Page, page_of, paging
from brickfolk_api.types.category import CategoryConnection
from brickfolk_api.types.colour import Colour, ColourConnection, System
from brickfolk_api.types.part import Part, PartKind
from brickfolk_api.types.part_search import PartConnection, Suggestion, searched_parts
from common.errors import Invalid
from parts.models import Category as CategoryRow
from parts.models import Colour as ColourRow
from parts.models import Part as PartRow
from parts.selectors import Suggestion as Suggested
from parts.selectors import colour_by_number, part_by_number, parts_by_id, suggest

MOST_SUGGESTED = 20


class PartQueries(graphene.ObjectType):
    """The catalogue."""

    part = graphene.Field(
        Part,
        id=graphene.ID(description="Its global id."),
        number=graphene.String(description="With its system."),
        system=System(default_value="ldraw", description="Whose number it is."),
        description="By id, or by a number in one system.",
    )
    parts = connection_field(
        PartConnection,
        text=graphene.String(default_value="", description="Words, or a number in any system."),
        category=graphene.String(default_value="", description="A category's slug."),
        colour=graphene.Int(description="LDraw’s code: only parts that were made in this colour."),
        kind=PartKind(description="Only parts of this kind."),
        description="Parts by words or number, the best first; all without either.",
    )
    suggest = graphene.List(
        graphene.NonNull(Suggestion),
        required=True,
        text=graphene.String(required=True, description="What was typed so far."),
        first=graphene.Int(default_value=8, description=f"So many, at most {MOST_SUGGESTED}."),
        description="Words, categories, parts, sets and minifigures that may be meant.",
    )
    colour = graphene.Field(
        Colour,
        number=graphene.String(required=True, description="Its number."),
        system=System(default_value="ldraw", description="Whose number it is."),
        description="By its number in one system; where that means several of ours, the commonest.",
    )
    colours = connection_field(ColourConnection, description="All colours by LDraw’s code.")
    categories = connection_field(CategoryConnection, description="All shelves by name.")

    @staticmethod
    @in_database
    def resolve_part(_root: None, _info: Any, system: Any, id: str = "", number: str = "") -> PartRow | None:
        """A part by id or number."""
        if id:
            key = local_key("Part", id, field="id")
            return parts_by_id([key]).get(key)
        if number:
            return part_by_number(getattr(system, "value", system), number)
        raise Invalid("ID_OR_NUMBER", _("Give the part's id or one of its numbers."), field="id")

    @staticmethod
    @in_database
    def resolve_parts(_root: None, _info: Any, text: str, category: str, **arguments: Any) -> Page:
        """Parts by words or number, the best first."""
        kind = arguments.get("kind")
        asked = {
            "text": text,
            "category": category,
            "colour": arguments.get("colour"),
            "kind": getattr(kind, "value", kind) or "",
        }
        return searched_parts(asked, paging(arguments))

    @staticmethod
    @in_database
    def resolve_suggest(_root: None, _info: Any, text: str, first: int) -> list[Suggested]:
        """What somebody who typed this may mean."""
        if not 0 <= first <= MOST_SUGGESTED:
            raise Invalid("PAGE_SIZE", _("“first” is 0 to %(most)d.") % {"most": MOST_SUGGESTED}, field="first")
        return suggest(text, limit=first)

    @staticmethod
    @in_database
    def resolve_colour(_root: None, _info: Any, number: str, system: Any) -> ColourRow | None:
        """A colour by number."""
        return colour_by_number(number, getattr(system, "value", system))

    @staticmethod
    @in_database
    def resolve_colours(_root: None, _info: Any, **arguments: Any) -> Page:
        """All colours by LDraw's code."""
        return page_of(ColourRow.objects.all(), (Order("number"),), paging(arguments))

    @staticmethod
    @in_database
    def resolve_categories(_root: None, _info: Any, **arguments: Any) -> Page:
        """All shelves by name."""
        return page_of(CategoryRow.objects.all(), (Order("name"),), paging(arguments))
