"""What holds of all orders at any time, whatever happened to them."""

from collections import Counter
from decimal import Decimal

from django.db.models import Sum

from shop.models import LedgerEntry, Offer, Order, OrderEvent, OrderLine, Payback, Payment, Shipment
from shop.selectors.ledger import owed_to_shopper
from shop.services.ledger.audit import audit

ENDED = {"cancelled", "refunded"}
UNPAID = {"placed"}


def check_everything() -> None:
    """Stock, parcels, histories and money of all orders in the database; and what `audit_ledger` looks for."""
    check_orders()
    assert audit().findings == []


def check_orders() -> None:
    """The same without the audit, which reads every table: for after each of many steps."""
    _check_stock()
    for order in Order.objects.prefetch_related("shipments__lines", "events"):
        _check_parcels(order)
        _check_history(order)
        _check_money(order)
    assert (LedgerEntry.objects.aggregate(rest=Sum("amount"))["rest"] or 0) == 0


def _check_stock() -> None:
    """What is reserved is what orders hold that wait to be paid; no more than lies there."""
    held = Counter[int]()
    for line in OrderLine.objects.filter(shipment__order__state="placed", offer__isnull=False):
        held[line.offer_id or 0] += line.quantity
    for offer in Offer.objects.all():
        assert (offer.reserved, 0 <= offer.reserved <= offer.quantity) == (held[offer.pk], True), offer


def _check_parcels(order: Order) -> None:
    shipments = list(order.shipments.all())
    states = {shipment.state for shipment in shipments}
    lines = [line for shipment in shipments for line in shipment.lines.all()]
    assert {line.shipment_id for line in lines} == {shipment.pk for shipment in shipments} != set()
    assert order.quote.parcels.count() == len(shipments)
    if order.state == "placed":
        assert states == {"placed"}
    elif order.state == "paid":
        assert "placed" not in states
        assert states - ENDED
    else:
        assert states <= ENDED
    for shipment in shipments:
        assert sum(line.line_price for line in shipment.lines.all()) == shipment.goods


def _check_history(order: Order) -> None:
    """Each chain of events leads from nothing to the state as it is, without a gap."""
    for about, state in [(None, order.state), *((one.pk, one.state) for one in order.shipments.all())]:
        events = [event for event in order.events.all() if event.shipment_id == about]
        assert [event.before for event in events] == ["", *(event.after for event in events[:-1])]
        assert events[-1].after == state


def _check_money(order: Order) -> None:
    """What came in is charged, given back or on its way back; nothing else is owed to anybody for the order."""
    came_in = sum((one.captured_amount for one in Payment.objects.filter(order=order)), Decimal(0))
    came_in += sum((one.amount for one in Payback.objects.filter(payment__order=order, state="sent")), Decimal(0))
    waiting = sum((one.amount for one in Payback.objects.filter(payment__order=order, state="waiting")), Decimal(0))
    assert owed_to_shopper(order) == waiting
    charged = LedgerEntry.objects.filter(transaction__order=order, charge__isnull=False)
    left = charged.aggregate(rest=Sum("amount"))["rest"] or Decimal(0)
    kept = order.total - order.refunded if order.state == "paid" else Decimal(0)
    assert left == kept
    if order.state in {"paid", "refunded"}:
        assert came_in == order.total
    paid_back = sum((event.amount or 0 for event in OrderEvent.objects.filter(order=order, shipment=None)), Decimal(0))
    assert paid_back == order.refunded
    own = {"parts", "shipping", "picking"}
    for shipment in Shipment.objects.filter(order=order):
        went = -sum(
            entry.amount
            for entry in charged.filter(charge__store=shipment.store_id, transaction__kind="refund")
            if entry.reason in own
        )
        assert went == shipment.refunded
