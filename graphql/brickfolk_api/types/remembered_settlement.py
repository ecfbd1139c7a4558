"""What a member settled once, and is applied by itself to their next uploads."""

from collections.abc import Awaitable
from typing import Any

import graphene

from brickfolk_api.connections import connection
from brickfolk_api.identifiers import global_id
from brickfolk_api.types.colour import Colour
from brickfolk_api.types.part import Part
from brickfolk_api.types.report import SettleChoice
from builds.models import Settlement as SettlementRow


class RememberedSettlement(graphene.ObjectType):
    """An answer of yours to what a reference in your files means."""

    id = graphene.ID(required=True, description="The global id, for forgetSettlement.")
    system = graphene.String(
        required=True, description="Whose number the reference is; “notice”: the answer is about a warning."
    )
    reference = graphene.String(
        required=True, description="The part as your files name it, in lower case; a warning’s code."
    )
    colour_system = graphene.String(
        required=True, description="Whose number the colour is; empty: it holds for every colour."
    )
    reference_colour = graphene.String(required=True, description="The colour as your files name it; a warning’s key.")
    what = graphene.Field(SettleChoice, required=True, description="The answer.")
    part = graphene.Field(Part, description="The part that it is.")
    colour = graphene.Field(Colour, description="The colour that it is.")
    made_at = graphene.DateTime(required=True, description="When you settled it.")

    @staticmethod
    def resolve_id(row: SettlementRow, _info: Any) -> str:
        """The global id."""
        return global_id("Settlement", row.pk)

    @staticmethod
    def resolve_part(row: SettlementRow, info: Any) -> Awaitable[Any] | None:
        """The part."""
        return info.context.loaders.part.load(row.part_id) if row.part_id else None

    @staticmethod
    def resolve_colour(row: SettlementRow, info: Any) -> Awaitable[Any] | None:
        """The colour."""
        return info.context.loaders.colour.load(row.colour_id) if row.colour_id else None


RememberedSettlementConnection = connection(RememberedSettlement, "RememberedSettlement")
