"""How an order is said to stand: its own state is the money's, its parcels have theirs, people want one word."""

from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext_lazy as _

from shop.models import Order, Shipment

_S = Shipment.State
_SENT = frozenset({_S.SHIPPED, _S.DELIVERED})


class Shown(models.TextChoices):
    """One word for the whole order."""

    PLACED = "placed", _("waits to be paid")
    PAID = "paid", _("paid")
    PICKING = "picking", _("being picked")
    SHIPPED_IN_PART = "shipped_in_part", _("shipped in part")
    SHIPPED = "shipped", _("shipped")
    DELIVERED_IN_PART = "delivered_in_part", _("delivered in part")
    DELIVERED = "delivered", _("delivered")
    CANCELLED = "cancelled", _("cancelled")
    REFUNDED = "refunded", _("refunded")


def shown_state(order: Order) -> Shown:
    """What the order's page says; parcels that ended do not count while another is on its way.

    Reads `order.shipments`, so prefetch them for a list.
    """
    if order.state != Order.State.PAID:
        return Shown(order.state)
    return _of_parcels({shipment.state for shipment in order.shipments.all()} - Shipment.ENDED)


def _of_parcels(states: Collection[str]) -> Shown:
    if not states:  # the money of parcels that all ended is on its way back
        return Shown.REFUNDED
    if _S.DELIVERED in states:
        return Shown.DELIVERED if set(states) == {_S.DELIVERED} else Shown.DELIVERED_IN_PART
    if _S.SHIPPED in states:
        return Shown.SHIPPED if _SENT.issuperset(states) else Shown.SHIPPED_IN_PART
    return Shown.PICKING if _S.PICKING in states else Shown.PAID


def is_refunded_in_part(order: Order) -> bool:
    """Whether some of the money went back, and not all of it."""
    return 0 < order.refunded < order.total


def may_be_cancelled(order: Order) -> bool:
    """Whether its shopper can still cancel it: no store has begun to pick. Reads `order.shipments`."""
    if order.state == Order.State.PLACED:
        return True
    states = {shipment.state for shipment in order.shipments.all()} - Shipment.ENDED
    return order.state == Order.State.PAID and bool(states) and states <= {_S.PAID}
