"""A revision's bill as a parts list in one system's numbers: what every list that leaves the site is made from."""

from collections.abc import Iterable
from dataclasses import replace

from brickcore.partslist import Item, ListedLot, PartsList
from builds.models import BomLine, Revision
from builds.selectors.bom import bom_lines_with_numbers
from parts.models import System

SYSTEMS = (System.LDRAW, System.LEGO, System.BRICKLINK, System.REBRICKABLE, System.BRICKOWL)
SUREST = (System.LDRAW, System.REBRICKABLE, System.BRICKLINK, System.LEGO, System.BRICKOWL)
"""Whose number a list names where it may name anybody's: LDraw's first, since its colours have numbers for all."""
ANY_COLOUR = {System.REBRICKABLE: "9999"}  # a table of Rebrickable's cannot leave the colour out


def listed(revision: Revision, system: str = "") -> PartsList:
    """The lots in their order, with the part's and the colour's number in `system`; "" takes the surest of each lot.

    A lot without a number there has an empty one, and is called by what the file calls it. Lots that come to the same
    in that system become one. Three queries.
    """
    lines = bom_lines_with_numbers(revision)
    lots = [_in_system(line, system) if system else _surest(line) for line in lines]
    return PartsList(system, tuple(_joined(lots)), title=revision.build.title)


def part_number(line: BomLine, system: str) -> str:
    """The part's number in a system, empty when it has none. Needs `part.numbers` loaded."""
    numbers = line.part.numbers.all() if line.part else []
    return next((number.number for number in numbers if number.system == system), "")


def colour_number(line: BomLine, system: str) -> str:
    """The colour's number in a system, empty when it has none. Needs `colour.numbers` loaded."""
    numbers = line.colour.numbers.all() if line.colour else []
    return next((number.number for number in numbers if number.system == system), "")


def _in_system(line: BomLine, system: str) -> ListedLot:
    number = part_number(line, system) or (line.reference if line.part is None and line.system == system else "")
    colour = colour_number(line, system) or (line.reference_colour if line.colour_system == system else "")
    is_open = line.colour is None and line.has_open_colour
    if is_open:
        colour = ANY_COLOUR.get(System(system), "")
    if number and (colour or is_open):
        return replace(_lot(line, number, system, colour, system), price=None, currency="")  # ours is no bid of theirs
    called = f"{line.reference} in colour {line.reference_colour or 'not named'}"
    return replace(_lot(line, "", system, "", system), name=called)


def _surest(line: BomLine) -> ListedLot:
    number, system = line.reference, line.system
    if line.part is not None:
        known = ((part_number(line, one), one) for one in SUREST)
        number, system = next(((own, str(one)) for own, one in known if own), (line.reference, line.system))
    if line.colour is not None:
        return _lot(line, number, system, str(line.colour.number), System.LDRAW)
    return _lot(line, number, system, line.reference_colour, line.colour_system)


def _lot(line: BomLine, number: str, system: str, colour: str, colour_system: str) -> ListedLot:
    items: dict[str, Item] = {BomLine.Item.MINIFIG: "minifig", BomLine.Item.SET: "set"}
    return ListedLot(
        number=number,
        quantity=line.quantity,
        system=system,
        colour=colour,
        colour_system=colour_system,
        name=line.name,
        item=items.get(line.item, "part"),
        price=line.unit_price,
        currency=line.currency if line.unit_price is not None else "",
    )


def _joined(lots: Iterable[ListedLot]) -> list[ListedLot]:
    """Several references may mean one lot; lots without a number stay apart, each with its own name."""
    sums: dict[tuple[str, ...], ListedLot] = {}
    for place, lot in enumerate(lots):
        key = (lot.item, lot.system, lot.number, lot.colour_system, lot.colour, "" if lot.number else str(place))
        before = sums.get(key)
        sums[key] = replace(before, quantity=before.quantity + lot.quantity) if before else lot
    return list(sums.values())
