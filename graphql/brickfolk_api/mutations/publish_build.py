"""publishBuild: a draft, or the newest revision, becomes everybody's."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.build import Build
from builds.selectors import access_own_build
from builds.services.publish import publish_build


class PublishBuild(graphene.Mutation):
    """Let everybody see a build of yours, with its newest ready revision."""

    class Arguments:
        slug = graphene.String(required=True, description="The build.")

    build = graphene.Field(Build, description="The build as it is now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, slug: str) -> dict[str, Any]:
        """Publish it."""
        viewer = info.context.writer()
        return {"build": publish_build(build=access_own_build(viewer, slug), by=viewer)}
