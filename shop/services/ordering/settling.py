"""Giving money back for what is given back: the books are told line by line, and what is owed then is sent."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from shop.models import Order, OrderEvent, OrderLine, QuoteCharge, Shipment
from shop.services.ledger.refunds import RefundOf, book_refund
from shop.services.ordering.locking import shipments_of
from shop.services.ordering.returns import Group, Sold, given_back
from shop.services.ordering.stock import put_back
from shop.services.ordering.transitions import Why, event, move_orders, move_shipments, need_shipment_may
from shop.services.payments.paybacks import plan_paybacks

Amounts = Mapping[Group, Decimal]


@dataclass(frozen=True, slots=True)
class Bill:
    """A locked order with its parcels and lines, and its price as it was charged."""

    order: Order
    shipments: Sequence[Shipment]
    lines: Sequence[OrderLine]
    charges: Amounts

    def given_back(self, ending: Collection[Shipment] = ()) -> dict[Group, Decimal]:
        """By its lines as they stand in memory, and its parcels, those that are about to end among them."""
        stores = {shipment.pk: shipment.store_id for shipment in self.shipments}
        sold = [Sold(stores[line.shipment_id], line.line_price, line.quantity, line.refunded) for line in self.lines]
        ended = [one.store_id for one in self.shipments if one.state in Shipment.ENDED or one in ending]
        return given_back(self.charges, sold, ended)

    def rest_of(self, shipments: Collection[Shipment]) -> dict[int, int]:
        """The pieces of parcels that are not given back yet, by their lines."""
        keys = {shipment.pk for shipment in shipments}
        return {line.pk: line.quantity - line.refunded for line in self.lines if line.shipment_id in keys}


def bill_of(order: Order) -> Bill:
    """Three queries, however many lines."""
    charges = defaultdict[Group, Decimal](Decimal)
    for kind, store, amount in QuoteCharge.objects.filter(quote=order.quote_id).values_list("kind", "store", "amount"):
        charges[kind, store] += amount
    lines = OrderLine.objects.filter(shipment__order=order).order_by("pk")
    return Bill(order, shipments_of(order), list(lines), dict(charges))


@transaction.atomic
def take_back(
    bill: Bill, pieces: Mapping[int, int], ending: Mapping[Shipment, str], why: Why, *, to_shelf: bool
) -> Decimal:
    """Take back so many more pieces of lines, and parcels with all that is left in them; returns the whole amount.

    `ending` says in which state each of those parcels ends. Once all have ended, so has the order.
    Raises Conflict("SHIPMENT_STATE").
    """
    for shipment, state in ending.items():
        need_shipment_may(shipment, state)
    before = bill.given_back()
    _take_lines(bill, {**pieces, **bill.rest_of(ending)}, to_shelf=to_shelf)
    after = bill.given_back(ending)
    back = {group: after[group] - before[group] for group in after if after[group] != before[group]}
    _tell_parcels(bill, back, ending, why)
    _tell_order(bill, sum(after.values(), Decimal(0)), why)
    if back:
        _book(bill.order, back, why)
    return sum(back.values(), Decimal(0))


def _take_lines(bill: Bill, pieces: Mapping[int, int], *, to_shelf: bool) -> None:
    touched = [line for line in bill.lines if pieces.get(line.pk)]
    shelf: dict[int, int] = defaultdict(int)
    for line in touched:
        line.refunded += pieces[line.pk]
        if line.offer_id is not None:
            shelf[line.offer_id] += pieces[line.pk]
    OrderLine.objects.bulk_update(touched, ["refunded"])
    if to_shelf:
        put_back(shelf)


def _tell_parcels(bill: Bill, back: Amounts, ending: Mapping[Shipment, str], why: Why) -> None:
    """Each parcel holds what its store gave back; its history says so, with no word of the other stores."""
    for shipment in bill.shipments:
        own = sum((amount for (_kind, store), amount in back.items() if store == shipment.store_id), Decimal(0))
        if not own and shipment not in ending:
            continue
        shipment.refunded += own
        Shipment.objects.filter(pk=shipment.pk).update(refunded=shipment.refunded)
        if shipment in ending:
            move_shipments([shipment], ending[shipment], why.with_amount(own))
        else:
            event(bill.order, shipment, shipment.state, shipment.state, why.with_amount(own)).save()


def _tell_order(bill: Bill, refunded: Decimal, why: Why) -> None:
    order, amount = bill.order, refunded - bill.order.refunded
    order.refunded = refunded
    Order.objects.filter(pk=order.pk).update(refunded=refunded)
    if all(shipment.state in Shipment.ENDED for shipment in bill.shipments):
        move_orders([order], Order.State.REFUNDED, why.with_amount(amount))
    elif amount:
        OrderEvent.objects.bulk_create([event(order, None, order.state, order.state, why.with_amount(amount))])


def _book(order: Order, back: Amounts, why: Why) -> None:
    """The sum of all refunds so far names the deed: it only ever grows."""
    of = [RefundOf(kind, amount, store) for (kind, store), amount in back.items()]
    book_refund(order=order, of=of, key=str(order.refunded), at=why.at, note=why.note)
    plan_paybacks(order)
