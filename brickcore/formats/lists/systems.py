"""A bill of materials in another system's numbers, as far as that is known without a catalogue.

Colours have a table. Parts have none here: systems took most numbers from the moulds, so the number itself is taken,
and the writer says so. A site with a catalogue knows better.
"""

from collections.abc import Mapping
from functools import cache

from brickcore.bom import Bom, Lot
from brickcore.colours import INHERITED
from brickcore.formats.lists.colour_numbers import colour_columns
from brickcore.partslist import ListedLot, PartsList


def listed(bom: Bom, system: str, title: str = "") -> PartsList:
    """The lots with colours in this system. An open colour (LDraw's 16) stays open."""
    return PartsList(system, tuple(_lot(lot, system) for lot in bom.lots), bom.notices, title)


def as_it_is(bom: Bom, title: str = "") -> PartsList:
    """The lots in the numbers that the file spoke, open colours too: reading them gives the same lots."""
    lots = tuple(
        ListedLot(lot.part, lot.quantity, lot.system, str(lot.colour), lot.colour_system, lot.name) for lot in bom.lots
    )
    return PartsList("", lots, bom.notices, title)


def _lot(lot: Lot, system: str) -> ListedLot:
    colour = _told(lot)
    if lot.colour_system != system and colour:
        colour = between(lot.colour_system, system).get(colour, "")
    return ListedLot(lot.part, lot.quantity, system, colour, system, lot.name)


def _told(lot: Lot) -> str:
    return "" if lot.colour_system == "ldraw" and lot.colour in INHERITED else str(lot.colour)


@cache
def between(own: str, other: str) -> Mapping[str, str]:
    """Colour numbers of one system -> those of another, the commonest colour where one number means several."""
    return {row[own]: row[other] for row in colour_columns() if row.get(own) and row.get(other)}
