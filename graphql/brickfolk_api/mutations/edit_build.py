"""editBuild: change what a build says about itself."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import BuildDetails, details_of, errors_field, service_call
from brickfolk_api.types.build import Build
from builds.selectors import access_own_build
from builds.services.edit import edit_build


class EditBuildInput(BuildDetails):
    """Which build, and what to change."""

    slug = graphene.String(required=True, description="The build.")


class EditBuild(graphene.Mutation):
    """Change title, description, licence or tags of a build of yours; what is left out stays."""

    class Arguments:
        input = EditBuildInput(required=True, description="What to change.")

    build = graphene.Field(Build, description="The build as it is now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Change it."""
        viewer = info.context.writer()
        build = access_own_build(viewer, input["slug"])
        return {"build": edit_build(build=build, by=viewer, **details_of(input))}
