"""Which catalogue colour a system's colour number means."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from brickcore.colour_names import makers_number, name_key
from common.instances import instance_of
from parts.models import Colour, ColourNumber, System
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
    """The colour of each, in order. One query; two more where some are named instead of numbered."""
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
    named = _by_names({one.number for one in wanted if (one.system, one.number) not in known})
    answers = {
        one: _answer(one, known.get((one.system, one.number), []), by_key.get(one.implied or 0), named.get(one.number))
        for one in dict.fromkeys(wanted)
    }
    return [answers[one] for one in wanted]


def _by_names(told: Collection[str]) -> dict[str, Colour]:
    """The colours of these that are names: the catalogue's own first, then the maker's."""
    keys = {name: key for name in told if (key := name_key(name))}
    if not keys:
        return {}
    ours = {name_key(one.name): one for one in Colour.objects.order_by("commonness", "-number")}
    numbers = {name: makers_number(name) for name, key in keys.items() if key not in ours}
    rows = ColourNumber.objects.filter(system=System.LEGO, number__in=[one for one in numbers.values() if one])
    makers = {row.number: row.colour for row in rows.select_related("colour").order_by("colour__commonness")}
    found = {name: ours.get(key) or makers.get(numbers.get(name, "")) for name, key in keys.items()}
    return {name: colour for name, colour in found.items() if colour is not None}


def _answer(
    wanted: WantedColour, meant: Sequence[Colour], implied: Colour | None, named: Colour | None
) -> ColourAnswer:
    number = wanted.number
    if meant:
        colour = implied if implied and implied in meant else meant[-1]
        says = f"; the element's own is {implied.name}" if implied and implied != colour else ""
        return ColourAnswer(colour, link("colour", f"colour {number} is {colour.name}{says}"))
    if named is not None:
        return ColourAnswer(named, link("colour_name", f"“{number}” names the colour {named.name}"))
    if implied is not None:
        return ColourAnswer(implied, link("colour_element", f"the element's colour is {implied.name}"))
    return ColourAnswer(None, _left_open(wanted.system, number))


def _left_open(system: str, number: str) -> Evidence:
    """Why there is no colour."""
    if not number:
        return link("colour_open", "no colour is given: any colour will do")
    if system == "ldraw" and number in LEFT_OPEN:
        return link("colour_open", f"colour {number} leaves the colour open: any colour will do")
    if number.isdigit() and FIRST_DIRECT <= int(number) <= LAST_DIRECT:
        rgb = f"#{int(number) & 0xFFFFFF:06X}"
        return link("colour_direct", f"{rgb} was mixed in the file and is no colour of the catalogue")
    return link("colour_unknown", f"the catalogue knows no {system} colour {number}")
