"""A run of an import."""

from typing import Any

import graphene

from brickfolk_api.connections import connection
from brickfolk_api.identifiers import global_id
from parts.models import CatalogueImport as ImportRow


class RejectedRow(graphene.ObjectType):
    """A row that an import refused."""

    table = graphene.String(required=True, description="The table or file that it stands in.")
    line = graphene.Int(description="Its line, counted from 1, where it has one.")
    reason = graphene.String(required=True, description="What is wrong with it.")


class CatalogueImport(graphene.ObjectType):
    """One run of an import into the catalogue, and what it came to."""

    id = graphene.ID(required=True, description="The global id.")
    command = graphene.String(required=True, description="Which import.")
    source = graphene.String(required=True, description="What was read, and which release of it.")
    started_at = graphene.DateTime(required=True, description="When it began.")
    finished_at = graphene.DateTime(description="When it ended; absent while it runs, and where it broke off.")
    added = graphene.Int(required=True, description="Rows that are new.")
    changed = graphene.Int(required=True, description="Rows that say something else than before.")
    unchanged = graphene.Int(required=True, description="Rows that say the same as before.")
    rejected = graphene.Int(required=True, description="Rows that were refused.")
    rejections = graphene.List(
        graphene.NonNull(RejectedRow),
        required=True,
        first=graphene.Int(default_value=100, description="So many of them; 1,000 are kept."),
        description="The first rows that were refused, and why.",
    )
    catalogue_version = graphene.Int(description="The state of the catalogue that it made.")

    @staticmethod
    def resolve_id(row: ImportRow, _info: Any) -> str:
        """The global id."""
        return global_id("CatalogueImport", row.pk)

    @staticmethod
    def resolve_rejections(row: ImportRow, _info: Any, first: int) -> list[dict[str, Any]]:
        """The first of them."""
        kept: list[dict[str, Any]] = row.rejections
        return kept[: max(0, first)]

    @staticmethod
    def resolve_catalogue_version(row: ImportRow, _info: Any) -> int | None:
        """The version's number is its key."""
        return row.version_id


CatalogueImportConnection = connection(CatalogueImport, "CatalogueImport")
