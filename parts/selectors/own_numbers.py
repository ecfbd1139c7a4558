"""A part by the number that its page shows."""

from brickcore.identity import normalise_number
from common.text import is_storable
from parts.models import Part


def part_by_own_number(number: str) -> Part | None:
    """The part that the catalogue shows under this number (any case, with or without .dat)."""
    if not is_storable(number):
        return None
    return Part.objects.filter(number__iexact=normalise_number(number)).select_related("category").first()
