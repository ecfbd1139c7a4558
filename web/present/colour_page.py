"""Colours among others, and one by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from parts.models import Colour, ColourNumber, System
from parts.selectors import numbers_by_colour
from parts.selectors.colour_shelf import colours_with_parts
from web.present.outside import colour_address
from web.present.years import years

FINISHES = {
    Colour.Finish.SOLID: (_("Solid"), _("solid")),
    Colour.Finish.TRANSPARENT: (_("Transparent"), _("transparent")),
    Colour.Finish.MILKY: (_("Milky"), _("milky, lets some light through")),
    Colour.Finish.GLITTER: (_("Glitter"), _("transparent with glitter")),
    Colour.Finish.SPECKLE: (_("Speckled"), _("speckled")),
    Colour.Finish.PEARL: (_("Pearl"), _("pearl")),
    Colour.Finish.METAL: (_("Metallic"), _("metallic")),
    Colour.Finish.CHROME: (_("Chrome"), _("chrome")),
    Colour.Finish.RUBBER: (_("Rubber"), _("rubber")),
}
"""The head of its group, and the word in a sentence."""
SYSTEMS = (System.LDRAW, System.LEGO, System.BRICKLINK, System.REBRICKABLE, System.BRICKOWL)
OPAQUE = 255


@dataclass(frozen=True, slots=True)
class ColourShown:
    """A colour with its numbers by system (in the order of SYSTEMS), its years and the parts known in it."""

    colour: Colour
    numbers: list[str]
    years: str
    part_count: int


@dataclass(frozen=True, slots=True)
class FinishGroup:
    """The colours of one finish."""

    finish: str
    head: str
    colours: list[ColourShown]


@dataclass(frozen=True, slots=True)
class ColourPage:
    """One colour. `numbers` are by system, each number with its address at that system, or none."""

    colour: Colour
    finish: str
    opacity: int
    years: str
    numbers: list[tuple[str, list[tuple[str, str]]]]


def finish_groups() -> list[FinishGroup]:
    """All colours by finish. Two queries."""
    colours = list(colours_with_parts())
    numbers = numbers_by_colour([colour.pk for colour in colours])
    found = []
    for finish, (head, _word) in FINISHES.items():
        own = [_shown(colour, numbers) for colour in colours if colour.finish == finish]
        if own:
            found.append(FinishGroup(str(finish), str(head), own))
    return found


def colour_page(colour: Colour) -> ColourPage:
    """Collect it: one query."""
    return ColourPage(
        colour=colour,
        finish=str(FINISHES[Colour.Finish(colour.finish)][1]),
        opacity=round(colour.alpha * 100 / OPAQUE),
        years=years(colour.first_year, colour.last_year),
        numbers=_by_system(colour, numbers_by_colour([colour.pk]).get(colour.pk, [])),
    )


def _shown(colour: Colour, numbers: Mapping[int, Sequence[ColourNumber]]) -> ColourShown:
    own = numbers.get(colour.pk, [])
    by_system = [", ".join(row.number for row in own if row.system == system) for system in SYSTEMS]
    by_system[0] = by_system[0] or str(colour.number)
    count: int = colour.part_count  # type: ignore[attr-defined]  # annotated
    return ColourShown(colour, by_system, years(colour.first_year, colour.last_year), count)


def _by_system(colour: Colour, rows: Sequence[ColourNumber]) -> list[tuple[str, list[tuple[str, str]]]]:
    found = []
    for system in System:
        numbers = [row.number for row in rows if row.system == system]
        if system == System.LDRAW and not numbers:
            numbers = [str(colour.number)]
        if numbers:
            found.append((str(system.label), [(number, colour_address(system, number)) for number in numbers]))
    return found
