"""What the page of one part shows."""

from dataclasses import dataclass
from decimal import Decimal

from parts.models import Part, PartNumber, PartRelation, PriceSeen, System
from parts.selectors import numbers_by_part, prices_seen, related_parts
from web.present import figures

LDU = Decimal("0.4")  # millimetres
PRICES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class PartPage:
    """A part with all that is known of it. `size` is in words; empty when not known."""

    part: Part
    size: str
    numbers: list[tuple[str, list[PartNumber]]]
    prices: list[PriceSeen]
    relations: list[tuple[PartRelation, Part]]


def part_page(part: Part) -> PartPage:
    """Collect it: three queries."""
    sides = [None if side is None else side * LDU for side in (part.width, part.depth, part.height)]
    related = [(row, row.parent if row.child_id == part.pk else row.child) for row in related_parts(part)[:40]]
    return PartPage(
        part=part,
        size=figures.dimensions(*sides),
        numbers=_by_system(numbers_by_part([part.pk])[part.pk]),
        prices=list(prices_seen(part)[:PRICES_SHOWN]),
        relations=related,
    )


def _by_system(numbers: list[PartNumber]) -> list[tuple[str, list[PartNumber]]]:
    found = [(system.label, [one for one in numbers if one.system == system]) for system in System]
    return [(str(label), some) for label, some in found if some]
