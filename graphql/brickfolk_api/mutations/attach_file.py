"""attachFile: put a program, picture or document beside a build."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import Upload, errors_field, kept, service_call
from brickfolk_api.types.asset import Attachment
from builds.selectors import access_own_build
from builds.services.attachments import attach_file


class AttachFile(graphene.Mutation):
    """Attach a file to a build of yours; its kind is told by its name and first bytes."""

    class Arguments:
        slug = graphene.String(required=True, description="The build.")
        file = Upload(required=True, description="The file, beside the query.")

    attachment = graphene.Field(Attachment, description="The file as it was kept.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, slug: str, file: Any) -> dict[str, Any]:
        """Attach it."""
        viewer = info.context.writer()
        build = access_own_build(viewer, slug)
        return {"attachment": attach_file(build=build, by=viewer, file_name=file.name, file=kept(file))}
