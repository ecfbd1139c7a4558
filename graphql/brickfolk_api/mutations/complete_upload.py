"""completeUpload: turn bytes that were sent into a build, or into the next revision of one."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import BuildDetails, details_of, errors_field, service_call
from brickfolk_api.types.revision import Revision
from builds.selectors import access_own_build
from builds.services.uploads import complete_upload


class CompleteUploadInput(BuildDetails):
    """Which upload, and what it is."""

    key = graphene.String(required=True, description="From createUpload.")
    build = graphene.String(
        description="Slug of a build of yours to add a revision to; without it a new build is made."
    )
    note = graphene.String(description="What changed in this revision.")


class CompleteUpload(graphene.Mutation):
    """Make a build or a revision of the bytes that were PUT. Calling it again answers with the same revision."""

    class Arguments:
        input = CompleteUploadInput(required=True, description="Which upload, and what it is.")

    revision = graphene.Field(Revision, description="The revision, on which the work has begun.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Complete it."""
        viewer = info.context.writer()
        build = access_own_build(viewer, input["build"]) if input.get("build") else None
        details = details_of(input)
        if input.get("note"):
            details["note"] = input["note"]
        return {"revision": complete_upload(key=input["key"], by=viewer, build=build, **details)}
