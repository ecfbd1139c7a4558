"""What the arrival of its money does to an order. The books, and sending money back, are the payments' part."""

from datetime import datetime

from django.db import transaction

from shop.models import Order, OrderEvent, OrderLine, Shipment
from shop.services.ordering.jobs import Letter, defer_letter
from shop.services.ordering.locking import lock_order, shipments_of
from shop.services.ordering.stock import Move, lacking, lock_offers, move
from shop.services.ordering.transitions import Because, Why, move_orders, move_shipments


@transaction.atomic
def order_paid(order_id: int, *, at: datetime) -> Order:
    """The money is there: stock leaves the shelf, and stores may begin. A second time changes nothing.

    Money that comes after the order has expired brings it back if its stock is still there; else, and where the shopper
    had cancelled it, the order ends as refunded and all of the money is to be sent back. Raises NotFound.
    """
    order = lock_order(order_id)
    if order.paid_at is not None:
        return order
    if order.state == Order.State.PLACED:
        lock_offers([order.pk])
        move([order.pk], Move.TAKE_RESERVED)
        _go_on(order, Why(at=at))
    elif _has_expired(order) and _take_again(order):
        _go_on(order, Why(at=at, because=Because.LATE))
    else:
        _send_away(order, Why(at=at, because=Because.LATE, amount=order.total))
    return order


def _has_expired(order: Order) -> bool:
    """Whether nobody but the clock ended it."""
    ended = order.events.filter(shipment=None, after=Order.State.CANCELLED).last()
    return ended is not None and ended.because == OrderEvent.Because.NOT_PAID


def _take_again(order: Order) -> bool:
    wanted = list(OrderLine.objects.filter(shipment__order=order).values_list("offer_id", flat=True))
    if lacking(wanted, lock_offers([order.pk]), order.quote):
        return False
    move([order.pk], Move.TAKE_FREE)
    return True


def _go_on(order: Order, why: Why) -> None:
    _note_money(order, why)
    move_orders([order], Order.State.PAID, why)
    shipments = shipments_of(order)
    Shipment.objects.filter(order=order).update(paid_at=why.at)
    move_shipments(shipments, Shipment.State.PAID, why)
    defer_letter(Letter.PAID, order.pk)
    for shipment in shipments:
        defer_letter(Letter.TO_PICK, shipment.pk)


def _send_away(order: Order, why: Why) -> None:
    """No store ever saw this order as paid, so none gives anything back: the money only passes through."""
    _note_money(order, why)
    order.refunded = order.total
    Order.objects.filter(pk=order.pk).update(refunded=order.total)
    move_orders([order], Order.State.REFUNDED, why)
    defer_letter(Letter.ENDED, order.pk)


def _note_money(order: Order, why: Why) -> None:
    order.paid_at = why.at
    Order.objects.filter(pk=order.pk).update(paid_at=why.at)
