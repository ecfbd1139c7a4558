"""Why a count differs from the catalogue's total, and by how much each cause can explain that.

Told by the count itself, by the file, and by the catalogue's minifigures. Evidence: docs/algorithms/bom.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from brickcore.bom import Bom
from brickcore.bom.rules.assemblies import TOGETHER
from brickcore.bom.rules.combinations import PUT_TOGETHER, TAKEN_APART

_HORSE = re.compile(r"4493\w*c\d\d\w*")
_MOULDINGS = 3
_CHEST, _COINS, _FILLING = re.compile(r"4738[ab]?"), re.compile(r"70501[a-d]"), 8
_UNSIZED = {
    "MISSING_SUBMODEL": "a submodel that is not in the file",
    "ALTERNATIVES": "models side by side, all counted",
}


@dataclass(frozen=True, slots=True)
class Cause:
    """`parts` is what it adds to our count (below 0: takes away) to come to the catalogue's; None: nobody can tell.

    What is not `sure` explains so many at most.
    """

    words: str
    parts: int | None
    sure: bool = False


def figures_placed(bom: Bom) -> int:
    """How many minifigures the count put together."""
    return next((notice.count for notice in bom.notices if notice.code == "MINIFIGURES"), 0)


def causes(bom: Bom, difference: int, figures: Cause | None, unused: int) -> Iterator[Cause]:
    """What may explain the difference (ours less the catalogue's), the surest first.

    `figures` are the minifigures that the model lacks, `unused` is how many rows of submodels nothing places.
    """
    said = {notice.code for notice in bom.notices}
    if difference < 0:
        found = [figures, _horses(bom), _empty_chests(bom), _put_together(bom), _unused(unused), _stickers(said)]
        yield from (cause for cause in found if cause is not None)
    elif TAKEN_APART in said:
        yield Cause("combinations taken apart, which the total may count whole", -_quantity(bom, TAKEN_APART) // 2)
    code = "MISSING_SUBMODEL" if difference < 0 else "ALTERNATIVES"
    if code in said:
        yield Cause(_UNSIZED[code], None)


def unexplained(difference: int, found: list[Cause]) -> int:
    """What is left of the difference when each cause explains all that it can; 0 where one's size cannot be told."""
    if any(cause.parts is None for cause in found):
        return 0
    rest = difference + sum(cause.parts or 0 for cause in found if cause.sure)
    most = sum(cause.parts or 0 for cause in found if not cause.sure)
    return min(0, rest + most) if rest < 0 else max(0, rest + min(0, most))


def _horses(bom: Bom) -> Cause | None:
    number = sum(lot.quantity for lot in bom.lots if _HORSE.fullmatch(lot.part))
    what = "1 horse, of which the total counts" if number == 1 else f"{number} horses, of which the total counts"
    return Cause(f"{what} the three mouldings", number * (_MOULDINGS - 1), sure=True) if number else None


def _empty_chests(bom: Bom) -> Cause | None:
    chests = sum(lot.quantity for lot in bom.lots if _CHEST.fullmatch(lot.part))
    coins = sum(lot.quantity for lot in bom.lots if _COINS.fullmatch(lot.part))
    missing = chests * _FILLING - coins
    return Cause("a treasure chest without its eight coins", missing) if missing > 0 else None


def _put_together(bom: Bom) -> Cause | None:
    """Levers and the like. Some totals count their pieces."""
    more = 0
    for lot in bom.lots:
        codes = {notice.code for notice in lot.notices}
        if TOGETHER in codes:
            more += lot.quantity * (sum(piece.quantity for piece in lot.pieces) - 1)
        elif PUT_TOGETHER in codes:
            more += lot.quantity
    return Cause("levers and the like put together, whose pieces the total may count", more) if more > 0 else None


def _unused(rows: int) -> Cause | None:
    return Cause("submodels that the model does not place", rows) if rows else None


def _stickers(said: set[str]) -> Cause | None:
    return Cause("the sticker sheet", 1) if "STICKER" in said else None


def _quantity(bom: Bom, code: str) -> int:
    return sum(lot.quantity for lot in bom.lots if any(notice.code == code for notice in lot.notices))
