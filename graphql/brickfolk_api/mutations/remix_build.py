"""remixBuild: a published revision becomes a draft of one's own, with its lineage."""

from typing import Any

import graphene
from django.utils.translation import gettext as _

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.build import Build
from builds.selectors import access_build, access_numbered_revision, access_revision
from builds.services.remix import remix_build
from common.errors import Invalid


class RemixBuildInput(graphene.InputObjectType):
    """What to remix: a revision's id, or a build's slug for the one that it shows."""

    revision = graphene.ID(description="A revision’s id.")
    build = graphene.String(description="A build’s slug.")
    title = graphene.String(description="What the remix is called.")


class RemixBuild(graphene.Mutation):
    """Copy a published revision into a draft of your own."""

    class Arguments:
        input = RemixBuildInput(required=True, description="What to remix.")

    build = graphene.Field(Build, description="The remix.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Remix it."""
        viewer = info.context.writer()
        if input.get("revision"):
            revision = access_revision(viewer, local_key("Revision", input["revision"], field="revision"))
        elif input.get("build"):
            revision = access_numbered_revision(viewer, access_build(viewer, input["build"]))
        else:
            raise Invalid(
                "REVISION_OR_BUILD", _("Say what to remix: a revision's id, or a build's slug."), field="revision"
            )
        return {"build": remix_build(revision=revision, by=viewer, title=input.get("title") or "")}
