"""A counted model against the catalogue: each lot with its part, its Rebrickable number and its price."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from brickcore.bom import Lot
from parts.models import PartNumber, System
from parts.selectors import numbers_by_part
from parts.services.absence import why_without
from parts.services.alternatives import Alternative, alternatives_by_part
from parts.services.estimate import LotPrice, PricedLot, price_lots
from parts.services.evidence import Evidence, link
from parts.services.identify import Identification, Reference, identify


@dataclass(frozen=True, slots=True)
class BillLine:
    """One lot, what it was identified as and what it costs; `evidence` covers the Rebrickable number too.

    `alternatives` are parts that are used in its place.
    """

    lot: Lot
    known: Identification
    price: LotPrice
    rebrickable: str | None
    evidence: list[Evidence]
    alternatives: list[Alternative] = field(default_factory=list)


def bill_lines(lots: Sequence[Lot]) -> list[BillLine]:
    """Identify and price all lots, in order: at most nine queries."""
    known = identify([Reference(lot.part, lot.colour, lot.system, lot.name, lot.colour_system) for lot in lots])
    pairs = list(zip(lots, known, strict=True))
    prices = price_lots([PricedLot(found.part, found.colour, lot.quantity) for lot, found in pairs])
    parts = {found.part.pk: found.part for found in known if found.part}
    strongest, alternatives = _strongest(parts), alternatives_by_part(parts)
    reasons = why_without([part for key, part in parts.items() if key not in strongest])
    lines = []
    for (lot, found), price in zip(pairs, prices, strict=True):
        key = found.part.pk if found.part else None
        row, reason = (strongest.get(key), reasons.get(key)) if key else (None, None)
        says = _says(row) if row else reason
        evidence = [*found.evidence, says] if says else found.evidence
        others = alternatives.get(key, []) if key else []
        lines.append(BillLine(lot, found, price, row.number if row else None, evidence, others))
    return lines


def _strongest(parts: Collection[int]) -> dict[int, PartNumber]:
    """By key of the part, the Rebrickable number of the strongest rule."""
    found: dict[int, PartNumber] = {}
    for key, numbers in numbers_by_part(parts).items():
        row = next((row for row in numbers if row.system == System.REBRICKABLE), None)
        if row:
            found[key] = row
    return found


def _says(row: PartNumber) -> Evidence | None:
    """What a number rests on that is not simply the part's own."""
    if row.rule in {PartNumber.Rule.OWN, PartNumber.Rule.CORRECTED}:
        return None
    return link(f"{row.rule}_rebrickable", f"Rebrickable's {row.number} stands for it ({row.evidence})")
