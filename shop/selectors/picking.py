"""What a store needs to pick and pack a parcel: its lots in the order of its shelves, and the slip beside them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F

from shop.models import OrderLine, Shipment
from shop.selectors.orders import HEAVY

_NUMBER = re.compile(r"(\d+)")
SortKey = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class ToPick:
    """A lot to pick: `pieces` are those still wanted, without what was given back already."""

    line: OrderLine
    pieces: int


@dataclass(frozen=True, slots=True)
class PackingSlip:
    """What lies in the parcel, and where it goes: the address as lines, the lots in the picking order."""

    code: str
    store: str
    address: tuple[str, ...]
    lots: tuple[ToPick, ...]
    currency: str
    goods: Decimal
    shipping: Decimal

    @property
    def pieces(self) -> int:
        """In the whole parcel."""
        return sum(lot.pieces for lot in self.lots)


def picking_list(shipment: Shipment) -> list[ToPick]:
    """The lots of a parcel as its store walks past them: by remarks, numbers in them by their size; one query."""
    return picking_lists([shipment.pk])[shipment.pk]


def picking_lists(shipments: Collection[int]) -> dict[int, list[ToPick]]:
    """The same of several parcels by their keys, in one query all together."""
    lists: dict[int, list[ToPick]] = {pk: [] for pk in shipments}
    lines = OrderLine.objects.filter(shipment__in=shipments, quantity__gt=F("refunded"))
    for line in lines.select_related("part", "colour").defer(*HEAVY):
        lists[line.shipment_id].append(ToPick(line, line.quantity - line.refunded))
    for lots in lists.values():
        lots.sort(key=lambda lot: (not lot.line.remarks, natural(lot.line.remarks), *_name(lot.line)))
    return lists


def packing_slip(shipment: Shipment) -> PackingSlip:
    """For a parcel that `access_own_shipment` gave out: two queries."""
    order = shipment.order
    place = " ".join(filter(None, [order.postcode, order.city]))
    address = (order.name, order.street, order.extra, place, order.region, order.country)
    return PackingSlip(
        code=order.code, store=shipment.store.name, address=tuple(filter(None, address)),
        lots=tuple(picking_list(shipment)), currency=order.currency, goods=shipment.goods, shipping=shipment.shipping,
    )  # fmt: skip


def natural(text: str) -> SortKey:
    """A key that puts A2 before A10, whatever the case."""
    pieces = _NUMBER.split(text.casefold())
    return tuple((0, int(piece), "") if place % 2 else (1, 0, piece) for place, piece in enumerate(pieces) if piece)


def _name(line: OrderLine) -> tuple[SortKey, str, int]:
    return natural(line.part.number), line.colour.name, line.pk
