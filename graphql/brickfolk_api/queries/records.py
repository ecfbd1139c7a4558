"""Asking what was done to the catalogue."""

from typing import Any

import graphene

from brickfolk_api.connections import connection_field
from brickfolk_api.context import in_database
from brickfolk_api.keysets import Order, Page, page_of, paging
from brickfolk_api.types.catalogue_import import CatalogueImportConnection
from brickfolk_api.types.correction import CorrectionConnection, CorrectionState
from parts.selectors import catalogue_imports, corrections_seen_by, current_catalogue_version

NEWEST = (Order("id", descending=True),)


class RecordQueries(graphene.ObjectType):
    """Imports and corrections."""

    catalogue_version = graphene.Int(required=True, description="Counts up whenever the catalogue changes.")
    catalogue_imports = connection_field(CatalogueImportConnection, description="Runs of imports, the newest first.")
    corrections = connection_field(
        CorrectionConnection,
        state=CorrectionState(description="Only those that have come so far."),
        description="Corrections, the newest first: reviewers see all, members their own.",
    )

    @staticmethod
    @in_database
    def resolve_catalogue_version(_root: None, _info: Any) -> int:
        """The present state's number."""
        return current_catalogue_version()

    @staticmethod
    @in_database
    def resolve_catalogue_imports(_root: None, _info: Any, **arguments: Any) -> Page:
        """Runs of imports."""
        return page_of(catalogue_imports().select_related(None), NEWEST, paging(arguments))

    @staticmethod
    @in_database
    def resolve_corrections(_root: None, info: Any, state: Any = None, **arguments: Any) -> Page:
        """Corrections that the viewer may see."""
        found = corrections_seen_by(info.context.viewer, getattr(state, "value", state) or "")
        return page_of(found, NEWEST, paging(arguments))
