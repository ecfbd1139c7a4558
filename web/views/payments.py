"""Paying an order: on to the provider, our page for test payments, and where the provider's notices come in."""

import logging
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from common.errors import Conflict, ServiceError, Unavailable
from shop.selectors.orders import access_order
from shop.selectors.payments import access_payment
from shop.services.payments.beginning import begin_payment, where_to_pay
from shop.services.payments.notices import take_notice
from shop.services.payments.signed import MOST_BYTES
from shop.services.payments.states import OPEN
from shop.services.payments.testing import TEST, settle_test_payment
from web.views.people import MemberRequest

logger = logging.getLogger(__name__)


@login_required
@require_POST
def pay(request: MemberRequest, code: str) -> HttpResponse:
    """Begin to pay an order, or go on with it. Nothing of the form is read: the order says how much."""
    order = access_order(request.user, code)
    try:
        payment = begin_payment(order=order, by=request.user)
        address = where_to_pay(payment=payment, by=request.user) if payment.status in OPEN else None
    except (Conflict, Unavailable) as error:
        messages.error(request, error.message)
        address = None
    return redirect(address) if address else redirect("web:order", order.code)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def payment(request: MemberRequest, token: UUID) -> HttpResponse:
    """A test payment: whoever ordered says whether it succeeds. All others have their page at the provider."""
    found = access_payment(request.user, token)
    if found.variant != TEST or found.status not in OPEN:
        return redirect("web:order", found.order.code)
    if request.method != "POST" or request.POST.get("choice") not in {"pay", "decline"}:
        status = 422 if request.method == "POST" else 200
        return render(request, "web/payment.html", {"payment": found, "order": found.order}, status=status)
    succeed = request.POST["choice"] == "pay"
    try:
        settle_test_payment(payment=found, by=request.user, succeed=succeed)
    except Conflict as error:
        messages.warning(request, error.message)
    else:
        say = messages.success if succeed else messages.warning
        say(request, _("The test payment succeeded.") if succeed else _("The test payment was declined."))
    return redirect("web:order", found.order.code)


@csrf_exempt
@require_POST
def notice(request: HttpRequest) -> HttpResponse:
    """A notice of Stripe's. Its signature says where it comes from, so no session or form token is asked for.

    200 when it was taken or was no news; else it is sent again later: 400 unreadable, 403 not signed, 409 not fitting.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return JsonResponse({"code": "NOTICE_TOO_LARGE"}, status=413)
    try:
        noted = take_notice(body=request.body, signature=request.headers.get("Stripe-Signature", ""))
    except ServiceError as error:
        logger.warning("A notice was refused: %s", error)
        return JsonResponse({"code": error.code, "message": error.message}, status=error.status)
    return JsonResponse({"notice": noted.number})
