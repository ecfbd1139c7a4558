"""Why a count differs from the catalogue's total.

Told by the notices of the count itself, and by the catalogue's minifigures.
"""

from collections.abc import Iterator

from brickcore.bom import Bom

_TOO_MANY = {
    "ALTERNATIVES": "models side by side, all counted",
    "TAKEN_APART": "combinations taken apart",
    "BENT_PART": "strings and hoses may be several to us, one to the catalogue",
    "MISSING_PART": "placements of parts that the library lacks",
}
_TOO_FEW = {
    "MISSING_SUBMODEL": "a submodel that is not in the file",
    "MISSING_PART": "parts that the library lacks, and others that were never drawn",
    "BENT_PART": "strings and hoses may be one to us, several to the catalogue",
    "STICKER": "stickers, whose sheet the catalogue counts",
    "SOLD_TOGETHER": "levers or turntables put together",
    "PUT_TOGETHER": "pieces put together",
    "UNUSED_SUBMODELS": "submodels that the model does not place",
}


def figures_placed(bom: Bom) -> int:
    """How many minifigures the count put together."""
    return next((notice.count for notice in bom.notices if notice.code == "MINIFIGURES"), 0)


def causes(bom: Bom, difference: int, figures: int) -> Iterator[str]:
    """What may explain the difference, most telling first. `figures` is how many the catalogue says the set has."""
    missing = figures - figures_placed(bom)
    if missing > 0 and difference < 0:
        yield f"{missing} of {figures} minifigures not modelled"
    said = {notice.code for notice in bom.notices}
    named = [words for code, words in (_TOO_FEW if difference < 0 else _TOO_MANY).items() if code in said]
    yield from named
    if not named:
        yield (
            "the file places fewer parts than the set has"
            if difference < 0
            else "the file places more parts than the set has"
        )
