"""Sets as a shelf: themes with what is below them, years, and what holds a set or a minifigure."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from parts.models import Inventory, InventoryMinifig, InventorySet, Minifig, Set, Theme


@dataclass(frozen=True, slots=True)
class ThemeNode:
    """A theme with the sets of itself and of all below it, and the themes below it, by name."""

    theme: Theme
    set_count: int
    below: tuple["ThemeNode", ...]

    @property
    def keys(self) -> list[int]:
        """Its own key and those of all below it."""
        return [self.theme.pk, *(key for node in self.below for key in node.keys)]


def theme_tree(found: QuerySet[Set]) -> tuple[ThemeNode, ...]:
    """The themes that stand below none, by name, each with what is below it and how many of the sets it has.

    A theme that is below itself stands nowhere: imports refuse such rows. Two queries.
    """
    counts = dict(found.order_by().values_list("theme").annotate(sets=Count("pk")))
    children: dict[int | None, list[Theme]] = defaultdict(list)
    for theme in Theme.objects.order_by("name", "number"):
        children[theme.parent_id].append(theme)
    return _nodes(None, children, counts)


def _nodes(
    parent: int | None, children: Mapping[int | None, list[Theme]], counts: Mapping[int | None, int]
) -> tuple[ThemeNode, ...]:
    nodes = []
    for theme in children.get(parent, []):
        below = _nodes(theme.pk, children, counts)
        nodes.append(ThemeNode(theme, counts.get(theme.pk, 0) + sum(node.set_count for node in below), below))
    return tuple(nodes)


def set_years(found: QuerySet[Set]) -> list[tuple[int, int]]:
    """The years in which these sets came out and how many did, the newest first. One query."""
    rows = found.filter(year__isnull=False).order_by("-year").values_list("year").annotate(sets=Count("pk"))
    return [(year, sets) for year, sets in rows if year is not None]


def sets_holding_set(set: Set) -> QuerySet[Set]:
    """Sets whose newest inventory lists this one, the newest first, each with `quantity`. Keyset (-known_year, id)."""
    held = InventorySet.objects.filter(set=set, inventory__set__isnull=False).filter(~Exists(_newer()))
    return _with_quantity(held)


def sets_holding_minifig(minifig: Minifig) -> QuerySet[Set]:
    """Sets whose newest inventory lists this minifigure, as above."""
    held = InventoryMinifig.objects.filter(minifig=minifig, inventory__set__isnull=False).filter(~Exists(_newer()))
    return _with_quantity(held)


def _newer() -> QuerySet[Inventory]:
    return Inventory.objects.filter(set=OuterRef("inventory__set"), version__gt=OuterRef("inventory__version"))


def _with_quantity(held: QuerySet[Any]) -> QuerySet[Set]:
    quantity = held.filter(inventory__set=OuterRef("pk")).order_by("-quantity").values("quantity")[:1]
    found = Set.objects.filter(pk__in=held.values("inventory__set")).defer("search").select_related("theme")
    found = found.annotate(quantity=Subquery(quantity), known_year=Coalesce("year", Value(0)))
    return found.order_by("-known_year", "pk")


def sets_on_shelf() -> QuerySet[Set]:
    """All sets with their theme, the newest first. Keyset (-known_year, id)."""
    found = Set.objects.defer("search").select_related("theme")
    return found.annotate(known_year=Coalesce("year", Value(0))).order_by("-known_year", "pk")
