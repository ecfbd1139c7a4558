"""acceptCorrection: let a correction hold from now on."""

from typing import Any

import graphene

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.correction import Correction
from parts.selectors import correction_by_id
from parts.services.corrections import accept_correction


class AcceptCorrection(graphene.Mutation):
    """Accept a correction that somebody else proposed; it holds from the catalogue’s next version on. For reviewers."""

    class Arguments:
        id = graphene.ID(required=True, description="The correction’s id.")
        note = graphene.String(default_value="", description="What there is to say about it.")

    correction = graphene.Field(Correction, description="The correction as it stands now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, id: str, note: str) -> dict[str, Any]:
        """Accept it."""
        by = info.context.writer()
        correction = correction_by_id(local_key("Correction", id, field="id"))
        return {"correction": accept_correction(correction=correction, by=by, note=note)}
