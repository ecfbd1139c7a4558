"""withdrawCorrection: take back one's own correction."""

from typing import Any

import graphene

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.correction import Correction
from parts.selectors import correction_by_id
from parts.services.corrections import withdraw_correction


class WithdrawCorrection(graphene.Mutation):
    """Take back a correction of your own that nobody has settled yet."""

    class Arguments:
        id = graphene.ID(required=True, description="The correction’s id.")

    correction = graphene.Field(Correction, description="The correction as it stands now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, id: str) -> dict[str, Any]:
        """Take it back."""
        by = info.context.writer()
        correction = correction_by_id(local_key("Correction", id, field="id"))
        return {"correction": withdraw_correction(correction=correction, by=by)}
