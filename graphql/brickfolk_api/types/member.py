"""A member as everybody may see one, and the viewer as only the viewer may."""

from typing import Any

import graphene

from accounts.models import User
from brickfolk_api.identifiers import global_id


class Member(graphene.ObjectType):
    """Somebody who shares builds."""

    id = graphene.ID(required=True, description="The global id.")
    username = graphene.String(required=True, description="The name in addresses.")
    name = graphene.String(required=True, description="The name that is shown.")

    @staticmethod
    def resolve_id(member: User, _info: Any) -> str:
        """The global id."""
        return global_id("Member", member.pk)

    @staticmethod
    def resolve_name(member: User, _info: Any) -> str:
        """The name that is shown."""
        return member.shown_name
