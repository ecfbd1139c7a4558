"""readTableAgain: the same table with other columns, as the next revision."""

from typing import Any

import graphene

from brickcore.content import AskedColumns
from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.colour import System
from brickfolk_api.types.revision import Revision
from builds.selectors import access_revision
from builds.services.rereading import read_again


class ReadTableAgainInput(graphene.InputObjectType):
    """Which table of yours, and what its columns hold. Columns and lines are counted from 1."""

    revision = graphene.ID(required=True, description="The revision’s id; its file is a CSV, TSV or XLSX.")
    part = graphene.Int(required=True, description="The column of the parts’ numbers.")
    system = System(required=True, description="Whose numbers these are.")
    quantity = graphene.Int(description="The column of quantities; without one each row means one.")
    colour = graphene.Int(description="The column of colours.")
    colour_system = System(description="Whose numbers the colours are; none where the column has names.")
    head = graphene.Int(description="The line of the heading, 0 where there is none; left out, it is looked for.")


class ReadTableAgain(graphene.Mutation):
    """Read a table of yours again with the columns that you choose: the same bytes become the next revision."""

    class Arguments:
        input = ReadTableAgainInput(required=True, description="Which, and its columns.")

    revision = graphene.Field(Revision, description="The new revision.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Keep how it is to be read, and start the work."""
        viewer = info.context.writer()
        revision = access_revision(viewer, local_key("Revision", input["revision"], field="revision"))
        columns = AskedColumns(
            part=input["part"] - 1,
            system=_key(input["system"]),
            quantity=_place(input.get("quantity")),
            colour=_place(input.get("colour")),
            colour_system=_key(input.get("colour_system")),
            head=input.get("head"),
        )
        return {"revision": read_again(revision=revision, by=viewer, columns=columns)}


def _place(column: int | None) -> int | None:
    return None if column is None else column - 1


def _key(system: Any) -> str:
    return str(getattr(system, "value", system) or "")
