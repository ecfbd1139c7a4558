"""The part that a person means by a number that they typed."""

from brickcore.colours import CURRENT_COLOUR
from common.text import is_storable
from parts.models import Part, System
from parts.services.identify import Reference, identify

LONGEST = 64
ASKED = (System.LDRAW, System.BRICKLINK, System.REBRICKABLE, System.LEGO)


def part_called(words: str, system: str) -> Part | None:
    """The part that we show under this number, or else that the number means: in `system` first, then in others."""
    number = words.strip()
    if not 0 < len(number) <= LONGEST or not is_storable(number):
        return None
    shown = Part.objects.filter(number__iexact=number, merged_into=None).select_related("category").first()
    if shown is not None:
        return shown
    systems = dict.fromkeys((system, *ASKED)) if system in System.values else dict.fromkeys(ASKED)
    found = identify([Reference(number, CURRENT_COLOUR, one) for one in systems])
    return next((one.part for one in found if one.part is not None), None)
