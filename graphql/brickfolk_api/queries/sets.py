"""Asking for sets, minifigures and themes."""

from typing import Any

import graphene

from brickfolk_api.connections import connection_field
from brickfolk_api.context import in_database
from brickfolk_api.keysets import Order, Page, page_of, paging
from brickfolk_api.types.set import Minifig, MinifigConnection, Set, SetConnection, ThemeConnection
from parts.models import Minifig as MinifigRow
from parts.models import Set as SetRow
from parts.selectors import minifig_by_number, set_by_number, themes
from parts.selectors.search_sets import search_minifigs, search_sets

BEST_FIRST = (Order("score", descending=True), Order("number"))


class SetQueries(graphene.ObjectType):
    """What the parts come in."""

    set = graphene.Field(
        Set,
        number=graphene.String(required=True, description="Such as 10019-1; without the edition, the first one."),
        description="A set by its number.",
    )
    minifig = graphene.Field(
        Minifig,
        number=graphene.String(required=True, description="Such as fig-000001."),
        description="A minifigure by its number.",
    )
    sets = connection_field(
        SetConnection,
        text=graphene.String(default_value="", description="Words of the name, or the number’s beginning."),
        theme=graphene.Int(description="A theme’s number: only its own sets."),
        year=graphene.Int(description="Only sets of this year."),
        description="Sets by words or number, the best first; all without either.",
    )
    minifigs = connection_field(
        MinifigConnection,
        text=graphene.String(default_value="", description="Words of the name, or the number’s beginning."),
        description="Minifigures by words or number, the best first; all without either.",
    )
    themes = connection_field(ThemeConnection, description="All themes by name.")

    @staticmethod
    @in_database
    def resolve_set(_root: None, _info: Any, number: str) -> SetRow | None:
        """A set by number."""
        return set_by_number(number)

    @staticmethod
    @in_database
    def resolve_minifig(_root: None, _info: Any, number: str) -> MinifigRow | None:
        """A minifigure by number."""
        return minifig_by_number(number)

    @staticmethod
    @in_database
    def resolve_sets(_root: None, _info: Any, text: str, **arguments: Any) -> Page:
        """Sets by words or number."""
        found = search_sets(text, theme=arguments.get("theme"), year=arguments.get("year"))
        return page_of(found.select_related(None), BEST_FIRST, paging(arguments))

    @staticmethod
    @in_database
    def resolve_minifigs(_root: None, _info: Any, text: str, **arguments: Any) -> Page:
        """Minifigures by words or number."""
        return page_of(search_minifigs(text), BEST_FIRST, paging(arguments))

    @staticmethod
    @in_database
    def resolve_themes(_root: None, _info: Any, **arguments: Any) -> Page:
        """All themes."""
        return page_of(themes().select_related(None), (Order("name"), Order("number")), paging(arguments))
