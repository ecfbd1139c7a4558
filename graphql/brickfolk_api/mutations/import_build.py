"""importBuild: the zip of a whole build, from any Brickfolk."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import Upload, errors_field, kept, service_call
from brickfolk_api.types.build_import import BuildImport
from builds.services.importing import start_import


class ImportBuildInput(graphene.InputObjectType):
    """Which zip."""

    file = Upload(required=True, description="The zip that “everything” gave, beside the query.")


class ImportBuild(graphene.Mutation):
    """Make a draft of yours of a build's zip. The answer comes first: ask for the import until it is DONE or FAILED."""

    class Arguments:
        input = ImportBuildInput(required=True, description="Which zip.")

    build_import = graphene.Field(BuildImport, name="import", description="How far it is.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Keep the bytes and start the work."""
        viewer, sent = info.context.writer(), input["file"]
        return {"build_import": start_import(owner=viewer, file_name=sent.name, file=kept(sent))}
