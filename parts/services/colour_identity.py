"""Which catalogue colour a system's colour number means."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from common.instances import instance_of
from parts.models import Colour, ColourNumber
from parts.services.evidence import Evidence, link

_COLUMNS = tuple(column.attname for column in Colour._meta.concrete_fields)

LEFT_OPEN = {"16", "24"}
"""LDraw's two colours that mean "as around me": at the top of a model nothing is around."""

FIRST_DIRECT = 0x2000000
LAST_DIRECT = 0x3FFFFFF


class WantedColour(NamedTuple):
    """A colour as a system numbers it (blank: none is given), and the key of the one that the part's number implies."""

    system: str
    number: str
    implied: int | None = None


@dataclass(frozen=True, slots=True)
class ColourAnswer:
    """The colour, or None with the reason in the evidence."""

    colour: Colour | None
    evidence: Evidence


def identify_colours(wanted: Sequence[WantedColour]) -> list[ColourAnswer]:
    """The colour of each, in order. One query."""
    numbered = Q(system__in={one.system for one in wanted}, number__in={one.number for one in wanted})
    implied = Q(colour__in={one.implied for one in wanted if one.implied})
    # One foreign number can stand for several of our colours (rubber or plastic): the commonest comes last and wins.
    rows = ColourNumber.objects.filter(numbered | implied).order_by("colour__commonness", "-colour__number")
    known: defaultdict[tuple[str, str], list[Colour]] = defaultdict(list)
    by_key: dict[int, Colour] = {}
    # A colour has a dozen numbers: plain tuples, and one object a colour, take a fraction of the time of full rows.
    for system, number, *values in rows.values_list("system", "number", *(f"colour__{name}" for name in _COLUMNS)):
        if values[0] not in by_key:
            by_key[values[0]] = instance_of(Colour, _COLUMNS, values)
        known[system, number].append(by_key[values[0]])
    answers = {
        one: _answer(one, known.get((one.system, one.number), []), by_key.get(one.implied or 0))
        for one in dict.fromkeys(wanted)
    }
    return [answers[one] for one in wanted]


def _answer(wanted: WantedColour, meant: Sequence[Colour], implied: Colour | None) -> ColourAnswer:
    number = wanted.number
    if meant:
        colour = implied if implied and implied in meant else meant[-1]
        says = f"; the element's own is {implied.name}" if implied and implied != colour else ""
        return ColourAnswer(colour, link("colour", f"colour {number} is {colour.name}{says}"))
    if implied is not None:
        return ColourAnswer(implied, link("colour_element", f"the element's colour is {implied.name}"))
    if not number:
        return ColourAnswer(None, link("colour_open", "no colour is given: any colour will do"))
    if wanted.system == "ldraw" and number in LEFT_OPEN:
        return ColourAnswer(None, link("colour_open", f"colour {number} leaves the colour open: any colour will do"))
    if number.isdigit() and FIRST_DIRECT <= int(number) <= LAST_DIRECT:
        rgb = f"#{int(number) & 0xFFFFFF:06X}"
        return ColourAnswer(
            None, link("colour_direct", f"{rgb} was mixed in the file and is no colour of the catalogue")
        )
    return ColourAnswer(None, link("colour_unknown", f"the catalogue knows no {wanted.system} colour {number}"))
