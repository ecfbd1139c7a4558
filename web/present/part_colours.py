"""The colours of a part: the plate of studs to pick from, and the table of those that it was made in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from parts.models import Colour, Element, PartColour
from parts.selectors import PriceSummary
from web.present.part_numbers import elements_in
from web.present.years import years

Order = Literal["common", "new", "name"]
ORDERS: tuple[Order, ...] = ("common", "new", "name")
SHOWN = 12
LIGHT_GREY = 71
"""LDraw's light bluish grey: what shows a shape best where no colour is known."""


@dataclass(frozen=True, slots=True)
class ColourRow:
    """One colour that the part was made in. `price` is the median of new ones, where any was seen."""

    colour: Colour
    years: str
    sets: int
    elements: list[Element]
    price: PriceSummary | None
    here: bool


@dataclass(frozen=True, slots=True)
class ColourTable:
    """The rows that are shown, in their order; `hidden` more wait."""

    rows: list[ColourRow]
    hidden: int
    order: Order
    total: int
    has_years: bool
    has_sets: bool
    has_prices: bool


def chosen_colour(asked: Colour | None, made: Sequence[PartColour], colours: Sequence[Colour]) -> Colour | None:
    """The colour to show the part in: the one asked for, else its commonest one, else a light grey."""
    if asked is not None:
        return asked
    if made:
        return max(made, key=lambda row: (row.set_count, row.colour.commonness, -row.colour.number)).colour
    return next((one for one in colours if one.number == LIGHT_GREY), colours[0] if colours else None)


def studs(made: Sequence[PartColour], colours: Sequence[Colour]) -> tuple[list[Colour], list[Colour]]:
    """The colours to pick from: those that it was made in, and the others; both the commonest first."""
    own = {row.colour_id for row in made}
    return [one for one in colours if one.pk in own], [one for one in colours if one.pk not in own]


def ordered(made: Sequence[PartColour], order: str) -> tuple[list[PartColour], Order]:
    """The rows in an order: the commonest first, the newest first, or by name."""
    if order == "new":
        return sorted(made, key=lambda row: (-(row.last_year or 0), -(row.first_year or 0), row.colour.name)), "new"
    if order == "name":
        return sorted(made, key=lambda row: row.colour.name), "name"
    return sorted(made, key=lambda row: (-row.set_count, -row.colour.commonness, row.colour.number)), "common"


def colour_table(
    shown: Sequence[PartColour],
    order: Order,
    elements: Sequence[Element],
    prices: Mapping[int, PriceSummary],
    *,
    made: Sequence[PartColour],
    here: Colour | None,
) -> ColourTable:
    """The table of the rows `shown`, out of all that were `made`; a column with nothing in it is left out."""
    rows = [
        ColourRow(
            colour=row.colour,
            years=years(row.first_year, row.last_year),
            sets=row.set_count,
            elements=elements_in(elements, row.colour_id),
            price=prices.get(row.colour_id),
            here=here is not None and row.colour_id == here.pk,
        )
        for row in shown
    ]
    return ColourTable(
        rows=rows,
        hidden=len(made) - len(shown),
        order=order,
        total=len(made),
        has_years=any(row.years for row in rows),
        has_sets=any(row.sets for row in rows),
        has_prices=any(row.price for row in rows),
    )
