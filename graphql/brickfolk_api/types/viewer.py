"""The one who asks."""

from typing import Any

import graphene

from accounts.models import User
from brickfolk_api.connections import connection_field
from brickfolk_api.context import in_database
from brickfolk_api.keysets import Order, Page, page_of, paging
from brickfolk_api.types.build import BuildConnection
from brickfolk_api.types.member import Member
from brickfolk_api.types.remembered_settlement import RememberedSettlementConnection
from builds.models import Build as BuildRow
from builds.models import Settlement


class Viewer(Member):
    """Yourself: what others see of you, and what only you may."""

    email = graphene.String(required=True, description="Where we write to you.")
    scope = graphene.String(required=True, description="What the request may do: read or write.")
    builds = connection_field(BuildConnection, description="Your builds, drafts too, the newest first.")

    settlements = connection_field(
        RememberedSettlementConnection,
        description="What you settled in reports and your next upload applies by itself, the newest first.",
    )

    @staticmethod
    def resolve_scope(_viewer: User, info: Any) -> str:
        """A session may do what the member may; a token what its scope says."""
        token = info.context.token
        return "write" if token is None else str(token.scope)

    @staticmethod
    @in_database
    def resolve_builds(viewer: User, _info: Any, **arguments: Any) -> Page:
        """Your builds, drafts too."""
        return page_of(BuildRow.objects.filter(owner=viewer), (Order("id", descending=True),), paging(arguments))

    @staticmethod
    @in_database
    def resolve_settlements(viewer: User, _info: Any, **arguments: Any) -> Page:
        """What is remembered for you."""
        return page_of(Settlement.objects.filter(owner=viewer), (Order("id", descending=True),), paging(arguments))
