"""What a table's columns are, told by their headings, in the words that sites and people use."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

PART_SYSTEMS = ("ldraw", "bricklink", "rebrickable", "brickowl", "lego")
"""In this order: where a row has several numbers, the surest to be a part's own comes first."""

_OTHER = re.compile(r"[^a-z0-9]+")
_PARTS = {
    "ldraw": ("ldrawid", "ldrawno", "ldraw", "ldrawpart", "ldrawnumber", "ldrawpartnumber"),
    "bricklink": ("blitemno", "blitemid", "blid", "itemid", "bricklinkid", "bricklink", "blpart", "bricklinkpart",
                  "bricklinkitemno", "bricklinknumber"),
    "rebrickable": ("rebrickableid", "rebrickable", "rebrickablepart", "rbpart"),
    "brickowl": ("boid", "brickowlid", "brickowl"),
    "lego": ("elementid", "element", "elementnumber", "elementno", "legoelement", "legoelementid", "legoid", "designid",
             "design", "designnumber", "itemnumber"),
}  # fmt: skip
_PART = (
    "part",
    "partnum",
    "partnumber",
    "partno",
    "partid",
    "number",
    "no",
    "id",
    "item",
    "itemno",
    "brickid",
    "mould",
)
_COLOURS = {
    "ldraw": ("ldrawcolorid", "ldrawcolor", "ldrawcode", "ldrawcolorcode"),
    "bricklink": ("blcolorid", "blcolor", "bricklinkcolor", "bricklinkcolorid"),
    "rebrickable": ("rebrickablecolor", "rbcolor", "rbcolorid"),
    "lego": ("legocolor", "legocolorid", "material", "materialid", "colorcode"),
}
_COLOUR = ("color", "colorid", "colornumber", "colorno", "colornum", "col")
_COLOUR_NAME = ("colorname", "colordescription", "colordesc", "colordesignation")
_QUANTITY = ("qty", "quantity", "num", "count", "qtytotal", "amount", "pieces", "pcs", "minqty", "total", "numof", "n")
_NAME = ("partname", "name", "description", "partdescription", "itemname", "title", "partdesc")
_PRICE = ("price", "unitprice", "each", "priceeach")
_CONDITION = ("condition", "cond")
_REMARKS = ("remarks", "remark", "comments", "comment", "note", "notes")
_COMMENT = ("comment", "comments", "publiccomment", "publicnote")
_MULTIPLE = ("bulk", "multiple", "bulkmultiple", "soldinmultiplesof")
_LOT_KEY = ("lotid", "lotkey", "lotnumber", "inventoryid")
_SALE = ("sale", "discount", "salepercent")
_TIERS = ("tiers", "pricetiers")
_TIER_COLUMNS = [f"{kind}{n}" for n in (1, 2, 3) for kind in ("tq", "tp")]
_SPARE = ("isspare", "spare", "extra")
_TYPE = ("itemtype", "type")
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
    parts = {system: at for system, known in _PARTS.items() if (at := _find(plain, known)) is not None}
    unnamed = _find(plain, _PART)
    if unnamed is not None and not parts:
        parts[""] = unnamed
    colours = {system: at for system, known in _COLOURS.items() if (at := _find(plain, known)) is not None}
    unnamed = _find(plain, _COLOUR)
    if unnamed is not None and not colours:
        colours[""] = unnamed
    kinds = {
        "name": _NAME, "colour_name": _COLOUR_NAME, "price": _PRICE, "condition": _CONDITION, "remarks": _REMARKS,
        "spare": _SPARE, "type": _TYPE, "system": _SYSTEM, "colour_system": _COLOUR_SYSTEM, "currency": _CURRENCY,
        "comment": _COMMENT, "multiple": _MULTIPLE, "lot_key": _LOT_KEY, "sale": _SALE, "tiers": _TIERS,
        "stockroom": ("stockroom",), **{word: (word,) for word in _TIER_COLUMNS},
    }  # fmt: skip
    others = {kind: at for kind, known in kinds.items() if (at := _find(plain, known)) is not None}
    return Columns(parts, _find(plain, _QUANTITY), colours, others)


def _find(plain: Sequence[str], known: Sequence[str]) -> int | None:
    """The column of the first of these words that any heading is."""
    return next((plain.index(word) for word in known if word in plain), None)


def _plain(heading: str) -> str:
    return _OTHER.sub("", heading.lower().replace("colour", "color"))
