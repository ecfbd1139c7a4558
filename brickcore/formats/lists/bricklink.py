"""BrickLink's XML of wanted lists and inventories.

Source: BrickLink help, "XML format" of wanted lists: ITEMTYPE, ITEMID, COLOR, MINQTY or QTY, CONDITION, MAXPRICE.
"""

from collections.abc import Callable
from functools import partial
from xml.etree.ElementTree import Element

from brickcore.content import Asked
from brickcore.formats.lists.gathering import Gathering, condition_of, item_of, price_of, words
from brickcore.formats.lists.said import said_by_element
from brickcore.formats.lists.shelf import YES, Shelved, shelved
from brickcore.markup import parse_xml, with_lines
from brickcore.partslist import ListedLot, PartsList

NO_COLOUR = "0"
"""BrickLink's number for things that have none."""


def read(data: bytes, name: str, asked: Asked) -> PartsList:
    """Read INVENTORY / ITEM. Raises UnreadableFile where no row can be used, and HostileFile."""
    found = Gathering(name, asked)
    for row, item in with_lines(data, parse_xml(data, name), "ITEM"):
        found.says = partial(said_by_element, item)
        lot = _lot(found, item, row)
        if lot:
            found.add(lot)
    return found.done("bricklink")


def _lot(found: Gathering, item: Element, row: int) -> ListedLot | None:
    def said(key: str) -> str:
        return item.findtext(key) or ""

    if found.is_printed_matter(said("ITEMTYPE"), said("ITEMID"), row):
        return None
    number = found.number(said("ITEMID"), row)
    wanted = said("MINQTY") or said("QTY") or "1"  # a wanted list without a quantity wants one
    quantity = found.quantity(wanted, row) if number else None
    if number is None or quantity is None:
        return None
    kind = item_of(said("ITEMTYPE"))
    colour = said("COLOR").strip()
    lot = ListedLot(
        number=number,
        quantity=quantity,
        system="bricklink",
        colour="" if kind != "part" or colour == NO_COLOUR else colour[:20],
        colour_system="bricklink",
        name=words(said("ITEMNAME")),
        item=kind,
        condition=condition_of(said("CONDITION")),
        price=price_of(said("PRICE") or said("MAXPRICE")),
        remarks=words(said("REMARKS")),
        line=row,
    )
    return shelved(found, lot, _shelf(said)) if found.asked.shelf else lot


def _shelf(said: Callable[[str], str]) -> Shelved:
    """What an inventory says of a lot; SALE is a discount in per cent."""
    return Shelved(
        price=said("PRICE"),
        condition=said("CONDITION"),
        multiple=said("BULK"),
        sale=said("SALE"),
        tiers=[(said(f"TQ{n}"), said(f"TP{n}")) for n in (1, 2, 3)],
        comment=said("DESCRIPTION"),
        lot_key=said("LOTID"),
        is_away=bool(said("RESERVE").strip()) or said("STOCKROOM").strip() in YES,
    )
