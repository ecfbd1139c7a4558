"""settleLine: answer what an item of a report asks."""

from typing import Any

import graphene
from django.utils.translation import gettext as _

from brickfolk_api.identifiers import local_key, notice_of
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.report import SettleChoice
from brickfolk_api.types.revision import Revision
from builds.models import BomLine
from builds.selectors import access_line, access_revision
from builds.services.accepting import accept_notice
from builds.services.settling import settle_line
from common.errors import Invalid, NotFound
from parts.models import Colour, Part
from parts.selectors import colours_by_id, parts_by_id


class SettleLineInput(graphene.InputObjectType):
    """Which item of a report of yours, and what it is."""

    item = graphene.ID(required=True, description="The id of an item of the report, or of a line of the parts list.")
    choice = SettleChoice(required=True, description="The answer; a notice can only be accepted.")
    part = graphene.ID(description="The id of the part that is meant, with PART.")
    colour = graphene.ID(description="The id of the colour that is meant, where the file’s is not known.")


class SettleLine(graphene.Mutation):
    """Settle an item of a report of yours; your next upload applies the answer by itself."""

    class Arguments:
        input = SettleLineInput(required=True, description="The item, and the answer.")

    revision = graphene.Field(Revision, description="The revision as it stands now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Settle it."""
        by = info.context.writer()
        choice = str(getattr(input["choice"], "value", input["choice"]))
        notice = notice_of(input["item"], field="item")
        if notice is not None:
            if choice != BomLine.Answer.ACCEPTED:
                raise Invalid("SETTLE_CHOICE", _("A notice can only be accepted."), field="choice")
            return {"revision": accept_notice(revision=access_revision(by, notice[0]), by=by, key=notice[1])}
        line = access_line(by, local_key("BomLine", input["item"], field="item"))
        settle_line(line=line, by=by, choice=choice, part=_part(input.get("part")), colour=_colour(input.get("colour")))
        return {"revision": access_revision(by, line.revision_id)}


def _part(identifier: str | None) -> Part | None:
    if not identifier:
        return None
    key = local_key("Part", identifier, field="part")
    part = parts_by_id([key]).get(key)
    if part is None:
        raise NotFound("NO_SUCH_PART", _("The catalogue has no such part."), field="part")
    return part


def _colour(identifier: str | None) -> Colour | None:
    if not identifier:
        return None
    key = local_key("Colour", identifier, field="colour")
    colour = colours_by_id([key]).get(key)
    if colour is None:
        raise NotFound("NO_SUCH_COLOUR", _("The catalogue has no such colour."), field="colour")
    return colour
