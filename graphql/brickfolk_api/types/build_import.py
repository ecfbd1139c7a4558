"""A build's zip on its way to a draft."""

from typing import Any

import graphene

from brickfolk_api.identifiers import global_id
from brickfolk_api.types.build import Build
from builds.models import BuildImport as ImportRow

ImportState = graphene.Enum.from_enum(ImportRow.State, name="ImportState")


class ImportProblem(graphene.ObjectType):
    """Why nothing was imported."""

    code = graphene.String(required=True, description="Stable, for programs.")
    message = graphene.String(required=True, description="What is wrong, and where.")
    hint = graphene.String(required=True, description="What helps; empty where nothing does.")


class BuildImport(graphene.ObjectType):
    """A zip that was handed in."""

    id = graphene.ID(required=True, description="The global id.")
    file_name = graphene.String(required=True, description="As it was called.")
    state = graphene.Field(ImportState, required=True, description="How it stands.")
    progress = graphene.Int(required=True, description="Per cent.")
    problem = graphene.Field(ImportProblem, description="Why it failed, when it did.")
    build = graphene.Field(Build, description="The draft that came of it.")

    @staticmethod
    def resolve_id(given: ImportRow, _info: Any) -> str:
        """The global id."""
        return global_id("BuildImport", given.pk)

    @staticmethod
    def resolve_problem(given: ImportRow, _info: Any) -> dict[str, str] | None:
        """Why it failed."""
        return given.error
