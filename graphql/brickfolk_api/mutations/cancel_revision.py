"""cancelRevision: stop the work on a revision."""

from typing import Any

import graphene

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.revision import Revision
from builds.selectors import access_revision
from builds.services.cancel import cancel_revision


class CancelRevision(graphene.Mutation):
    """Stop the work on a revision of yours. What was sent is kept."""

    class Arguments:
        id = graphene.ID(required=True, description="The revision’s id.")

    revision = graphene.Field(Revision, description="The revision as it stands now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, id: str) -> dict[str, Any]:
        """Stop it."""
        viewer = info.context.writer()
        revision = access_revision(viewer, local_key("Revision", id, field="id"))
        return {"revision": cancel_revision(revision=revision, by=viewer)}
