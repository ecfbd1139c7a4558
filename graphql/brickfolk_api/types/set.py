"""Sets, minifigures and themes."""

from collections.abc import Awaitable
from typing import Any

import graphene

from brickfolk_api.connections import connection, connection_field
from brickfolk_api.identifiers import global_id
from brickfolk_api.keysets import Order
from brickfolk_api.lists import list_of
from brickfolk_api.types.inventory import Inventory
from parts.models import Minifig as MinifigRow
from parts.models import Set as SetRow
from parts.models import Theme as ThemeRow
from parts.selectors import sets_in_theme

NEWEST_SETS = (Order("known_year", descending=True), Order("id"))


class Theme(graphene.ObjectType):
    """A line of sets."""

    id = graphene.ID(required=True, description="The global id.")
    number = graphene.Int(required=True, description="Rebrickable's number.")
    name = graphene.String(required=True, description="Its name.")
    parent = graphene.Field(lambda: Theme, description="The theme that it belongs to.")
    sets = connection_field(lambda: SetConnection, description="Its own sets, the newest first.")

    @staticmethod
    def resolve_id(theme: ThemeRow, _info: Any) -> str:
        """The global id."""
        return global_id("Theme", theme.pk)

    @staticmethod
    def resolve_parent(theme: ThemeRow, info: Any) -> Awaitable[Any] | None:
        """The theme above."""
        return info.context.loaders.theme.load(theme.parent_id) if theme.parent_id else None

    @staticmethod
    def resolve_sets(theme: ThemeRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """Its own sets."""
        return list_of(info, sets_in_theme(theme).select_related(None), NEWEST_SETS, arguments)


class Set(graphene.ObjectType):
    """Whatever was sold under one number: a boxed set, a book with bricks, a bag."""

    id = graphene.ID(required=True, description="The global id.")
    number = graphene.String(required=True, description="Its number with the edition, such as 10019-1.")
    name = graphene.String(required=True, description="Its name.")
    year = graphene.Int(description="The year in which it came out, where known.")
    theme = graphene.Field(Theme, description="Its theme, where known.")
    part_count = graphene.Int(required=True, description="Parts in it, as its source counts them.")
    inventory = graphene.Field(Inventory, description="What it holds; absent where nobody listed it.")

    @staticmethod
    def resolve_id(row: SetRow, _info: Any) -> str:
        """The global id."""
        return global_id("Set", row.pk)

    @staticmethod
    def resolve_theme(row: SetRow, info: Any) -> Awaitable[Any] | None:
        """Its theme."""
        return info.context.loaders.theme.load(row.theme_id) if row.theme_id else None

    @staticmethod
    def resolve_inventory(row: SetRow, info: Any) -> Awaitable[Any]:
        """Its newest inventory."""
        return info.context.loaders.inventory_of_set.load(row.pk)


class Minifig(graphene.ObjectType):
    """A minifigure."""

    id = graphene.ID(required=True, description="The global id.")
    number = graphene.String(required=True, description="Rebrickable's number, such as fig-000001.")
    name = graphene.String(required=True, description="Its name.")
    part_count = graphene.Int(required=True, description="Parts in it, as its source counts them.")
    inventory = graphene.Field(Inventory, description="What it is made of; absent where nobody listed it.")

    @staticmethod
    def resolve_id(row: MinifigRow, _info: Any) -> str:
        """The global id."""
        return global_id("Minifig", row.pk)

    @staticmethod
    def resolve_inventory(row: MinifigRow, info: Any) -> Awaitable[Any]:
        """Its newest inventory."""
        return info.context.loaders.inventory_of_minifig.load(row.pk)


SetConnection: Any = connection(Set, "Set")
MinifigConnection = connection(Minifig, "Minifig")
ThemeConnection = connection(Theme, "Theme")
