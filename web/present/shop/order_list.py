"""Orders and their parcels as lists show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.models import Order, Shipment
from shop.selectors.order_states import Shown, is_refunded_in_part, shown_state

S = Shipment.State
PARCELS = {
    S.PLACED: gettext_lazy("waits to be paid"), S.PAID: gettext_lazy("paid"), S.PICKING: gettext_lazy("being picked"),
    S.SHIPPED: gettext_lazy("shipped"), S.DELIVERED: gettext_lazy("delivered"),
    S.CANCELLED: gettext_lazy("cancelled"), S.REFUNDED: gettext_lazy("paid back"),
}  # fmt: skip
GOOD = {Shown.PAID, Shown.PICKING, Shown.SHIPPED, Shown.SHIPPED_IN_PART, Shown.DELIVERED, Shown.DELIVERED_IN_PART}


@dataclass(frozen=True, slots=True)
class OrderShown:
    """An order in a list: how it stands in one word, and from whom it comes."""

    order: Order
    state: str
    mark: str
    stores: str


def orders_shown(orders: Iterable[Order]) -> list[OrderShown]:
    """The orders with their words. Their parcels and stores have to be loaded."""
    return [OrderShown(order, state_words(order), mark_of(shown_state(order)), _stores(order)) for order in orders]


def state_words(order: Order) -> str:
    """How the order stands, and whether some of it was paid back."""
    words = str(shown_state(order).label)
    return _("%(state)s, in part paid back") % {"state": words} if is_refunded_in_part(order) else words


def mark_of(state: Shown) -> str:
    """The tone of a state: good, a warning for what waits for the shopper, or none."""
    if state == Shown.PLACED:
        return "warn"
    return "good" if state in GOOD else ""


def parcel_words(shipment: Shipment) -> str:
    """How one parcel stands."""
    return str(PARCELS[S(shipment.state)])


def _stores(order: Order) -> str:
    return ", ".join(shipment.store.name for shipment in order.shipments.all())
