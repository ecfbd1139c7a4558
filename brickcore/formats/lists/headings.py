"""What a table's columns are, told by their headings."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from brickcore.formats.lists import heading_words as called

PART_SYSTEMS = ("ldraw", "bricklink", "rebrickable", "brickowl", "lego")
"""In this order: where a row has several numbers, the surest to be a part's own comes first."""

_OTHER = re.compile(r"[^a-z0-9]+")
_COMMENT = ("comment", "comments", "publiccomment", "publicnote")
_MULTIPLE = ("bulk", "multiple", "bulkmultiple", "soldinmultiplesof")
_LOT_KEY = ("lotid", "lotkey", "lotnumber", "inventoryid")
_SALE = ("sale", "discount", "salepercent")
_TIERS = ("tiers", "pricetiers")
_TIER_COLUMNS = [f"{kind}{n}" for n in (1, 2, 3) for kind in ("tq", "tp")]
_TYPE = ("itemtype", "type")
_OF_THE_FILE = {
    "reference": ("reference",), "reference_system": ("referencesystem",), "reference_colour": ("referencecolor",),
    "reference_colour_system": ("referencecolorsystem",),
}  # fmt: skip
"""What our own tables keep of the file that they were made from, beside the numbers of each system."""
_SYSTEM, _COLOUR_SYSTEM, _CURRENCY = ("system",), ("colorsystem",), ("currency",)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column, counted from 0, holds what. `parts` and `colours` by system, "" where the heading says none."""

    parts: Mapping[str, int]
    quantity: int | None
    colours: Mapping[str, int] = field(default_factory=dict)
    others: Mapping[str, int] = field(default_factory=dict)  # name, colour_name, price, condition, remarks, spare, …

    @property
    def is_enough(self) -> bool:
        """Whether a list can be read by them: parts have to be named; a row without a quantity means one."""
        return bool(self.parts)


def columns_of(headings: Sequence[str]) -> Columns:
    """The columns that these headings name; the first of each kind holds."""
    plain = [_plain(heading) for heading in headings]
    parts = {system: at for system, known in called.PARTS.items() if (at := _find(plain, known)) is not None}
    unnamed = _find(plain, called.PART)
    if unnamed is not None and not parts:
        parts[""] = unnamed
    colours = {system: at for system, known in called.COLOURS.items() if (at := _find(plain, known)) is not None}
    unnamed = _find(plain, called.COLOUR)
    if unnamed is not None and not colours:
        colours[""] = unnamed
    kinds = {
        "name": called.NAME, "colour_name": called.COLOUR_NAME, "price": called.PRICE, "condition": called.CONDITION,
        "remarks": called.REMARKS, "spare": called.SPARE, "type": _TYPE, "system": _SYSTEM,
        "colour_system": _COLOUR_SYSTEM, "currency": _CURRENCY, "comment": _COMMENT, "multiple": _MULTIPLE,
        "lot_key": _LOT_KEY, "sale": _SALE, "tiers": _TIERS, "stockroom": ("stockroom",),
        **{word: (word,) for word in _TIER_COLUMNS}, **_OF_THE_FILE,
    }  # fmt: skip
    others = {kind: at for kind, known in kinds.items() if (at := _find(plain, known)) is not None}
    return Columns(parts, _find(plain, called.QUANTITY), colours, others)


def _find(plain: Sequence[str], known: Sequence[str]) -> int | None:
    """The column of the first of these words that any heading is."""
    return next((plain.index(word) for word in known if word in plain), None)


def _plain(heading: str) -> str:
    letters = unicodedata.normalize("NFKD", heading.lower().replace("ß", "ss"))  # an accent becomes a sign of its own
    return _OTHER.sub("", letters).replace("colour", "color")
