"""What the page of one part shows, in the colour that was asked for."""

from dataclasses import dataclass

from django.http import QueryDict

from brickcore.identity import normalise_words
from brickcore.units import EXACT_MM_PER_LDU
from builds.selectors import Viewer
from parts.models import Colour, ColourNumber, Element, Minifig, Part, PartColour, Set
from parts.selectors import (
    colours,
    elements_by_part,
    minifigs_with_part,
    numbers_by_colour,
    numbers_by_part,
    part_colours_by_part,
    price_summaries,
    relations_by_part,
    sets_with_part,
)
from parts.selectors.related import relation_counts
from web.present import figures
from web.present.part_builds import BuildUse, builds_using
from web.present.part_colours import SHOWN, ColourTable, chosen_colour, colour_table, ordered, studs
from web.present.part_numbers import NumbersOfSystem, elements_in, numbers_of
from web.present.part_pictures import Pictures, pictures_of
from web.present.part_prices import PricesShown, prices_shown
from web.present.part_relations import RelationGroup, relation_groups
from web.present.years import years

SETS_SHOWN = 6
NAMES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class PartPage:
    """A part with all that is known of it. `size` and `years` are in words, empty when not known.

    `made` is what is known of the part in the colour shown; None when it is not known to have been made in it.
    """

    part: Part
    size: str
    years: str
    licence: str
    other_names: list[str]
    colour: Colour | None
    made: PartColour | None
    made_years: str
    own_studs: list[Colour]
    other_studs: list[Colour]
    table: ColourTable
    numbers: list[NumbersOfSystem]
    elements: list[Element]
    colour_numbers: list[ColourNumber]
    groups: list[RelationGroup]
    sets: list[Set]
    set_total: int
    minifigs: list[Minifig]
    prices: PricesShown
    builds: list[BuildUse]
    build_total: int


def part_page(part: Part, viewer: Viewer, asked_colour: Colour | None, asked: QueryDict) -> PartPage:
    """Collect it. `asked` may hold `prices` (a span), `order` and `colours` (all) of the table of colours."""
    every = list(colours())
    made = part_colours_by_part([part.pk])[part.pk]
    here = chosen_colour(asked_colour, made, every)
    elements = elements_by_part([part.pk])[part.pk]
    own_studs, other_studs = studs(made, every)
    by_key = {one.pk: one for one in every}
    own = next((row for row in made if here is not None and row.colour_id == here.pk), None)
    sets = list(sets_with_part(part)[: SETS_SHOWN + 1])
    builds, build_total = builds_using(viewer, part, here, by_key)
    return PartPage(
        part=part,
        size=size_of(part),
        years=years(part.first_year, part.last_year),
        licence=part.licence.partition(" : ")[0],  # what follows names a file of the library
        other_names=_other_names(part),
        colour=here,
        made=own,
        made_years=years(own.first_year, own.last_year) if own else "",
        own_studs=own_studs,
        other_studs=other_studs,
        table=_table(part, made, elements, here, asked),
        numbers=numbers_of(numbers_by_part([part.pk])[part.pk]),
        elements=elements_in(elements, here.pk if here else None),
        colour_numbers=numbers_by_colour([here.pk]).get(here.pk, []) if here else [],
        groups=relation_groups(part, relations_by_part([part.pk])[part.pk], relation_counts(part)),
        sets=sets[:SETS_SHOWN],
        set_total=sets_with_part(part).count() if len(sets) > SETS_SHOWN else len(sets),
        minifigs=list(minifigs_with_part(part)[:SETS_SHOWN]),
        prices=prices_shown(part, here, by_key, asked.get("prices", "")),
        builds=builds,
        build_total=build_total,
    )


def pictures_on(page: PartPage) -> Pictures:
    """The pictures that the page shows: the part large in its colour, small in others, and the parts related to it."""
    rows = [(page.part, row.colour) for row in page.table.rows]
    others = [(other.part, other.colour) for group in page.groups for other in group.shown]
    return pictures_of(rows + others, large=[(page.part, page.colour)])


def size_of(part: Part) -> str:
    """Its measures in words; empty when one is not known."""
    sides = [None if side is None else side * EXACT_MM_PER_LDU for side in (part.width, part.depth, part.height)]
    return figures.dimensions(*sides, is_part=True)


def _other_names(part: Part) -> list[str]:
    """What other sources call it, where that says more than another way to write × and blanks."""
    by_words = {normalise_words(name): name for name in part.other_names.splitlines() if name.strip()}
    by_words.pop(normalise_words(part.name), None)
    return list(by_words.values())[:NAMES_SHOWN]


def _table(
    part: Part, made: list[PartColour], elements: list[Element], here: Colour | None, asked: QueryDict
) -> ColourTable:
    rows, order = ordered(made, asked.get("order", ""))
    shown = rows if asked.get("colours") == "all" or len(rows) <= SHOWN + 1 else rows[:SHOWN]
    prices = price_summaries([(part.pk, row.colour_id) for row in shown]) if shown else {}
    by_colour = {colour: summary for (_part, colour), summary in prices.items()}
    return colour_table(shown, order, elements, by_colour, made=made, here=here)
