"""deleteDraft: a draft of one's own goes, with all of its revisions."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from builds.selectors import access_own_build
from builds.services.edit import delete_draft


class DeleteDraft(graphene.Mutation):
    """Delete a draft of yours. This cannot be undone."""

    class Arguments:
        slug = graphene.String(required=True, description="The build.")

    slug = graphene.String(description="Of the draft that is gone.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, slug: str) -> dict[str, Any]:
        """Delete it."""
        viewer = info.context.writer()
        delete_draft(build=access_own_build(viewer, slug), by=viewer)
        return {"slug": slug}
