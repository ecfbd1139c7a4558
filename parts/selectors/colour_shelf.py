"""Colours as a shelf: how many parts each was used for."""

from django.db.models import Count, QuerySet

from common.text import is_storable
from parts.models import Colour


def colours_with_parts() -> QuerySet[Colour]:
    """All colours by number, each with `part_count`: parts known to have been made in it."""
    return Colour.objects.annotate(part_count=Count("parts")).order_by("number")


def colour_names() -> list[str]:
    """The names of all colours, the commonest first: for a person to choose from."""
    return list(Colour.objects.order_by("-commonness", "number").values_list("name", flat=True))


def colour_called(words: str) -> Colour | None:
    """The colour of this name, or of this number of LDraw's; None where there is none."""
    told = words.strip()[:80]
    if not is_storable(told):
        return None
    named = Colour.objects.filter(name__iexact=told).order_by("number").first()
    is_number = told.isascii() and told.isdecimal() and len(told) < 10
    return named or (Colour.objects.filter(number=int(told)).first() if is_number else None)
