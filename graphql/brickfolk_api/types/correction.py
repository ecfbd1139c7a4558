"""A member's word that a number means another part."""

from collections.abc import Awaitable
from typing import Any

import graphene

from brickfolk_api.connections import connection
from brickfolk_api.identifiers import global_id
from brickfolk_api.types.colour import System
from brickfolk_api.types.member import Member
from brickfolk_api.types.part import Part
from parts.models import Correction as CorrectionRow

CorrectionState = graphene.Enum.from_enum(
    CorrectionRow.State,
    name="CorrectionState",
    description=lambda state: f"{state.label}." if state else "How far a correction has come.",
)


class Correction(graphene.ObjectType):
    """A member's word that a number of a system means another part; it counts once somebody else accepts it."""

    id = graphene.ID(required=True, description="The global id.")
    system = graphene.Field(System, required=True, description="Whose number it is.")
    number = graphene.String(required=True, description="The number, in lower case and without .dat.")
    part = graphene.NonNull(Part, description="What it means, says the correction.")
    was = graphene.Field(Part, description="What it meant before, if anything.")
    reason = graphene.String(required=True, description="How the member knows.")
    state = graphene.Field(CorrectionState, required=True, description="How far it has come.")
    proposed_by = graphene.Field(Member, description="Who proposed it; absent when that member has left.")
    reviewed_by = graphene.Field(Member, description="Who settled it.")
    created_at = graphene.DateTime(required=True, description="When it was proposed.")
    reviewed_at = graphene.DateTime(description="When it was settled.")
    review_note = graphene.String(required=True, description="What the reviewer had to say.")

    @staticmethod
    def resolve_id(correction: CorrectionRow, _info: Any) -> str:
        """The global id."""
        return global_id("Correction", correction.pk)

    @staticmethod
    def resolve_part(correction: CorrectionRow, info: Any) -> Awaitable[Any]:
        """What the number means."""
        return info.context.loaders.part.load(correction.part_id)

    @staticmethod
    def resolve_was(correction: CorrectionRow, info: Any) -> Awaitable[Any] | None:
        """What it meant before."""
        return info.context.loaders.part.load(correction.was_id) if correction.was_id else None

    @staticmethod
    def resolve_proposed_by(correction: CorrectionRow, info: Any) -> Awaitable[Any] | None:
        """Its author."""
        return _member(correction.proposed_by_id, info)

    @staticmethod
    def resolve_reviewed_by(correction: CorrectionRow, info: Any) -> Awaitable[Any] | None:
        """Its reviewer."""
        return _member(correction.reviewed_by_id, info)


def _member(key: int | None, info: Any) -> Awaitable[Any] | None:
    return info.context.loaders.member.load(key) if key else None


CorrectionConnection = connection(Correction, "Correction")
