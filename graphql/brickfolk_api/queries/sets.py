"""Asking for sets, minifigures and themes."""

from typing import Any

import graphene

from brickfolk_api.connections import connection_field
from brickfolk_api.context import in_database
from brickfolk_api.keysets import Order, Page, page_of, paging
from brickfolk_api.types.set import Minifig, Set, ThemeConnection
from parts.models import Minifig as MinifigRow
from parts.models import Set as SetRow
from parts.selectors import minifig_by_number, set_by_number, themes


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
    def resolve_themes(_root: None, _info: Any, **arguments: Any) -> Page:
        """All themes."""
        return page_of(themes().select_related(None), (Order("name"), Order("number")), paging(arguments))
