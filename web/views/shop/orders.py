"""A shopper's orders: the list, one of them, and what may be done with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.errors import Conflict, Invalid, NotFound
from shop.models import Shipment
from shop.selectors.orders import access_order, access_shipment, orders_of
from shop.services.ordering.cancelling import cancel_order
from shop.services.ordering.messages import write_message
from shop.services.ordering.shipments import deliver
from web.keysets import newest_first
from web.present.shop.order_list import orders_shown
from web.present.shop.order_page import order_page
from web.views.people import MemberRequest
from web.views.responses import private


@login_required
@require_safe
def orders(request: MemberRequest) -> HttpResponse:
    """All orders, newest first."""
    found = orders_of(request.user)
    page = newest_first(found, request.GET)
    return private(render(request, "web/shop/orders.html", {"orders": orders_shown(page.rows), "page": page}))


@login_required
@require_safe
def show(request: MemberRequest, code: str) -> HttpResponse:
    """One order with its parcels, what happened to it, and messages."""
    return private(render(request, "web/shop/order.html", {"page": order_page(access_order(request.user, code))}))


@login_required
@require_POST
def cancel(request: MemberRequest, code: str) -> HttpResponse:
    """Take the order back."""
    order = access_order(request.user, code)
    try:
        cancel_order(order=order, by=request.user)
    except Conflict as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, _("Order %(code)s is cancelled.") % {"code": order.code})
    return redirect("web:order", code)


@login_required
@require_POST
def message(request: MemberRequest, code: str, pk: int) -> HttpResponse:
    """Write to the store that sends a parcel."""
    shipment = _own_shipment(request, code, pk)
    text = request.POST.get("text", "")
    try:
        write_message(shipment=shipment, by=request.user, text=text)
    except (Invalid, Conflict) as error:
        page = order_page(access_order(request.user, code), refused=(shipment.pk, error.message, text))
        return private(render(request, "web/shop/order.html", {"page": page}, status=error.status))
    messages.success(request, _("Sent to %(store)s.") % {"store": shipment.store.name})
    return redirect("web:order", code)


@login_required
@require_POST
def arrived(request: MemberRequest, code: str, pk: int) -> HttpResponse:
    """A parcel came."""
    shipment = _own_shipment(request, code, pk)
    try:
        deliver(shipment=shipment, by=request.user)
    except Conflict as error:
        messages.warning(request, error.message)
    return redirect("web:order", code)


def _own_shipment(request: MemberRequest, code: str, pk: int) -> Shipment:
    """A parcel of this order. A store's owner who bought from others has no way in here to what they send."""
    shipment = access_shipment(request.user, pk)
    if shipment.order_id != access_order(request.user, code).pk:
        raise NotFound("NO_SUCH_PARCEL", _("There is no such parcel, or it is somebody else's."))
    return shipment
