"""Lots that no catalogue of parts could know: what a builder made, and sets and figures that a list names whole."""

from collections.abc import Sequence

from builds.models import BomLine
from parts.services.evidence import NOTHING, Evidence, link
from parts.services.identify import Identification, Reference, identify

WHY = {
    BomLine.Item.PART: ("custom", "It is a part of the builder's own, which no catalogue lists."),
    BomLine.Item.MINIFIG: ("minifig", "The list names a whole figure: it is one lot, and its parts are not counted."),
    BomLine.Item.SET: ("set", "The list names a whole set: it is one lot, and its parts are not counted."),
}


def identify_items(references: Sequence[Reference], items: Sequence[str]) -> list[Identification]:
    """Which part each reference means, in order; `items` says what each is (BomLine.Item).

    The catalogue is asked for parts alone: a set's number may be a part's too.
    """
    lots = list(zip(references, items, strict=True))
    known = iter(identify([reference for reference, item in lots if not _is_outside(reference, item)]))
    return [_outside(item) if _is_outside(reference, item) else next(known) for reference, item in lots]


def _is_outside(reference: Reference, item: str) -> bool:
    return reference.system == BomLine.CUSTOM or item != BomLine.Item.PART


def _outside(item: str) -> Identification:
    evidence: list[Evidence] = [link(*WHY[BomLine.Item(item)])]
    return Identification(None, None, NOTHING, evidence)
