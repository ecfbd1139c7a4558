"""Parts and colours by the number that a system gives them."""

from collections.abc import Iterable

from brickcore.identity import normalise_number
from common.text import is_storable
from parts.models import Colour, ColourNumber, Part, PartNumber, System

LARGEST_CODE = 2**31 - 1  # of LDraw's colours, as the column holds them


def part_by_number(system: str, number: str) -> Part | None:
    """The part that `system` calls `number` (any case, with or without .dat); None when unknown or not the only one.

    A number of the part's own goes before an older name, an alias and a number taken to be equal.
    """
    if not is_storable(system + number):
        return None
    wanted = PartNumber.objects.filter(system=system, number=normalise_number(number))
    by_rule: dict[str, list[Part]] = {}
    for row in wanted.select_related("part__category").order_by("pk"):
        by_rule.setdefault(row.rule, []).append(row.part)
    for rule in PartNumber.Rule:
        if found := by_rule.get(rule):
            return found[0] if len(found) == 1 else None
    return None


def colours_by_number(numbers: Iterable[str | int], system: str = "ldraw") -> dict[str, Colour]:
    """The colours that `system` gives these numbers, by number; unknown ones are absent.

    Where a system has one number for several of our colours (it does not tell rubber from plastic), the commonest wins.
    """
    wanted = {str(number) for number in numbers}
    rows = ColourNumber.objects.filter(system=system, number__in=wanted).select_related("colour")
    return {row.number: row.colour for row in rows.order_by("colour__commonness", "-colour__number")}


def colour_by_number(number: str | int, system: str = System.LDRAW) -> Colour | None:
    """The colour that `system` gives this number; where it means several of ours, the commonest."""
    text = str(number).strip()
    if system == System.LDRAW:
        is_code = text.isascii() and text.isdigit() and len(text) < len(str(LARGEST_CODE))
        return Colour.objects.filter(number=int(text)).first() if is_code else None
    return colours_by_number([text], system).get(text) if is_storable(text + system) else None
