"""Orders that nobody paid in time let go of their stock."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from shop.models import Order, Shipment
from shop.services.ordering.jobs import Letter, defer_letter
from shop.services.ordering.stock import Move, lock_offers, move
from shop.services.ordering.transitions import Because, Why, move_orders, move_shipments

AT_ONCE = 50  # orders in one transaction: others wait for their offers meanwhile


def release_expired() -> int:
    """Cancel all orders that are past their time, and release what they hold; returns how many.

    An order that is being paid or cancelled at this moment is left to whoever does that.
    """
    released, now = 0, timezone.now()
    while True:
        batch = _release(now)
        released += batch
        if batch < AT_ONCE:
            return released


@transaction.atomic
def _release(now: datetime) -> int:
    due = Order.objects.filter(state=Order.State.PLACED, reserved_until__lte=now).order_by("pk")
    orders = list(due.select_for_update(skip_locked=True, no_key=True)[:AT_ONCE])
    if orders:
        why = Why(at=now, because=Because.NOT_PAID)
        let_go(orders, why)
        for order in orders:
            defer_letter(Letter.ENDED, order.pk)
    return len(orders)


def let_go(orders: list[Order], why: Why) -> None:
    """Cancel locked orders that wait to be paid; what they reserved can be bought again."""
    keys = [order.pk for order in orders]
    lock_offers(keys)
    move(keys, Move.RELEASE)
    move_orders(orders, Order.State.CANCELLED, why)
    shipments = Shipment.objects.filter(order__in=orders).select_related("order").order_by("pk")
    move_shipments(shipments, Shipment.State.CANCELLED, why)
