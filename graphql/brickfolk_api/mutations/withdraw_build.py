"""withdrawBuild: a published build becomes a draft again."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.build import Build
from builds.selectors import access_own_build
from builds.services.publish import withdraw_build


class WithdrawBuild(graphene.Mutation):
    """Take a build of yours back into a draft. Remixes of it stay."""

    class Arguments:
        slug = graphene.String(required=True, description="The build.")

    build = graphene.Field(Build, description="The build as it is now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, slug: str) -> dict[str, Any]:
        """Withdraw it."""
        viewer = info.context.writer()
        return {"build": withdraw_build(build=access_own_build(viewer, slug), by=viewer)}
