"""A store's parcels: what is to be sent, one of them, and everything that is done with it."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.errors import Conflict, Invalid, NotFound
from shop.models import Shipment
from shop.selectors.orders import access_own_shipment, parcels_by_state, shipments_of_store
from shop.selectors.picking import packing_slip
from shop.selectors.stores import access_own_store
from shop.services.ordering.messages import write_message
from shop.services.ordering.refunds import LineGiven, cancel_shipment, refund_lines, refund_shipment
from shop.services.ordering.shipments import deliver, ship, start_picking
from web.keysets import newest_first
from web.present.shop.order_list import PARCELS, parcel_words
from web.present.store.parcel_page import Refused, parcel_page
from web.views.people import MemberRequest
from web.views.responses import private

LONGEST_NUMBER = 9
STATES = [Shipment.State(name) for name in ("paid", "picking", "shipped", "delivered", "cancelled", "refunded")]


@login_required
@require_safe
def parcels(request: MemberRequest, slug: str) -> HttpResponse:
    """What the store has to send or has sent, newest first; of one state when that is asked for."""
    store = access_own_store(request.user, slug)
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else ""
    found = shipments_of_store(store, state)
    page = newest_first(found, request.GET)
    counts = parcels_by_state(store)
    context = {
        "store": store, "page": page, "state": state, "rows": [(one, parcel_words(one)) for one in page.rows],
        "states": [(one.value, str(PARCELS[one]), counts.get(one, 0)) for one in STATES if counts.get(one)],
        "total": sum(counts.values()),
    }  # fmt: skip
    return private(render(request, "web/store/parcels.html", context))


@login_required
@require_safe
def parcel(request: MemberRequest, pk: int) -> HttpResponse:
    """One parcel: its picking list in the order of the shelves, its address, messages, history."""
    return _page(request, access_own_shipment(request.user, pk))


@login_required
@require_safe
def slip(request: MemberRequest, pk: int) -> HttpResponse:
    """What goes into the box, as a page for the printer."""
    shipment = access_own_shipment(request.user, pk)
    return private(render(request, "web/store/slip.html", {"slip": packing_slip(shipment), "shipment": shipment}))


@login_required
@require_POST
def do(request: MemberRequest, pk: int, deed: str) -> HttpResponse:
    """One of the deeds below; what is refused is said beside its form, with what was typed."""
    shipment = access_own_shipment(request.user, pk)
    if deed not in DEEDS:
        raise NotFound("NO_SUCH_DEED", _("Nothing of this name can be done with a parcel."))
    try:
        said = DEEDS[deed](request, shipment)
    except (Invalid, Conflict) as error:
        refused = Refused(deed, error.message, request.POST.dict())
        return _page(request, access_own_shipment(request.user, pk), refused, error.status)
    messages.success(request, said)
    return redirect("web:store-parcel", pk)


def _pick(request: MemberRequest, shipment: Shipment) -> str:
    start_picking(shipment=shipment, by=request.user)
    return _("Picking has begun. The shopper cannot cancel any more.")


def _ship(request: MemberRequest, shipment: Shipment) -> str:
    carrier, tracking = request.POST.get("carrier", ""), request.POST.get("tracking", "")
    ship(shipment=shipment, by=request.user, carrier=carrier, tracking=tracking)
    return _("The parcel is on its way, and the shopper knows.")


def _deliver(request: MemberRequest, shipment: Shipment) -> str:
    deliver(shipment=shipment, by=request.user)
    return _("The parcel has arrived.")


def _cancel(request: MemberRequest, shipment: Shipment) -> str:
    cancel_shipment(shipment=shipment, by=request.user, reason=_reason(request), to_shelf=_to_shelf(request))
    return _("The parcel is cancelled, and paid back.")


def _refund(request: MemberRequest, shipment: Shipment) -> str:
    refund_shipment(shipment=shipment, by=request.user, reason=_reason(request), to_shelf=_to_shelf(request))
    return _("The whole parcel is paid back.")


def _lines(request: MemberRequest, shipment: Shipment) -> str:
    given = []
    for line in shipment.lines.all():
        text = request.POST.get(f"back-{line.pk}", "").strip()
        if text and (not text.isdecimal() or len(text) > LONGEST_NUMBER):
            raise Invalid("REFUND_QUANTITY", _("Say how many pieces go back, as whole numbers."), field="lines")
        given += [LineGiven(line.pk, int(text))] if text else []
    refund_lines(shipment=shipment, by=request.user, lines=given, reason=_reason(request), to_shelf=_to_shelf(request))
    return _("The pieces are paid back.")


def _message(request: MemberRequest, shipment: Shipment) -> str:
    write_message(shipment=shipment, by=request.user, text=request.POST.get("text", ""))
    return _("Sent to the shopper.")


DEEDS: dict[str, Callable[[MemberRequest, Shipment], str]] = {
    "pick": _pick, "ship": _ship, "deliver": _deliver, "cancel": _cancel, "refund": _refund, "lines": _lines,
    "message": _message,
}  # fmt: skip


def _reason(request: MemberRequest) -> str:
    return request.POST.get("reason", "")


def _to_shelf(request: MemberRequest) -> bool:
    return "to_shelf" in request.POST


def _page(
    request: MemberRequest, shipment: Shipment, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    page = parcel_page(shipment, refused)
    context = {"page": page, "store": shipment.store, "pictures": page.pictures}
    return private(render(request, "web/store/parcel.html", context, status=status))
