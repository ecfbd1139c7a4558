"""Where a part is used: in sets, minifigures and builds, and how many of it."""

from collections.abc import Awaitable
from typing import Any

import graphene

from brickfolk_api.connections import connection
from brickfolk_api.types.colour import Colour
from brickfolk_api.types.set import Minifig, Set
from builds.models import Build as BuildRow
from builds.selectors import PartUse
from parts.models import Minifig as MinifigRow
from parts.models import Set as SetRow


class PartInSet(graphene.ObjectType):
    """A set that holds the part."""

    set = graphene.NonNull(Set, description="The set.")
    quantity = graphene.Int(required=True, description="How many it holds, spare pieces aside.")

    @staticmethod
    def resolve_set(row: SetRow, _info: Any) -> SetRow:
        """The set itself."""
        return row


class PartInMinifig(graphene.ObjectType):
    """A minifigure that has the part."""

    minifig = graphene.NonNull(Minifig, description="The minifigure.")
    quantity = graphene.Int(required=True, description="How many it has.")

    @staticmethod
    def resolve_minifig(row: MinifigRow, _info: Any) -> MinifigRow:
        """The minifigure itself."""
        return row


class PartUsed(graphene.ObjectType):
    """So many of the part in one colour."""

    colour = graphene.Field(Colour, description="Absent where the file leaves the colour open.")
    quantity = graphene.Int(required=True, description="How many.")

    @staticmethod
    def resolve_colour(use: PartUse, info: Any) -> Awaitable[Any] | None:
        """Their colour."""
        return info.context.loaders.colour.load(use.colour_id) if use.colour_id else None


class PartInBuild(graphene.ObjectType):
    """A build that uses the part."""

    build = graphene.Field("brickfolk_api.types.build.Build", required=True, description="The build.")
    uses = graphene.List(
        graphene.NonNull(PartUsed), required=True, description="How many in which colour, the most first."
    )

    @staticmethod
    def resolve_build(row: BuildRow, _info: Any) -> BuildRow:
        """The build itself."""
        return row

    @staticmethod
    def resolve_uses(row: BuildRow, info: Any) -> Awaitable[Any]:
        """How its current revision uses the part."""
        key = (row.part_key, row.current_revision)  # type: ignore[attr-defined]  # annotated
        return info.context.loaders.part_uses.load(key)


PartInSetConnection = connection(PartInSet, "PartInSet")
PartInMinifigConnection = connection(PartInMinifig, "PartInMinifig")
PartInBuildConnection = connection(PartInBuild, "PartInBuild")
