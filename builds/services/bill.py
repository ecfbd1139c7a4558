"""What the child counted, and turning it into BOM lines: which part each lot is, and what it costs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from builds.models import BomLine, Revision
from builds.services.answers import as_stored, lay_over, recorded, remembered
from builds.services.outside import identify_items
from builds.services.own_prices import lay_own_prices
from builds.services.run import Figures, Run, note_stages, write
from parts.selectors import current_catalogue_version
from parts.services.assets import AssetKey, ask_for
from parts.services.estimate import LotPrice, PricedLot, price_lots
from parts.services.identify import Identification, Reference

HUNDREDTH = Decimal("0.01")  # of a gram
HEAVIEST = Decimal(10**8)  # grams that the column cannot hold any more: a hundred tonnes


@dataclass(frozen=True, slots=True)
class CountedLot:
    """One lot as the child wrote it."""

    part: str
    colour: int | str
    quantity: int
    name: str
    pieces: list[dict[str, Any]]
    sources: list[str]
    notices: list[dict[str, Any]]
    system: str = "ldraw"
    colour_system: str = "ldraw"
    item: str = BomLine.Item.PART
    place: dict[str, Any] | None = None

    @property
    def reference(self) -> Reference:
        """What the catalogue is asked for."""
        return Reference(self.part, self.colour, self.system, self.name, self.colour_system)


def read_lots(path: Path) -> list[CountedLot]:
    """The lots in the child's result file."""
    return [CountedLot(**lot) for lot in json.loads(path.read_bytes())["lots"]]


@transaction.atomic
def store_bill(run: Run, lots: Sequence[CountedLot]) -> None:
    """Replace the revision's lines by these lots, identified and priced. Raises RunOver."""
    revision = run.lock()
    known = identify_items([lot.reference for lot in lots], [lot.item for lot in lots])
    prices = price_lots(
        [PricedLot(found.part, found.colour, lot.quantity) for lot, found in zip(lots, known, strict=True)]
    )
    lines = [_line(revision, *row) for row in zip(lots, known, prices, strict=True)]
    own_prices = lay_own_prices(revision, lines)
    lines.sort(key=_order)
    for position, line in enumerate(lines):
        line.position = position
    answers = remembered(revision.build.owner, lines) if revision.answers is None else recorded(revision.answers)
    lay_over(lines, answers)
    revision.bom_lines.all().delete()
    BomLine.objects.bulk_create(lines, batch_size=1000)
    ask_for(AssetKey(line.part.pk, line.colour.pk) for line in lines if line.part and line.colour)  # their pictures
    stages, fields = figures_of(lines)
    version = current_catalogue_version()
    note_stages(
        revision, stages, answers=as_stored(answers), own_prices=own_prices, catalogue_version=version, **fields
    )


def figures_of(lines: Sequence[BomLine]) -> tuple[dict[Revision.Stage, Figures], dict[str, Any]]:
    """What the lines come to: figures of the stages that identify and price them, and fields of the revision."""
    estimate = total_of(lines)
    stages: dict[Revision.Stage, Figures] = {
        Revision.Stage.IDENTIFIED: {"lots": len(lines), "known": sum(is_known(line) for line in lines)},
        Revision.Stage.PRICED: {key: estimate[key] for key in ("currency", "total", "unpriced_lots")},
    }
    return stages, {"estimate": estimate, "weight": weight_of(lines)}


def add_up_again(revision: Revision, lines: Sequence[BomLine], **fields: Any) -> None:
    """Write what the lines of a locked revision come to after some of them changed, and further fields of it."""
    stages, sums = figures_of(lines)
    figures = {stage: revision.stage_figures.get(stage, {}) | found for stage, found in stages.items()}
    write(revision, stage_figures=revision.stage_figures | figures, **sums, **fields)


def is_known(line: BomLine) -> bool:
    """Whether both part and colour are in the catalogue, or no catalogue could know them."""
    return line.is_outside or (line.part is not None and line.colour is not None)


def weight_of(lines: Sequence[BomLine]) -> Decimal | None:
    """Grams of the lots whose weight is known; None when none is, or when it is more than anybody could lift."""
    known = [
        line.part.weight * line.quantity for line in lines if line.part is not None and line.part.weight is not None
    ]
    total = sum(known, Decimal(0)).quantize(HUNDREDTH)
    return total if known and total < HEAVIEST else None


def total_of(lines: Sequence[BomLine]) -> dict[str, Any]:
    """The estimate: the sum of the lines' prices, how much of it rests on which basis, and what has no price yet.

    Optional lots are left out of all that, and counted beside it.
    """
    counted = [line for line in lines if not line.is_optional]
    by_basis: dict[str, Decimal] = {}
    for line in counted:
        if line.line_price is not None:
            by_basis[line.basis] = by_basis.get(line.basis, Decimal(0)) + line.line_price
    unpriced = [line for line in counted if line.line_price is None]
    optional = [line for line in lines if line.is_optional]
    return {
        "currency": next((line.currency for line in lines if line.line_price is not None), "EUR"),
        "total": str(sum(by_basis.values(), Decimal("0.00"))),
        "by_basis": {basis: str(amount) for basis, amount in by_basis.items()},
        "unpriced_lots": len(unpriced),
        "unpriced_parts": sum(line.quantity for line in unpriced),
        "optional_lots": len(optional),
        "optional_parts": sum(line.quantity for line in optional),
    }


def _line(revision: Revision, lot: CountedLot, known: Identification, price: LotPrice) -> BomLine:
    return BomLine(
        revision=revision,
        reference=lot.part,
        reference_colour=str(lot.colour),
        system=lot.system,
        colour_system=lot.colour_system,
        item=lot.item,
        part=known.part,
        colour=known.colour,
        name=known.part.name if known.part else lot.name,
        quantity=lot.quantity,
        confidence=known.confidence,
        evidence=known.evidence,
        candidates=[
            {
                "part_id": one.part.pk,
                "number": one.part.number,
                "name": one.part.name,
                "score": str(one.score),
                "reason": one.reason,
            }
            for one in known.candidates
        ],
        pieces=lot.pieces,
        sources=lot.sources,
        notices=lot.notices,
        place=lot.place,
        basis=price.basis,
        unit_price=price.unit_price,
        line_price=price.line_price,
        currency=price.currency,
        price_reason=price.reason,
    )


def _order(line: BomLine) -> tuple[int, str, str, str, str]:
    """Unknown first, then doubtful, then by category, name and colour; the reference settles what is left."""
    look = 2 if not line.needs_look else 1 if is_known(line) else 0
    category = line.part.category.name if line.part else ""
    return (
        look,
        category,
        line.name,
        line.colour.name if line.colour else "",
        f"{line.reference}:{line.reference_colour}",
    )
