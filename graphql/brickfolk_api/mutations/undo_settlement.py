"""undoSettlement: take an answer back."""

from typing import Any

import graphene

from brickfolk_api.identifiers import local_key, notice_of
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.revision import Revision
from builds.selectors import access_line, access_revision
from builds.services.accepting import undo_acceptance
from builds.services.settling import undo_settlement


class UndoSettlement(graphene.Mutation):
    """Take back how an item of a report of yours was settled: it is as it was found, and nothing is remembered."""

    class Arguments:
        item = graphene.ID(
            required=True, description="The id of an item of the report, or of a line of the parts list."
        )

    revision = graphene.Field(Revision, description="The revision as it stands now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, item: str) -> dict[str, Any]:
        """Undo it."""
        by = info.context.writer()
        notice = notice_of(item, field="item")
        if notice is not None:
            return {"revision": undo_acceptance(revision=access_revision(by, notice[0]), by=by, key=notice[1])}
        line = access_line(by, local_key("BomLine", item, field="item"))
        undo_settlement(line=line, by=by)
        return {"revision": access_revision(by, line.revision_id)}
