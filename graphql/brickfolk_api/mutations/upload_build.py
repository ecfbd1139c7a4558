"""uploadBuild: a file beside the query, in one request."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import BuildDetails, Upload, details_of, errors_field, kept, service_call
from brickfolk_api.types.build import Build
from brickfolk_api.types.revision import Revision
from builds.selectors import access_own_build
from builds.services.uploads import add_revision, create_build


class UploadBuildInput(BuildDetails):
    """The file, and what it is."""

    file = Upload(required=True, description="The file, beside the query.")
    build = graphene.String(
        description="Slug of a build of yours to add a revision to; without it a new build is made."
    )
    note = graphene.String(description="What changed in this revision.")


class UploadBuild(graphene.Mutation):
    """Upload a model, a parts list or a mesh. The answer comes first: ask for the revision till READY or FAILED."""

    class Arguments:
        input = UploadBuildInput(required=True, description="The file, and what it is.")

    build = graphene.Field(Build, description="The build.")
    revision = graphene.Field(Revision, description="The revision, on which the work has begun.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Keep the bytes and start the work."""
        viewer = info.context.writer()
        sent = input["file"]
        build = access_own_build(viewer, input["build"]) if input.get("build") else None
        file = kept(sent)
        if build is None:
            build = create_build(owner=viewer, file_name=sent.name, file=file, **details_of(input))
            return {"build": build, "revision": build.revisions.get(number=1)}
        note = input.get("note") or ""
        revision = add_revision(build=build, by=viewer, file_name=sent.name, file=file, note=note)
        return {"build": build, "revision": revision}
