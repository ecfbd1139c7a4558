"""The shelves: categories, colours, what belongs to a part, and the state of the catalogue."""

from django.db.models import Count, Max, Q, QuerySet

from common.text import is_storable
from parts.models import CatalogueVersion, Category, Colour, Part, PartRelation


def categories() -> QuerySet[Category]:
    """All categories by name, each with `part_count`, those without a part left out."""
    return Category.objects.annotate(part_count=Count("parts")).filter(part_count__gt=0).order_by("name")


def category_by_slug(slug: str) -> Category | None:
    """The category of this slug."""
    return Category.objects.filter(slug=slug).first() if is_storable(slug) else None


def colours() -> QuerySet[Colour]:
    """All colours, the commonest first."""
    return Colour.objects.order_by("-commonness", "number")


def related_parts(part: Part) -> QuerySet[PartRelation]:
    """The relations that this part has a side in, with both parts loaded."""
    sides = Q(child=part) | Q(parent=part)
    return PartRelation.objects.filter(sides).select_related("child", "parent").order_by("kind", "pk")


def current_catalogue_version() -> int:
    """The number of the catalogue's present state; 0 before anything was loaded."""
    return CatalogueVersion.objects.aggregate(newest=Max("number"))["newest"] or 0
