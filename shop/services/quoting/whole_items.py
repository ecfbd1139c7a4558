"""Whole sets and minifigures of parts lists as the parts that the catalogue's inventories list for them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from builds.models import BomLine
from common.errors import Invalid
from parts.models import Colour, Inventory, InventoryMinifig, InventoryPart, InventorySet, Part
from parts.selectors import inventories_by_minifig, inventories_by_set, minifigs_by_number, sets_by_number

DEEPEST = 4  # a box of sets with minifigures is three; what goes on and on holds itself
MOST_ROWS = 50_000  # of inventories that are read for one quote
Roots = Counter[str]  # how often something is held, by the number of what holds it


class Piece(NamedTuple):
    """So many of a part in a colour."""

    part: Part
    colour: Colour
    quantity: int


def pieces_inside(lines: Iterable[BomLine]) -> dict[int, list[Piece]]:
    """What one of each line holds, by the line's key, without spare parts; at most four queries, and four a level.

    Absent are lines of parts, and those of which not all is known: half of a set would be sold as a whole one.
    """
    whole = {line.pk: line for line in lines if line.item != BomLine.Item.PART}
    if not whole:
        return {}
    begun = _inventories(whole.values())
    held, unknown = _all_held(begun)
    pieces = _pieces(held)
    return {key: pieces[root] for key, line in whole.items() if (root := _root(line)) in pieces and root not in unknown}


def _root(line: BomLine) -> str:
    return f"{line.item}:{line.reference}"


def _inventories(lines: Collection[BomLine]) -> dict[int, Roots]:
    """The inventories of the lines' own sets and minifigures."""
    sets = sets_by_number({line.reference for line in lines if line.item == BomLine.Item.SET})
    minifigs = minifigs_by_number({line.reference for line in lines if line.item == BomLine.Item.MINIFIG})
    of_sets = inventories_by_set({one.pk for one in sets.values()})
    of_minifigs = inventories_by_minifig({one.pk for one in minifigs.values()})
    found: dict[int, Roots] = defaultdict(Counter)
    for line in {_root(line): line for line in lines}.values():
        is_set = line.item == BomLine.Item.SET
        named = sets.get(line.reference) if is_set else minifigs.get(line.reference)
        inventory = named and (of_sets if is_set else of_minifigs).get(named.pk)
        if inventory:
            found[inventory.pk][_root(line)] += 1
    return found


def _all_held(begun: Mapping[int, Roots]) -> tuple[dict[int, Roots], set[str]]:
    """All inventories with what is held inside, and the roots of which something has no inventory, or holds itself."""
    held: dict[int, Roots] = defaultdict(Counter)
    unknown: set[str] = set()
    level = dict(begun)
    for _depth in range(DEEPEST):
        for inventory, roots in level.items():
            held[inventory].update(roots)
        below: dict[int, Roots] = defaultdict(Counter)
        for inside, roots in _held_in(level):
            if inside is None:
                unknown |= set(roots)
            else:
                below[inside].update(roots)
        level = below
        if not level:
            break
    return held, unknown.union(*level.values())


def _held_in(level: Mapping[int, Roots]) -> Iterator[tuple[int | None, Roots]]:
    """The inventories of what these hold, None where there is none, with how often each root holds it."""
    sets = list(InventorySet.objects.filter(inventory__in=level))
    minifigs = list(InventoryMinifig.objects.filter(inventory__in=level))
    of_sets = inventories_by_set({row.set_id for row in sets}) if sets else {}
    of_minifigs = inventories_by_minifig({row.minifig_id for row in minifigs}) if minifigs else {}
    found: list[tuple[Inventory | None, InventorySet | InventoryMinifig]] = []
    found += [(of_sets.get(row.set_id), row) for row in sets]
    found += [(of_minifigs.get(row.minifig_id), row) for row in minifigs]
    for inside, row in found:
        times = Counter({root: n * row.quantity for root, n in level[row.inventory_id].items()})
        yield inside.pk if inside else None, times


def _pieces(held: Mapping[int, Roots]) -> dict[str, list[Piece]]:
    rows = InventoryPart.objects.filter(inventory__in=held, is_spare=False).order_by("pk")
    if rows.count() > MOST_ROWS:
        message = _("The sets of this list hold more than %(most)s lots. Split it.") % {"most": f"{MOST_ROWS:,}"}
        raise Invalid("QUOTE_LOTS", message, field="lots")
    words = ("search", "keywords", "other_names")
    heavy = [f"{one}__{name}" for one in ("part", "part__merged_into") for name in words]
    found: dict[str, list[Piece]] = defaultdict(list)
    for row in rows.select_related("part__category", "part__merged_into__category", "colour").defer(*heavy):
        for root, times in held[row.inventory_id].items():
            found[root].append(Piece(row.part, row.colour, row.quantity * times))
    return found
