"""removeAttachment: take a file from a build."""

from typing import Any

import graphene
from django.utils.translation import gettext as _

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.build import Build
from builds.selectors import access_own_build, attachments_of
from builds.services.attachments import remove_attachment
from common.errors import NotFound


class RemoveAttachment(graphene.Mutation):
    """Take an attached file from a build of yours."""

    class Arguments:
        slug = graphene.String(required=True, description="The build.")
        id = graphene.ID(required=True, description="The attachment’s id.")

    build = graphene.Field(Build, description="The build as it is now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, slug: str, id: str) -> dict[str, Any]:
        """Remove it."""
        viewer = info.context.writer()
        build = access_own_build(viewer, slug)
        key = local_key("Attachment", id, field="id")
        attachment = next((one for one in attachments_of(build) if one.pk == key), None)
        if attachment is None:
            raise NotFound("NO_SUCH_ATTACHMENT", _("This build has no such attachment."), field="id")
        remove_attachment(attachment=attachment, by=viewer)
        return {"build": build}
