"""forgetSettlement: have the next upload ask again."""

from typing import Any

import graphene

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from builds.services.forgetting import forget_settlement


class ForgetSettlement(graphene.Mutation):
    """Remember an answer of yours no more. Revisions that it was applied to keep it; undoSettlement takes it off."""

    class Arguments:
        id = graphene.ID(required=True, description="The id of one of your remembered settlements.")

    forgotten = graphene.ID(description="The id of what was forgotten.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, id: str) -> dict[str, Any]:
        """Forget it."""
        by = info.context.writer()
        forget_settlement(settlement_id=local_key("Settlement", id, field="id"), by=by)
        return {"forgotten": id}
