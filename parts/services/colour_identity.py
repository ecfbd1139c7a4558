"""Which catalogue colour a system's colour number means."""

from collections.abc import Sequence
from dataclasses import dataclass

from parts.models import Colour, ColourNumber
from parts.services.evidence import Evidence, link

LEFT_OPEN = {"16", "24"}
"""LDraw's two colours that mean "as around me": at the top of a model nothing is around."""

FIRST_DIRECT = 0x2000000
LAST_DIRECT = 0x3FFFFFF


@dataclass(frozen=True, slots=True)
class ColourAnswer:
    """The colour, or None with the reason in the evidence."""

    colour: Colour | None
    evidence: Evidence


def identify_colours(wanted: Sequence[tuple[str, str]]) -> list[ColourAnswer]:
    """The colour of each (system, number), in order. One query."""
    systems, numbers = {system for system, _ in wanted}, {number for _, number in wanted}
    rows = ColourNumber.objects.filter(system__in=systems, number__in=numbers).select_related("colour")
    # One foreign number can stand for several of our colours (rubber or plastic): the commonest comes last and wins.
    known = {(row.system, row.number): row.colour for row in rows.order_by("colour__commonness", "-colour__number")}
    return [_answer(system, number, known.get((system, number))) for system, number in wanted]


def _answer(system: str, number: str, colour: Colour | None) -> ColourAnswer:
    if colour is not None:
        return ColourAnswer(colour, link("colour", f"colour {number} is {colour.name}"))
    if system == "ldraw" and number in LEFT_OPEN:
        return ColourAnswer(None, link("colour_open", f"colour {number} leaves the colour open: any colour will do"))
    if number.isdigit() and FIRST_DIRECT <= int(number) <= LAST_DIRECT:
        rgb = f"#{int(number) & 0xFFFFFF:06X}"
        return ColourAnswer(
            None, link("colour_direct", f"{rgb} was mixed in the file and is no colour of the catalogue")
        )
    return ColourAnswer(None, link("colour_unknown", f"the catalogue knows no {system} colour {number}"))
