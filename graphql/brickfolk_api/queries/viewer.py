"""Asking who one is."""

from typing import Any

import graphene

from accounts.models import User
from brickfolk_api.types.viewer import Viewer


class ViewerQueries(graphene.ObjectType):
    """Yourself."""

    viewer = graphene.Field(Viewer, description="Absent without a session or token.")

    @staticmethod
    def resolve_viewer(_root: None, info: Any) -> User | None:
        """The one who asks."""
        viewer: User | None = info.context.viewer
        return viewer
