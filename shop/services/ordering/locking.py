"""Which rows are held while an order changes: the order first, then what hangs on it, then offers by their keys.

The order's row stands for its parcels and lines too: whoever changes one of those holds it.
"""

from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import NotFound
from shop.models import Order, Shipment


def lock_order(order_id: int) -> Order:
    """The order, held until the transaction ends. Raises NotFound."""
    rows = Order.objects.select_for_update(of=("self",), no_key=True).select_related("quote")
    order = rows.filter(pk=order_id).first()
    if order is None:
        raise NotFound("NO_SUCH_ORDER", _("There is no such order."))
    return order


def lock_own_order(order: Order, by: User) -> Order:
    """The same, for its shopper alone. Raises NotFound."""
    if order.shopper_id != by.pk:
        raise NotFound("NO_SUCH_ORDER", _("There is no such order, or it is somebody else's."))
    return lock_order(order.pk)


def lock_own_shipment(shipment: Shipment, by: User) -> Shipment:
    """A paid parcel of a store of this person, its order held. Raises NotFound."""
    found = lock_shipment(shipment)
    if found.store.owner_id != by.pk or found.paid_at is None:
        raise _no_parcel()
    return found


def lock_shipment(shipment: Shipment) -> Shipment:
    """A parcel as it stands now, its order held until the transaction ends."""
    order = lock_order(shipment.order_id)
    found = Shipment.objects.select_related("store").filter(pk=shipment.pk, order=order).first()
    if found is None:
        raise _no_parcel()
    found.order = order
    return found


def shipments_of(order: Order) -> list[Shipment]:
    """All parcels of a locked order, pointing at that very row."""
    shipments = list(Shipment.objects.select_related("store").filter(order=order).order_by("pk"))
    for shipment in shipments:
        shipment.order = order
    return shipments


def _no_parcel() -> NotFound:
    return NotFound("NO_SUCH_PARCEL", _("There is no such parcel, or it is somebody else's."))
