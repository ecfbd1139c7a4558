"""The states of orders and shipments: what may follow what, as data; every change leaves an event."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Conflict
from shop.models import Order, OrderEvent, Shipment

Because = OrderEvent.Because
_O, _S = Order.State, Shipment.State

ORDER_MAY: Mapping[str, frozenset[str]] = {
    _O.PLACED: frozenset({_O.PAID, _O.CANCELLED}),
    _O.PAID: frozenset({_O.REFUNDED}),
    # A payment may arrive after its order has ended: it brings the order back, or goes back itself.
    _O.CANCELLED: frozenset({_O.PAID, _O.REFUNDED}),
    _O.REFUNDED: frozenset(),
}
SHIPMENT_MAY: Mapping[str, frozenset[str]] = {
    _S.PLACED: frozenset({_S.PAID, _S.CANCELLED}),
    _S.PAID: frozenset({_S.PICKING, _S.SHIPPED, _S.CANCELLED}),
    _S.PICKING: frozenset({_S.SHIPPED, _S.CANCELLED}),
    _S.SHIPPED: frozenset({_S.DELIVERED, _S.REFUNDED}),
    _S.DELIVERED: frozenset({_S.REFUNDED}),
    _S.CANCELLED: frozenset({_S.PAID}),
    _S.REFUNDED: frozenset(),
}
NOT_SENT = frozenset({_S.PLACED, _S.PAID, _S.PICKING})


@dataclass(frozen=True, slots=True)
class Why:
    """What an event says besides the states: who did it (nobody: the site), when, and why."""

    at: datetime
    by: User | None = None
    because: str = ""
    note: str = ""
    amount: Decimal | None = None

    def with_amount(self, amount: Decimal) -> "Why":
        """The same, with what was paid back."""
        return replace(self, amount=amount)


def move_orders(orders: Sequence[Order], to: str, why: Why) -> None:
    """Change the state of locked orders: two statements, however many. Raises Conflict("ORDER_STATE")."""
    for order in orders:
        if to not in ORDER_MAY[order.state]:
            raise _refusal(
                "ORDER_STATE", _("The order is %(now)s, so it cannot become %(to)s."), order, Order.State(to)
            )
    events = [event(order, None, order.state, to, why) for order in orders]
    Order.objects.filter(pk__in=[order.pk for order in orders]).update(state=to, updated_at=why.at)
    for order in orders:
        order.state = to
    OrderEvent.objects.bulk_create(events)


def move_shipments(shipments: Iterable[Shipment], to: str, why: Why) -> None:
    """Change the state of shipments of locked orders, alike. Raises Conflict("SHIPMENT_STATE")."""
    moved = list(shipments)
    if not moved:
        return
    for shipment in moved:
        need_shipment_may(shipment, to)
    events = [event(shipment.order, shipment, shipment.state, to, why) for shipment in moved]
    Shipment.objects.filter(pk__in=[shipment.pk for shipment in moved]).update(state=to, updated_at=why.at)
    for shipment in moved:
        shipment.state = to
    OrderEvent.objects.bulk_create(events)


def need_shipment_may(shipment: Shipment, to: str) -> None:
    """Raises Conflict("SHIPMENT_STATE") unless the shipment may get to that state from its own."""
    if to not in SHIPMENT_MAY[shipment.state]:
        message = _("The parcel is %(now)s, so it cannot become %(to)s. Load the page again to see how it stands.")
        raise _refusal("SHIPMENT_STATE", message, shipment, Shipment.State(to))


def event(order: Order, shipment: Shipment | None, before: str, after: str, why: Why) -> OrderEvent:
    """What happened, not saved yet."""
    return OrderEvent(
        order=order, shipment=shipment, before=before, after=after, by=why.by, at=why.at,
        because=why.because, note=why.note, amount=why.amount,
    )  # fmt: skip


def _refusal(code: str, message: str, row: Order | Shipment, to: Order.State | Shipment.State) -> Conflict:
    return Conflict(code, message % {"now": row.get_state_display(), "to": to.label})
