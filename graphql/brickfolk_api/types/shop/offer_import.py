"""A file of lots that a store handed in, and what became of its rows."""

from collections.abc import Awaitable
from typing import Any

import graphene

from brickfolk_api.connections import connection
from brickfolk_api.identifiers import global_id
from brickfolk_api.types.notice import Problem
from brickfolk_api.types.part import Part
from brickfolk_api.types.shop.enums import OfferImportMode, OfferImportState
from brickfolk_api.types.shop.store import Store
from shop.models import OfferImport as ImportRow


class OfferCandidate(graphene.ObjectType):
    """A part that a refused row may mean."""

    part = graphene.Field(Part, description="The part; null where the catalogue has it no more.")
    score = graphene.Float(description="How alike they are, 0 to 1.")

    @staticmethod
    def resolve_part(candidate: dict[str, Any], info: Any) -> Awaitable[Any]:
        """The catalogue's part."""
        return info.context.loaders.part.load(candidate["part_id"])


class RejectedOffer(graphene.ObjectType):
    """A row that was refused."""

    line = graphene.Int(description="Its line or place in the file, from 1.")
    code = graphene.String(required=True, description="Stable, in capitals.")
    message = graphene.String(required=True, description="What is wrong with it.")
    reference = graphene.String(required=True, description="What the row calls the part.")
    candidates = graphene.List(graphene.NonNull(OfferCandidate), required=True, description="What it may mean.")

    @staticmethod
    def resolve_candidates(row: dict[str, Any], _info: Any) -> list[dict[str, Any]]:
        """Where there are any."""
        return row.get("candidates") or []


class OfferImportNotice(graphene.ObjectType):
    """Something that was done by a rule."""

    code = graphene.String(required=True, description="Stable, in capitals.")
    message = graphene.String(required=True, description="One sentence for people.")
    count = graphene.Int(required=True, description="How many rows it was done to.")
    lines = graphene.List(graphene.NonNull(graphene.Int), required=True, description="The first of them.")


class OfferImport(graphene.ObjectType):
    """A file that was handed in for a store of yours."""

    id = graphene.ID(required=True, description="The global id.")
    store = graphene.NonNull(Store, description="Whose shelf it fills.")
    file_name = graphene.String(required=True, description="As it was called.")
    mode = graphene.Field(OfferImportMode, required=True, description="What becomes of lots that it does not name.")
    state = graphene.Field(OfferImportState, required=True, description="How far it is.")
    progress = graphene.Int(required=True, description="Per cent.")
    created_at = graphene.DateTime(required=True, description="When it was handed in.")
    added = graphene.Int(required=True, description="Lots that are new.")
    changed = graphene.Int(required=True, description="Lots that say something else than before.")
    unchanged = graphene.Int(required=True, description="Lots that say the same.")
    sold_out = graphene.Int(required=True, description="Lots that the file does not name any more.")
    rejected = graphene.Int(required=True, description="Rows that were refused.")
    rejections = graphene.List(
        graphene.NonNull(RejectedOffer),
        required=True,
        first=graphene.Int(required=True, default_value=100, description="So many of them; 1,000 are kept."),
        description="The first rows that were refused, and why.",
    )
    notices = graphene.List(graphene.NonNull(OfferImportNotice), required=True, description="What was done by a rule.")
    problem = graphene.Field(Problem, description="Why nothing was taken, where that is so.")

    @staticmethod
    def resolve_id(row: ImportRow, _info: Any) -> str:
        """The global id."""
        return global_id("OfferImport", row.pk)

    @staticmethod
    def resolve_store(row: ImportRow, info: Any) -> Awaitable[Any]:
        """Whose shelf."""
        return info.context.loaders.store.load(row.store_id)

    @staticmethod
    async def resolve_rejections(row: ImportRow, info: Any, first: int) -> list[dict[str, Any]]:
        """The first of them."""
        kept = await info.context.loaders.import_reports.load(row.pk)
        return list(kept["rejections"][: max(0, first)])

    @staticmethod
    async def resolve_notices(row: ImportRow, info: Any) -> list[dict[str, Any]]:
        """What was done by a rule."""
        kept = await info.context.loaders.import_reports.load(row.pk)
        return list(kept["notices"])

    @staticmethod
    def resolve_problem(row: ImportRow, _info: Any) -> dict[str, Any] | None:
        """Why nothing was taken."""
        return row.error


OfferImportConnection: Any = connection(OfferImport, "OfferImport")
