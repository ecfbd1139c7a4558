"""importBuild: the zip of a whole build, from any Brickfolk."""

from typing import Any

import graphene
from django.utils.translation import gettext as _

from brickfolk_api.mutations.base import Upload, errors_field, kept, service_call
from brickfolk_api.types.build_import import BuildImport
from builds.services.importing import start_import
from builds.services.uploads import import_uploaded
from common.errors import Invalid


class ImportBuildInput(graphene.InputObjectType):
    """Which zip."""

    file = Upload(description="The zip that “everything” gave, beside the query; 50 MB at most.")
    key = graphene.String(
        description="Or the key of an upload that createUpload announced, called .zip: 256 MB at most."
    )


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
        viewer, sent, key = info.context.writer(), input.get("file"), input.get("key")
        if (sent is None) == (key is None):
            raise Invalid("FILE_OR_KEY", _("Send the zip beside the query, or the key of an upload."), field="file")
        if key is not None:
            return {"build_import": import_uploaded(key=key, by=viewer)}
        return {"build_import": start_import(owner=viewer, file_name=sent.name, file=kept(sent))}
