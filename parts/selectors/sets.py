"""Sets, minifigures and themes by number, and which of them hold a part."""

from collections.abc import Collection

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from common.text import is_storable
from parts.models import Colour, Inventory, InventoryPart, Minifig, Part, Set, Theme


def set_by_number(number: str) -> Set | None:
    """The set of this number, with its theme; the number on the box, without “-1”, is understood too."""
    return sets_by_number([number]).get(number)


def sets_by_number(numbers: Collection[str]) -> dict[str, Set]:
    """The sets that are found by these numbers, as `set_by_number` finds one; the others are absent. One query."""
    wanted = {number: number.strip().lower() for number in numbers if is_storable(number)}
    editions = {edition for number in wanted.values() for edition in (number, f"{number}-1")}
    found = Set.objects.defer("search").select_related("theme__parent").filter(number__in=editions)
    rows = {row.number: row for row in found}
    named = {told: rows.get(number) or rows.get(f"{number}-1") for told, number in wanted.items()}
    return {told: row for told, row in named.items() if row is not None}


def minifig_by_number(number: str) -> Minifig | None:
    """The minifigure of this number, such as fig-000001."""
    return minifigs_by_number([number]).get(number)


def minifigs_by_number(numbers: Collection[str]) -> dict[str, Minifig]:
    """The minifigures of these numbers; the others are absent. One query."""
    wanted = {number: number.strip().lower() for number in numbers if is_storable(number)}
    rows = {row.number: row for row in Minifig.objects.defer("search").filter(number__in=set(wanted.values()))}
    return {told: rows[number] for told, number in wanted.items() if number in rows}


def themes() -> QuerySet[Theme]:
    """All themes by name, each with its parent and `set_count`, of its own sets alone."""
    return Theme.objects.select_related("parent").annotate(set_count=Count("sets")).order_by("name", "number")


def sets_in_theme(theme: Theme) -> QuerySet[Set]:
    """A theme's own sets, the newest first; `known_year` is 0 where the year is not known. Keyset (-known_year, id)."""
    return _newest_first(Set.objects.filter(theme=theme))


def sets_with_part(part: Part, colour: Colour | int | None = None) -> QuerySet[Set]:
    """Sets whose newest inventory lists the part, the newest set first, each with `quantity`, spare pieces aside.

    `colour` may be LDraw's code. What stands inside a set's minifigures or inner sets is not counted.
    Keyset (-known_year, id).
    """
    lines = _newest_lines("set", part, colour)
    held = lines.filter(inventory__set=OuterRef("pk")).order_by().values("inventory__set")
    found = Set.objects.filter(pk__in=lines.values("inventory__set"))
    return _newest_first(found.annotate(quantity=Subquery(held.annotate(sum=Sum("quantity")).values("sum"))))


def minifigs_with_part(part: Part, colour: Colour | int | None = None) -> QuerySet[Minifig]:
    """Minifigures whose newest inventory lists the part, by number, each with `quantity`. Keyset (number)."""
    lines = _newest_lines("minifig", part, colour)
    held = lines.filter(inventory__minifig=OuterRef("pk")).order_by().values("inventory__minifig")
    found = Minifig.objects.defer("search").filter(pk__in=lines.values("inventory__minifig"))
    quantity = Subquery(held.annotate(sum=Sum("quantity")).values("sum"))
    return found.annotate(quantity=quantity).order_by("number")


def _newest_lines(holder: str, part: Part, colour: Colour | int | None) -> QuerySet[InventoryPart]:
    newer = Inventory.objects.filter(
        **{holder: OuterRef(f"inventory__{holder}")}, version__gt=OuterRef("inventory__version")
    )
    found = InventoryPart.objects.filter(part=part, is_spare=False, **{f"inventory__{holder}__isnull": False})
    if colour is not None:
        found = found.filter(colour__number=colour) if isinstance(colour, int) else found.filter(colour=colour)
    return found.filter(~Exists(newer))


def _newest_first(found: QuerySet[Set]) -> QuerySet[Set]:
    found = found.defer("search").select_related("theme").annotate(known_year=Coalesce("year", Value(0)))
    return found.order_by("-known_year", "pk")
