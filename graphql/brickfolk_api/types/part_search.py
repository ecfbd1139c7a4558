"""What a search over parts says beside the parts: how it took the words, and how it may be narrowed."""

from collections.abc import Awaitable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import graphene

from brickfolk_api.connections import connection
from brickfolk_api.context import in_database
from brickfolk_api.identifiers import global_id
from brickfolk_api.keysets import Order, Page, Paging, page_of
from brickfolk_api.types.part import Part
from parts.selectors import Facets, SearchPage, search_page, search_parts
from parts.selectors import Suggestion as Suggested

BEST_FIRST = (Order("score", descending=True), Order("name"), Order("id"))


class Search:
    """A search over parts. What it says beside its parts is looked up once, and only when it is asked for."""

    def __init__(self, **asked: Any) -> None:
        self.asked = asked

    @cached_property
    def facts(self) -> SearchPage:
        """Its total, its facets and how it took the words, in one query."""
        return search_page(**self.asked, size=1)

    @in_database
    def total(self) -> int:
        """How many parts it finds."""
        return self.facts.total


@dataclass(frozen=True, slots=True)
class SearchedParts(Page):
    """A page of parts, and the search that found them."""

    search: Search | None = None


def searched_parts(asked: dict[str, Any], paging: Paging) -> SearchedParts:
    """A page of the parts that are searched."""
    search = Search(**asked)
    page = page_of(search_parts(**asked), BEST_FIRST, paging)
    return SearchedParts(
        page.rows, page.keyset, page.has_next, page.has_previous, page.whole, total=search.total, search=search
    )


class Facet(graphene.ObjectType):
    """One way to narrow a search."""

    key = graphene.String(
        required=True, description="What to narrow it with: a category’s slug, LDraw’s code of a colour, a kind."
    )
    name = graphene.String(required=True, description="It, for people.")
    count = graphene.Int(required=True, description="How many parts there are then.")
    rgb = graphene.String(description="#RRGGBB of a colour.")

    @staticmethod
    def resolve_rgb(facet: Any, _info: Any) -> str | None:
        """Only colours have one."""
        return facet.rgb or None


class PartFacets(graphene.ObjectType):
    """How a search may be narrowed; each list is counted as if nothing were chosen in it."""

    categories = graphene.List(graphene.NonNull(Facet), required=True, description="Shelves.")
    colours = graphene.List(
        graphene.NonNull(Facet), required=True, description="Colours that the best 500 were made in."
    )
    kinds = graphene.List(graphene.NonNull(Facet), required=True, description="Kinds of parts.")
    sets = graphene.Int(required=True, description="Sets that the words find, counted to 1,000.")
    minifigs = graphene.Int(required=True, description="Minifigures that the words find, counted to 1,000.")


@in_database
def _corrected(page: SearchedParts, _info: Any) -> str | None:
    return (page.search.facts.corrected or None) if page.search else None


@in_database
def _facets(page: SearchedParts, _info: Any) -> Facets:
    return page.search.facts.facets if page.search else Facets()


PartConnection = connection(
    Part,
    "Part",
    corrected=graphene.String(description="What was searched instead, where the words as given find nothing."),
    facets=graphene.NonNull(PartFacets, description="How the search may be narrowed."),
    resolve_corrected=staticmethod(_corrected),
    resolve_facets=staticmethod(_facets),
)


class SuggestionKind(graphene.Enum):
    """What is suggested."""

    WORD = "word"
    CATEGORY = "category"
    PART = "part"
    SET = "set"
    MINIFIG = "minifig"


class Suggestion(graphene.ObjectType):
    """What somebody who types may mean."""

    kind = graphene.Field(SuggestionKind, required=True, description="What it is.")
    key = graphene.String(
        required=True,
        description="To ask for it: words to search, a category’s slug, a part’s id, a set’s or minifigure’s number.",
    )
    name = graphene.String(required=True, description="It, for people.")
    number = graphene.String(description="Its number, where it has one.")
    part = graphene.Field(Part, description="The part that is suggested.")

    @staticmethod
    def resolve_key(found: Suggested, _info: Any) -> str:
        """What leads to it."""
        return global_id("Part", found.key) if found.kind == "part" else found.key

    @staticmethod
    def resolve_number(found: Suggested, _info: Any) -> str | None:
        """Its number."""
        return found.number or None

    @staticmethod
    def resolve_part(found: Suggested, info: Any) -> Awaitable[Any] | None:
        """The part."""
        return info.context.loaders.part.load(int(found.key)) if found.kind == "part" else None
