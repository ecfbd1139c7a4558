"""A shopper's change of mind, and the site's: the order ends, and what was paid goes back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Conflict, Denied
from shop.models import Order, Shipment
from shop.services.ordering.expiry import let_go
from shop.services.ordering.jobs import Letter, defer_letter
from shop.services.ordering.locking import lock_order, lock_own_order
from shop.services.ordering.settling import Bill, bill_of, take_back
from shop.services.ordering.texts import one_line
from shop.services.ordering.transitions import NOT_SENT, Because, Why

REFUNDERS = "shop.change_order"  # the permission of the site's staff
LONGEST_REASON = 300


@transaction.atomic
def cancel_order(*, order: Order, by: User) -> Order:
    """Cancel one's own order while no store has begun to pick it; money that was paid goes back, all of it.

    What nobody has picked yet still lies on its shelf, so it can be bought again. A second time changes nothing.
    Raises NotFound, Conflict("ORDER_PICKING").
    """
    order = lock_own_order(order, by)
    if order.state in {Order.State.CANCELLED, Order.State.REFUNDED}:
        return order
    why = Why(at=timezone.now(), by=by, because=Because.SHOPPER)
    if order.state == Order.State.PLACED:
        let_go([order], why)
    else:
        bill = bill_of(order)
        _need_untouched(bill)
        _end_all(bill, why, to_shelf=True)
    defer_letter(Letter.ENDED, order.pk)
    return order


def _need_untouched(bill: Bill) -> None:
    begun = [one.store.name for one in bill.shipments if one.state not in Shipment.ENDED | {Shipment.State.PAID}]
    if begun:
        message = _("%(stores)s picks or has sent this order already. Write to the store to give parts of it back.")
        raise Conflict("ORDER_PICKING", message % {"stores": ", ".join(begun)})


def _end_all(bill: Bill, why: Why, *, to_shelf: bool) -> None:
    ending = {
        one: Shipment.State.CANCELLED if one.state in NOT_SENT else Shipment.State.REFUNDED
        for one in bill.shipments
        if one.state not in Shipment.ENDED
    }
    take_back(bill, {}, ending, why, to_shelf=to_shelf)
    for shipment in ending:
        defer_letter(Letter.CALLED_OFF, shipment.pk)


@transaction.atomic
def refund_order(*, order: Order, by: User, reason: str = "") -> Order:
    """Give all that is left of a paid order back, wherever its parcels are: a decision of the site's staff.

    No stock returns to shelves: where the goods are only their stores know. A second time changes nothing.
    Raises Denied("NOT_STAFF"), NotFound, Conflict("ORDER_NOT_PAID"), Invalid("TEXT_TOO_LONG").
    """
    if not by.has_perm(REFUNDERS):
        raise Denied("NOT_STAFF", _("Only the site's staff gives whole orders back. Ask the stores of the order."))
    note = one_line(reason, most=LONGEST_REASON, field="reason")
    order = lock_order(order.pk)
    if order.state == Order.State.REFUNDED:
        return order
    if order.state != Order.State.PAID:
        raise Conflict("ORDER_NOT_PAID", _("This order was not paid, so there is nothing to give back."))
    _end_all(bill_of(order), Why(at=timezone.now(), by=by, because=Because.SITE, note=note), to_shelf=False)
    defer_letter(Letter.ENDED, order.pk)
    return order
