"""The one way to get an order or a parcel of one for a person: its shopper sees all of it, a store its own parcel."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import NotFound
from common.text import is_storable
from shop.models import Order, OrderEvent, OrderLine, OrderMessage, Shipment, Store

Viewer = User | AnonymousUser | None
WITH_STORES = Prefetch("shipments", Shipment.objects.select_related("store").order_by("id"))
HEAVY = ("part__search", "part__keywords", "part__other_names")  # what search needs, and no list of lots
PAID = Q(paid_at__isnull=False)
LARGEST_KEY = 2**63 - 1


def orders_of(viewer: Viewer) -> QuerySet[Order]:
    """A member's orders, newest first, with parcels and their stores: two queries, and a third for the quotes' kits."""
    if viewer is None or viewer.pk is None:
        return Order.objects.none()
    return Order.objects.filter(shopper=viewer.pk).prefetch_related(WITH_STORES).order_by("-id")


def access_order(viewer: Viewer, code: str) -> Order:
    """The order, with quote, parcels and stores loaded, for its shopper alone. Raises NotFound."""
    found = orders_of(viewer).filter(code=code).select_related("quote", "shopper")
    order = found.first() if is_storable(code) else None
    if order is None:
        raise NotFound("NO_SUCH_ORDER", _("There is no such order, or it is somebody else's."))
    return order


def shipments_of_store(store: Store, state: str = "") -> QuerySet[Shipment]:
    """What a store has to send or has sent, newest first: `lots` and `pieces` counted, the order loaded.

    Orders that wait to be paid are no work yet, and their addresses are nobody's business.
    """
    rows = store.shipments.select_related("order").annotate(
        lots=Count("lines"), pieces=Sum(F("lines__quantity") - F("lines__refunded"), default=0)
    )
    if state:
        rows = rows.filter(state=state)
    return rows.filter(PAID).order_by("-id")


def parcels_by_state(store: Store) -> dict[str, int]:
    """How many parcels of a store stand in each state, of those that were paid. One query."""
    return dict(store.shipments.filter(PAID).values_list("state").annotate(n=Count("pk")).order_by())


def access_own_shipment(viewer: Viewer, pk: int) -> Shipment:
    """A parcel that the viewer's store sends, with order and store loaded. Raises NotFound, before it is paid too.

    Of the order a store may show the code, the address and the date, never its other parcels.
    """
    return _shipment(viewer, pk, Q(store__owner=viewer.pk if viewer else None) & PAID)


def access_shipment(viewer: Viewer, pk: int) -> Shipment:
    """A parcel for its shopper or for the owner of its store. Raises NotFound."""
    person = viewer.pk if viewer else None
    return _shipment(viewer, pk, Q(order__shopper=person) | (Q(store__owner=person) & PAID))


def _shipment(viewer: Viewer, pk: int, rule: Q) -> Shipment:
    rows = Shipment.objects.select_related("order__shopper", "store__owner")
    is_somebody = viewer is not None and viewer.pk is not None and 0 < pk <= LARGEST_KEY
    shipment = rows.filter(rule, pk=pk).first() if is_somebody else None
    if shipment is None:
        raise NotFound("NO_SUCH_PARCEL", _("There is no such parcel, or it is somebody else's."))
    return shipment


def lines_of_shipment(shipment: Shipment) -> QuerySet[OrderLine]:
    """What is in a parcel, with parts and colours; for the shopper in the order of the parts' names."""
    lines = shipment.lines.select_related("part__category", "colour").defer(*HEAVY)
    return lines.order_by("part__name", "colour__name", "id")


def history_of(order: Order) -> QuerySet[OrderEvent]:
    """Everything that happened to the order and its parcels, oldest first."""
    return order.events.select_related("shipment__store", "by").order_by("id")


def history_of_shipment(shipment: Shipment) -> QuerySet[OrderEvent]:
    """What happened to one parcel: all of it that its store may see."""
    return shipment.events.select_related("by").order_by("id")


def messages_of(shipment: Shipment) -> QuerySet[OrderMessage]:
    """What shopper and store wrote to each other, oldest first."""
    return shipment.messages.select_related("author").order_by("id")
