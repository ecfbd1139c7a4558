"""Element numbers and known colours, for many parts at once."""

from collections.abc import Collection

from django.db.models import F, QuerySet

from parts.models import Colour, Element, PartColour


def elements() -> QuerySet[Element]:
    """All elements, each with its colour, the commonest colour first."""
    return Element.objects.select_related("colour").order_by("-colour__commonness", "colour__number", "number")


def elements_by_part(ids: Collection[int]) -> dict[int, list[Element]]:
    """The elements of these parts, each with its colour; every key is present. One query."""
    found: dict[int, list[Element]] = {key: [] for key in ids}
    for row in elements().filter(part_id__in=ids):
        found[row.part_id].append(row)
    return found


def part_colours() -> QuerySet[PartColour]:
    """Which part was made in which colour, each with the colour, what stands in the most sets first."""
    return PartColour.objects.select_related("colour").order_by("-set_count", "colour__number")


def part_colours_by_part(ids: Collection[int]) -> dict[int, list[PartColour]]:
    """The colours that these parts were made in, each with years and sets; every key is present. One query."""
    found: dict[int, list[PartColour]] = {key: [] for key in ids}
    for row in part_colours().filter(part_id__in=ids):
        found[row.part_id].append(row)
    return found


def parts_in_colour(colour: Colour, *, category: str = "") -> QuerySet[PartColour]:
    """The parts that were made in a colour, each with part and shelf, what stands in the most sets first.

    Where sets are equally many, or not known, the part most likely meant goes first. The keyset is
    (-set_count, -standing, id). `category` is a slug.
    """
    found = PartColour.objects.filter(colour=colour).select_related("part__category")
    found = found.annotate(standing=F("part__standing"))
    found = found.defer("part__search", "part__keywords", "part__other_names")
    if category:
        found = found.filter(part__category__slug=category)
    return found.order_by(F("set_count").desc(), F("standing").desc(), "pk")
