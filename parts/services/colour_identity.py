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

_EACH = (System.LDRAW, System.REBRICKABLE)
"""Each colour has a number at one of them: those that LDraw lacks were made for Rebrickable's."""

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
    names = {one.number: key for one in wanted if (key := name_key(one.number))}
    # One foreign number can stand for several of our colours (rubber or plastic): the commonest comes last and wins.
    rows = ColourNumber.objects.filter(_asked(wanted, names)).order_by("colour__commonness", "-colour__number")
    known: defaultdict[tuple[str, str], list[Colour]] = defaultdict(list)
    by_key: dict[int, Colour] = {}
    # A colour has a dozen numbers: plain tuples, and one object a colour, take a fraction of the time of full rows.
    for system, number, *values in rows.values_list("system", "number", *(f"colour__{name}" for name in _COLUMNS)):
        if values[0] not in by_key:
            by_key[values[0]] = instance_of(Colour, _COLUMNS, values)
        known[system, number].append(by_key[values[0]])
    ours = {name_key(one.name): one for one in by_key.values()} if names else {}
    makers = {name: known.get((System.LEGO, makers_number(name)), [])[-1:] for name in names}
    named = {name: ours.get(key) or next(iter(makers[name]), None) for name, key in names.items()}
    answers = {
        one: _answer(one, known.get((one.system, one.number), []), by_key.get(one.implied or 0), named.get(one.number))
        for one in dict.fromkeys(wanted)
    }
    return [answers[one] for one in wanted]


def _asked(wanted: Sequence[WantedColour], names: Collection[str]) -> Q:
    """Which rows tell of these colours; where some are named instead of numbered, a row of each colour besides."""
    rows = Q(system__in={one.system for one in wanted}, number__in={one.number for one in wanted})
    rows |= Q(colour__in={one.implied for one in wanted if one.implied})
    if names:
        rows |= Q(system__in=_EACH) | Q(system=System.LEGO, number__in={makers_number(name) for name in names})
    return rows


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
