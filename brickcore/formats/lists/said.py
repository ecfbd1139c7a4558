"""What a row says in its own words, under the headings of our own tables: mended there, it can be read again."""

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from brickcore.formats.lists.headings import Columns

SAID = (
    "part", "system", "colour", "colour_system", "quantity", "name", "condition", "price", "currency", "multiple",
    "sale", "tiers", "stockroom", "remarks", "comment", "lot_key",
)  # fmt: skip
LONGEST = 255

# BrickLink's XML and BrickStore's documents have the same words, in capitals and not.
_TAGS = {
    "ITEMID": "part", "COLOR": "colour", "COLORID": "colour", "QTY": "quantity", "ITEMNAME": "name",
    "CONDITION": "condition", "PRICE": "price", "BULK": "multiple", "SALE": "sale", "STOCKROOM": "stockroom",
    "RESERVE": "stockroom", "RESERVED": "stockroom", "REMARKS": "remarks", "DESCRIPTION": "comment",
    "COMMENTS": "comment", "LOTID": "lot_key",
}  # fmt: skip
_AWAY = "Y"


def said_by_row(columns: Columns, row: Sequence[str]) -> dict[str, str]:
    """A table's row; where it has numbers of several systems, the first that it has."""
    found = {kind: cell for kind, at in columns.others.items() if (cell := _cell(row, at))}
    if columns.others.get("comment") == columns.others.get("remarks"):
        found.pop("remarks", None)  # one column of comments is what shoppers read
    found["quantity"] = "" if columns.quantity is None else _cell(row, columns.quantity)
    for kind, whose, own in (("part", "system", columns.parts), ("colour", "colour_system", columns.colours)):
        told = next(((system, cell) for system, at in own.items() if (cell := _cell(row, at))), None)
        if told is not None:
            found = {whose: told[0]} | found | {kind: told[1]}
    return _kept({"colour": found.get("colour_name", "")} | found)


def said_by_element(item: Element, currency: str = "") -> dict[str, str]:
    """An item of BrickLink's XML or of a BrickStore document."""
    texts = {child.tag.upper(): child.text or "" for child in item}
    found = {kind: texts[tag] for tag, kind in _TAGS.items() if texts.get(tag, "").strip()}
    if "stockroom" in found or ("STOCKROOM" in texts and not texts["STOCKROOM"].strip()):  # an empty mark is one, too
        found["stockroom"] = _AWAY
    tiers = {tag.lower(): text for tag, text in texts.items() if tag[:2] in {"TQ", "TP"}}
    return _kept(found | tiers | {"system": "bricklink", "colour_system": "bricklink", "currency": currency})


def _kept(found: Mapping[str, str]) -> dict[str, str]:
    pairs = [(found.get(f"tq{n}", "").strip(), found.get(f"tp{n}", "").strip()) for n in (1, 2, 3)]
    told = {"tiers": "; ".join(f"{pieces}:{each}" for pieces, each in pairs if pieces.strip("0"))} | dict(found)
    kept = {kind: told[kind].strip()[:LONGEST] for kind in SAID if kind in told}
    return {kind: text for kind, text in kept.items() if text}


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""
