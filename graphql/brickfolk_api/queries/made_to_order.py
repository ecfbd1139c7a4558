"""Asking for what no store has: requests, and runs that many share."""

from typing import Any

import graphene
from django.db.models import QuerySet

from brickfolk_api.connections import connection_field
from brickfolk_api.context import in_database
from brickfolk_api.identifiers import local_key
from brickfolk_api.keysets import Order, Page, page_of, paging
from brickfolk_api.types.shop.parts_request import PartsRequest, PartsRequestConnection
from brickfolk_api.types.shop.shared_run import SharedRun, SharedRunConnection
from common.errors import NotFound
from shop.models import PartsRequest as RequestRow
from shop.models import SharedRun as RunRow
from shop.selectors.requests import access_request, access_run, open_requests, requests_of, shared_runs
from shop.selectors.stores import stores_of

NEWEST = (Order("id", descending=True),)
FIRST_TO_CLOSE = (Order("closes_at"), Order("id"))


class MadeToOrderQueries(graphene.ObjectType):
    """What is made, or got, because somebody wants it."""

    parts_request = graphene.Field(
        PartsRequest,
        id=graphene.ID(required=True, description="Its global id."),
        description="A request of yours, or an open one if you have an open store.",
    )
    parts_requests = connection_field(
        PartsRequestConnection,
        own=graphene.Boolean(
            required=True, default_value=True, description="False: all open ones, for whoever has an open store."
        ),
        description="Your requests, the newest first.",
    )
    shared_run = graphene.Field(
        SharedRun,
        id=graphene.ID(required=True, description="Its global id."),
        description="A run of a published build, or one that you have to do with.",
    )
    shared_runs = connection_field(SharedRunConnection, description="Open runs, those that close first standing first.")

    @staticmethod
    @in_database
    def resolve_parts_request(_root: None, info: Any, id: str) -> RequestRow | None:
        """A request that the viewer may see."""
        try:
            return access_request(info.context.viewer, local_key("PartsRequest", id, field="id"))
        except NotFound:
            return None

    @staticmethod
    @in_database
    def resolve_parts_requests(_root: None, info: Any, own: bool, **arguments: Any) -> Page:
        """The viewer's, or those that their stores may answer."""
        return page_of(_requests(info.context.viewer, own=own), NEWEST, paging(arguments))

    @staticmethod
    @in_database
    def resolve_shared_run(_root: None, info: Any, id: str) -> RunRow | None:
        """A run that the viewer may see."""
        try:
            return access_run(info.context.viewer, local_key("SharedRun", id, field="id"))
        except NotFound:
            return None

    @staticmethod
    @in_database
    def resolve_shared_runs(_root: None, _info: Any, **arguments: Any) -> Page:
        """Open runs."""
        return page_of(shared_runs().select_related(None), FIRST_TO_CLOSE, paging(arguments))


def _requests(viewer: Any, *, own: bool) -> QuerySet[RequestRow]:
    if viewer is None:
        return RequestRow.objects.none()
    if own:
        return requests_of(viewer)
    return open_requests() if stores_of(viewer).filter(is_open=True).exists() else RequestRow.objects.none()
