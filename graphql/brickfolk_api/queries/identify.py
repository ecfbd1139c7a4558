"""Asking what references mean."""

from typing import Any

import graphene
from django.utils.translation import gettext as _

from brickfolk_api.context import in_database
from brickfolk_api.types.identification import Identification, PartReference
from common.errors import Invalid
from common.text import is_storable
from parts.services.identify import Identification as Answer
from parts.services.identify import Reference, identify

MOST_REFERENCES = 1000
LONGEST = 255  # as in a parts list
LEFT_OPEN = "16"  # LDraw's colour of whatever surrounds it


class IdentifyQueries(graphene.ObjectType):
    """Numbers of any system, and what they mean here."""

    identify = graphene.List(
        graphene.NonNull(Identification),
        required=True,
        references=graphene.List(
            graphene.NonNull(PartReference), required=True, description=f"At most {MOST_REFERENCES:,}."
        ),
        description="Which part and colour each reference means, how sure that is and why; in the order given.",
    )

    @staticmethod
    @in_database
    def resolve_identify(_root: None, _info: Any, references: list[Any]) -> list[Answer]:
        """The answers, in a fixed number of queries."""
        if len(references) > MOST_REFERENCES:
            message = _("These are %(count)d references; the most is %(most)d. Send them in several queries.")
            raise Invalid(
                "TOO_MANY_REFERENCES", message % {"count": len(references), "most": MOST_REFERENCES}, "references"
            )
        return identify([_reference(given, place) for place, given in enumerate(references)])


def _reference(given: Any, place: int) -> Reference:
    texts = given["number"], given.get("colour") or "", given.get("name") or ""
    if any(len(text) > LONGEST or not is_storable(text) for text in texts):
        message = _("Reference %(place)d: a number, colour or name has at most %(most)d characters, and no NUL.")
        raise Invalid("BAD_REFERENCE", message % {"place": place + 1, "most": LONGEST}, field="references")
    number, colour, name = texts
    system, colour_system = _system(given.get("system")) or "ldraw", _system(given.get("colour_system"))
    if not colour:
        colour, colour_system = LEFT_OPEN, "ldraw"
    return Reference(number, colour, system, name, colour_system)


def _system(given: Any) -> str:
    return str(getattr(given, "value", given) or "")
