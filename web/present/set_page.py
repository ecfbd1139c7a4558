"""What the pages of a set and of a minifigure show."""

from dataclasses import dataclass

from django.http import QueryDict

from parts.models import Colour, Inventory, InventoryMinifig, InventoryPart, InventorySet, Minifig, Part, Set, Theme
from parts.selectors import (
    inventory_lines,
    inventory_minifigs,
    inventory_of_minifig,
    inventory_of_set,
    inventory_sets,
)
from parts.selectors.set_shelf import sets_holding_minifig, sets_holding_set
from web.present.outside import minifig_addresses, set_addresses

LOTS_SHOWN = 200
HOLDERS_SHOWN = 24


@dataclass(frozen=True, slots=True)
class LotList:
    """The lots of an inventory: the first `LOTS_SHOWN` unless all were asked for. Sums count all of them."""

    lots: list[InventoryPart]
    spares: list[InventoryPart]
    hidden: int
    lot_count: int
    part_count: int
    spare_count: int


@dataclass(frozen=True, slots=True)
class SetPage:
    """A set with what its newest inventory lists. `lots` is None when no list of its parts is known."""

    set: Set
    themes: list[Theme]
    links: list[tuple[str, str]]
    inventory: Inventory | None
    lots: LotList | None
    minifigs: list[InventoryMinifig]
    sets: list[InventorySet]
    holders: list[Set]
    more_holders: bool


@dataclass(frozen=True, slots=True)
class MinifigPage:
    """A minifigure, its parts where they are known, and the sets that hold it."""

    minifig: Minifig
    links: list[tuple[str, str]]
    lots: LotList | None
    holders: list[Set]
    more_holders: bool


def set_page(set: Set, asked: QueryDict) -> SetPage:
    """Collect it: at most five queries."""
    inventory = inventory_of_set(set)
    holders = list(sets_holding_set(set)[: HOLDERS_SHOWN + 1])
    return SetPage(
        set=set,
        themes=_line(set.theme),
        links=set_addresses(set.number),
        inventory=inventory,
        lots=lot_list(inventory, whole=asked.get("parts") == "all"),
        minifigs=list(inventory_minifigs(inventory)) if inventory else [],
        sets=list(inventory_sets(inventory)) if inventory else [],
        holders=holders[:HOLDERS_SHOWN],
        more_holders=len(holders) > HOLDERS_SHOWN,
    )


def minifig_page(minifig: Minifig, asked: QueryDict) -> MinifigPage:
    """Collect it: three queries."""
    holders = list(sets_holding_minifig(minifig)[: HOLDERS_SHOWN + 1])
    return MinifigPage(
        minifig=minifig,
        links=minifig_addresses(minifig.number),
        lots=lot_list(inventory_of_minifig(minifig), whole=asked.get("parts") == "all"),
        holders=holders[:HOLDERS_SHOWN],
        more_holders=len(holders) > HOLDERS_SHOWN,
    )


def pairs_in(lots: LotList | None) -> list[tuple[Part, Colour]]:
    """The parts and colours whose pictures stand in the list."""
    return [(row.part, row.colour) for row in [*lots.lots, *lots.spares]] if lots else []


def lot_list(inventory: Inventory | None, *, whole: bool) -> LotList | None:
    """The lots of an inventory; None when it lists none."""
    rows = list(inventory_lines(inventory)) if inventory else []
    if not rows:
        return None
    lots, spares = [row for row in rows if not row.is_spare], [row for row in rows if row.is_spare]
    shown = lots if whole else lots[:LOTS_SHOWN]
    return LotList(
        lots=shown,
        spares=spares,
        hidden=len(lots) - len(shown),
        lot_count=len(lots),
        part_count=sum(row.quantity for row in lots),
        spare_count=sum(row.quantity for row in spares),
    )


def _line(theme: Theme | None) -> list[Theme]:
    """The theme and the one above it, the upper first."""
    return [one for one in (theme.parent, theme) if one is not None] if theme else []
