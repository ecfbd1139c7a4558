"""takeSettlements: the answers of an answers.json, from any Brickfolk."""

from typing import Any

import graphene

from brickcore.bundles.manifest import MOST_MANIFEST
from brickfolk_api.mutations.base import Upload, errors_field, service_call
from builds.services.taking_answers import take_answers


class TakeSettlementsInput(graphene.InputObjectType):
    """Which file."""

    file = Upload(
        required=True, description="The answers.json of “everything of mine”, beside the query; 8 MB at most."
    )


class TakeSettlements(graphene.Mutation):
    """Remember what you settled elsewhere; your next upload applies it. What you settled here stays as it is."""

    class Arguments:
        input = TakeSettlementsInput(required=True, description="Which file.")

    remembered = graphene.Int(description="How many answers are remembered now that were not.")
    left_out = graphene.Int(description="How many were not taken: answered here already, or of unknown parts.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Take them over."""
        viewer, sent = info.context.writer(), input["file"]
        sent.seek(0)  # one file may be sent for several mutations of a request
        taken = take_answers(owner=viewer, data=sent.read(MOST_MANIFEST + 1))
        return {"remembered": taken.new, "left_out": taken.left}
