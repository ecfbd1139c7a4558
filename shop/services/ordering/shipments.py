"""A store's parcel on its way: picked, sent, delivered."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Conflict, NotFound
from shop.models import OrderEvent, Shipment
from shop.services.ordering.jobs import Letter, defer_letter
from shop.services.ordering.locking import lock_own_shipment, lock_shipment
from shop.services.ordering.texts import one_line
from shop.services.ordering.transitions import Why, event, move_shipments

State = Shipment.State
LONGEST_CARRIER, LONGEST_TRACKING = 80, 120


@transaction.atomic
def start_picking(*, shipment: Shipment, by: User) -> Shipment:
    """The store begins: from now on the shopper cannot cancel. Raises NotFound, Conflict("SHIPMENT_STATE")."""
    shipment = lock_own_shipment(shipment, by)
    if shipment.state != State.PICKING:
        move_shipments([shipment], State.PICKING, Why(at=timezone.now(), by=by))
    return shipment


@transaction.atomic
def ship(*, shipment: Shipment, by: User, carrier: str = "", tracking: str = "") -> Shipment:
    """The parcel leaves. Once it has, the same again corrects carrier and tracking number.

    Raises NotFound, Conflict("SHIPMENT_STATE"), Invalid("TEXT_TOO_LONG").
    """
    carrier = one_line(carrier, most=LONGEST_CARRIER, field="carrier")
    tracking = one_line(tracking, most=LONGEST_TRACKING, field="tracking")
    shipment = lock_own_shipment(shipment, by)
    why = Why(at=timezone.now(), by=by, note=" ".join(filter(None, [carrier, tracking])))
    is_first = shipment.state != State.SHIPPED
    if is_first:
        move_shipments([shipment], State.SHIPPED, why)
    elif (carrier, tracking) == (shipment.carrier, shipment.tracking):
        return shipment
    else:
        OrderEvent.objects.bulk_create([event(shipment.order, shipment, State.SHIPPED, State.SHIPPED, why)])
    shipment.carrier, shipment.tracking = carrier, tracking
    shipment.save(update_fields=["carrier", "tracking", "updated_at"])
    if is_first:
        defer_letter(Letter.SHIPPED, shipment.pk)
    return shipment


@transaction.atomic
def deliver(*, shipment: Shipment, by: User) -> Shipment:
    """The parcel is there: its store says so, or who got it. Raises NotFound, Conflict("SHIPMENT_STATE")."""
    shipment = lock_shipment(shipment)
    if by.pk not in {shipment.order.shopper_id, shipment.store.owner_id} or shipment.paid_at is None:
        raise NotFound("NO_SUCH_PARCEL", _("There is no such parcel, or it is somebody else's."))
    if shipment.state != State.DELIVERED:
        move_shipments([shipment], State.DELIVERED, Why(at=timezone.now(), by=by))
    return shipment


def need_not_ended(shipment: Shipment) -> None:
    """Raises Conflict("SHIPMENT_ENDED") for a parcel of which nothing is left."""
    if shipment.state in Shipment.ENDED:
        message = _("This parcel is %(state)s already: there is nothing left to give back.")
        raise Conflict("SHIPMENT_ENDED", message % {"state": shipment.get_state_display()})
