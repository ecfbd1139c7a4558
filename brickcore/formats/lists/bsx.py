"""BrickStore's documents (.bsx), and those of its forerunner BrickStock.

`Qty` is what the owner has of a lot, `OrigQty` what the set it was made from has: a build's list wants the latter, a
store's the former.
"""

from collections.abc import Callable
from functools import partial
from xml.etree.ElementTree import Element

from brickcore.content import Asked
from brickcore.formats.lists.bricklink import NO_COLOUR
from brickcore.formats.lists.gathering import Gathering, condition_of, item_of, price_of, words
from brickcore.formats.lists.said import said_by_element
from brickcore.formats.lists.shelf import YES, Shelved, shelved
from brickcore.markup import parse_xml, with_lines
from brickcore.partslist import ListedLot, PartsList

EXCLUDED = "X"


def read(data: bytes, name: str, asked: Asked) -> PartsList:
    """Read Inventory / Item. Raises UnreadableFile where no row can be used, and HostileFile."""
    found = Gathering(name, asked)
    root = parse_xml(data, name)
    inventory = root.find("Inventory")
    currency = (inventory.get("Currency", "") if inventory is not None else "")[:3]
    short = 0
    for row, item in with_lines(data, root, "Item"):
        found.says = partial(said_by_element, item, currency)
        lot = _lot(found, item, row, currency)
        if lot:
            found.add(lot)
            short += bool(item.findtext("OrigQty")) and not asked.shelf
    if short:
        lots = "1 lot says" if short == 1 else f"{short:,} lots say"
        message = f"{lots} how many are owned and how many there should be: what there should be is counted."
        found.log.note("OWNED_COUNTS", message)
    return found.done("bsx")


def _lot(found: Gathering, item: Element, row: int, currency: str) -> ListedLot | None:
    def said(key: str) -> str:
        return item.findtext(key) or ""

    if said("Status").strip() == EXCLUDED:
        found.log.note("EXCLUDED_LOTS", "Lots that the list marks as excluded are left out.", found.at(row))
        return None
    if found.is_printed_matter(said("ItemTypeID"), said("ItemID"), row):
        return None
    number = found.number(said("ItemID"), row)
    counted = said("Qty") if found.asked.shelf else said("OrigQty") or said("Qty") or "1"
    if number is None or (not found.asked.shelf and _is_none(found, counted, row)):
        return None
    quantity = found.quantity(counted, row)
    if quantity is None:
        return None
    kind = item_of(said("ItemTypeID"))
    colour = said("ColorID").strip()
    lot = ListedLot(
        number=number,
        quantity=quantity,
        system="bricklink",
        colour="" if kind != "part" or colour == NO_COLOUR else colour[:20],
        colour_system="bricklink",
        name=words(said("ItemName")),
        item=kind,
        condition=condition_of(said("Condition")),
        price=price_of(said("Price")),
        currency=currency,
        remarks=words(said("Remarks") or ("" if found.asked.shelf else said("Comments"))),
        line=row,
    )
    return shelved(found, lot, _shelf(item, said)) if found.asked.shelf else lot


def _shelf(item: Element, said: Callable[[str], str]) -> Shelved:
    """What a document says of a lot; Sale is a discount in per cent, and what is reserved for somebody is not sold."""
    stockroom = item.find("Stockroom")
    return Shelved(
        price=said("Price"),
        condition=said("Condition"),
        multiple=said("Bulk"),
        sale=said("Sale"),
        tiers=[(said(f"TQ{n}"), said(f"TP{n}")) for n in (1, 2, 3)],
        comment=said("Comments"),
        lot_key=said("LotID"),
        is_away=bool(said("Reserved").strip()) or (stockroom is not None and (stockroom.text or "A").strip() in YES),
    )


def _is_none(found: Gathering, counted: str, row: int) -> bool:
    """A lot of none is an empty drawer: it is left out, and that is no fault."""
    if counted.strip() != "0":
        return False
    found.log.note("EMPTY_LOTS", "Lots of none are left out.", found.at(row))
    return True
