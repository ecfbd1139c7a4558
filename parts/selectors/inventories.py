"""What sets and minifigures hold: the newest inventory of each, and its lines."""

from collections.abc import Collection

from django.db.models import QuerySet

from parts.models import Inventory, InventoryMinifig, InventoryPart, InventorySet, Minifig, Set


def inventory_of_set(set: Set) -> Inventory | None:
    """A set's newest inventory."""
    return inventories_by_set([set.pk]).get(set.pk)


def inventory_of_minifig(minifig: Minifig) -> Inventory | None:
    """A minifigure's newest inventory."""
    return inventories_by_minifig([minifig.pk]).get(minifig.pk)


def inventories_by_set(ids: Collection[int]) -> dict[int, Inventory]:
    """The newest inventory of each of these sets; a set without one is absent. One query."""
    rows = Inventory.objects.filter(set__in=ids).order_by("set_id", "-version", "-number").distinct("set_id")
    return {row.set_id: row for row in rows if row.set_id is not None}


def inventories_by_minifig(ids: Collection[int]) -> dict[int, Inventory]:
    """The newest inventory of each of these minifigures; one without is absent. One query."""
    rows = Inventory.objects.filter(minifig__in=ids).order_by("minifig_id", "-version", "-number")
    return {row.minifig_id: row for row in rows.distinct("minifig_id") if row.minifig_id is not None}


def inventory_lines(inventory: Inventory) -> QuerySet[InventoryPart]:
    """Its lots with part, shelf and colour: spare pieces last, then by shelf, part and colour."""
    found = InventoryPart.objects.filter(inventory=inventory).select_related("part__category", "colour")
    found = found.defer("part__search", "part__keywords", "part__other_names")
    return found.order_by("is_spare", "part__category__name", "part__name", "colour__name", "pk")


def inventory_minifigs(inventory: Inventory) -> QuerySet[InventoryMinifig]:
    """The minifigures in it, each with how many."""
    found = InventoryMinifig.objects.filter(inventory=inventory).select_related("minifig").defer("minifig__search")
    return found.order_by("minifig__number")


def inventory_sets(inventory: Inventory) -> QuerySet[InventorySet]:
    """The sets in it, each with how many."""
    found = InventorySet.objects.filter(inventory=inventory).select_related("set__theme").defer("set__search")
    return found.order_by("set__number")
