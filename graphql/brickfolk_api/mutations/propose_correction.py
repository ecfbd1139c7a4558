"""proposeCorrection: say that a number means another part."""

from typing import Any

import graphene
from django.utils.translation import gettext as _

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.colour import System
from brickfolk_api.types.correction import Correction
from common.errors import NotFound
from parts.models import Part
from parts.selectors import parts_by_id
from parts.services.corrections import propose_correction


class ProposeCorrectionInput(graphene.InputObjectType):
    """Which number means which part, and how you know."""

    system = System(required=True, description="Whose number it is.")
    number = graphene.String(required=True, description="The number.")
    part = graphene.ID(required=True, description="The id of the part that it means.")
    reason = graphene.String(required=True, description="How you know, so that others can check it.")


class ProposeCorrection(graphene.Mutation):
    """Say that a number of a system means a part; it counts once somebody else accepts it. For catalogue editors."""

    class Arguments:
        input = ProposeCorrectionInput(required=True, description="The correction.")

    correction = graphene.Field(Correction, description="The correction as it was kept.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Propose it."""
        by = info.context.writer()
        system = str(getattr(input["system"], "value", input["system"]))
        part = _part(input["part"])
        given = {"system": system, "number": input["number"], "part": part, "reason": input["reason"]}
        return {"correction": propose_correction(by=by, **given)}


def _part(identifier: str) -> Part:
    key = local_key("Part", identifier, field="part")
    part = parts_by_id([key]).get(key)
    if part is None:
        raise NotFound("NO_SUCH_PART", _("The catalogue has no such part."), field="part")
    return part
