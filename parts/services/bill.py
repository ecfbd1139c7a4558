"""A counted model against the catalogue: each lot with its part, its Rebrickable number and its price."""

from collections.abc import Sequence
from dataclasses import dataclass

from brickcore.bom import Lot
from parts.models import PartNumber, System
from parts.selectors import numbers_by_part
from parts.services.estimate import LotPrice, PricedLot, price_lots
from parts.services.evidence import Evidence, link
from parts.services.identify import Identification, Reference, identify


@dataclass(frozen=True, slots=True)
class BillLine:
    """One lot, what it was identified as and what it costs; `evidence` covers the Rebrickable number too."""

    lot: Lot
    known: Identification
    price: LotPrice
    rebrickable: str | None
    evidence: list[Evidence]


def bill_lines(lots: Sequence[Lot]) -> list[BillLine]:
    """Identify and price all lots, in order: at most six queries."""
    known = identify([Reference(lot.part, lot.colour, lot.system, lot.name, lot.colour_system) for lot in lots])
    pairs = list(zip(lots, known, strict=True))
    prices = price_lots([PricedLot(found.part, found.colour, lot.quantity) for lot, found in pairs])
    numbers = numbers_by_part({found.part.pk for found in known if found.part})
    return [
        _line(lot, found, price, numbers[found.part.pk] if found.part else [])
        for (lot, found), price in zip(pairs, prices, strict=True)
    ]


def _line(lot: Lot, known: Identification, price: LotPrice, numbers: list[PartNumber]) -> BillLine:
    row = next((row for row in numbers if row.system == System.REBRICKABLE), None)
    evidence = list(known.evidence)
    if row and row.rule == PartNumber.Rule.ASSUMED:
        evidence.append(link("assumed_rebrickable", f"Rebrickable is taken to call it {row.number} too"))
    return BillLine(lot, known, price, row.number if row else None, evidence)
