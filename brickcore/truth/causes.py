"""Why a count differs from the catalogue's total, and by how much each cause can explain that.

Told by the count itself, by the file, and by the catalogue's sets and minifigures. Evidence: docs/algorithms/bom.md.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from brickcore.bom import Bom, Lot
from brickcore.bom.lacking import hose_ends
from brickcore.bom.rules.combinations import TAKEN_APART

_HORSE = re.compile(r"4493\w*c\d\d\w*")
_MOULDINGS = 3
_CHEST, _COINS, _FILLING = re.compile(r"4738[ab]?"), re.compile(r"70501[a-d]"), 8
_LEVER = "4593"


@dataclass(frozen=True, slots=True)
class Cause:
    """`parts` is what it adds to our count (below 0: takes away) to come to the catalogue's; None: nobody can tell.

    What is not `sure` explains so many at most.
    """

    words: str
    parts: int | None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one model beside its count.

    `figures` of `all_figures` minifigures are not in the file, and come to `figure_parts`; `unused` is how many rows
    stand in submodels that nothing places; `surplus` how many parts all versions side by side have beyond the largest
    of them; `other_set` names a set of the same line that has exactly as many parts as we count.
    """

    bom: Bom
    difference: int
    figures: int = 0
    all_figures: int = 0
    figure_parts: int = 0
    unused: int = 0
    surplus: int = 0
    other_set: str = ""


def figures_placed(bom: Bom) -> int:
    """How many minifigures the count put together."""
    return next((notice.count for notice in bom.notices if notice.code == "MINIFIGURES"), 0)


def causes(facts: Facts) -> Iterator[Cause]:
    """What may explain the difference (ours less the catalogue's), the surest first."""
    yield from _too_few(facts) if facts.difference < 0 else _too_many(facts)


def unexplained(difference: int, found: list[Cause]) -> int:
    """What is left of the difference when each cause explains all that it can; 0 where one's size cannot be told."""
    if any(cause.parts is None for cause in found):
        return 0
    rest = difference + sum(cause.parts or 0 for cause in found if cause.sure)
    most = sum(cause.parts or 0 for cause in found if not cause.sure)
    return min(0, rest + most) if rest < 0 else max(0, rest + min(0, most))


def _too_few(facts: Facts) -> Iterator[Cause]:
    lots, said = facts.bom.lots, {notice.code for notice in facts.bom.notices}
    if facts.figures:
        words = f"{facts.figures} of {facts.all_figures} minifigures not modelled"
        yield Cause(words, facts.figure_parts, sure=True)
    if horses := _quantity(lots, lambda lot: _HORSE.fullmatch(lot.part)):
        what = "1 horse, of which" if horses == 1 else f"{horses} horses, of which"
        yield Cause(f"{what} the total counts the three mouldings", horses * (_MOULDINGS - 1), sure=True)
    if (coins := _missing_coins(lots)) > 0:
        yield Cause("a treasure chest without its eight coins", coins)
    if levers := _quantity(lots, lambda lot: any(piece.part == _LEVER for piece in lot.pieces)):
        yield Cause("levers in their bases, of which the total may count both pieces", levers)
    if ends := hose_ends(lots):
        yield Cause("pneumatic parts without the hoses that join them, one to a port at most", ends)
    if facts.unused:
        yield Cause("submodels that the model does not place", facts.unused)
    if "STICKER" in said:
        yield Cause("the sticker sheet", 1)
    if "MISSING_SUBMODEL" in said:
        yield Cause("a submodel that is not in the file", None)


def _too_many(facts: Facts) -> Iterator[Cause]:
    if facts.surplus:
        yield Cause("models side by side, of which a builder makes one", -facts.surplus)
    if facts.other_set:
        yield Cause(f"the file has as many parts as {facts.other_set}", -facts.difference)
    apart = _quantity(facts.bom.lots, lambda lot: any(notice.code == TAKEN_APART for notice in lot.notices))
    if apart:
        yield Cause("combinations taken apart, which the total may count whole", -apart // 2)


def _missing_coins(lots: tuple[Lot, ...]) -> int:
    chests = _quantity(lots, lambda lot: _CHEST.fullmatch(lot.part))
    return chests * _FILLING - _quantity(lots, lambda lot: _COINS.fullmatch(lot.part))


def _quantity(lots: tuple[Lot, ...], wanted: Callable[[Lot], object]) -> int:
    return sum(lot.quantity for lot in lots if wanted(lot))
