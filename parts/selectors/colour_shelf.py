"""Colours as a shelf: how many parts each was used for."""

from django.db.models import Count, QuerySet

from parts.models import Colour


def colours_with_parts() -> QuerySet[Colour]:
    """All colours by number, each with `part_count`: parts known to have been made in it."""
    return Colour.objects.annotate(part_count=Count("parts")).order_by("number")
