"""Ordering a quote: an address, the sum once more, one button."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from common.errors import Conflict, Invalid, Unavailable
from shop.models import Order, Quote
from shop.selectors.orders import orders_of
from shop.selectors.quotes import access_quote
from shop.services.ordering.placing import place_order
from web.forms.address import AddressForm, address_before
from web.present.shop.quote_page import quote_page
from web.views.people import MemberRequest
from web.views.responses import private

# Of keys people know nothing: they went back, and changed what they had sent.
SENT_BEFORE = gettext_lazy(
    "This form was sent before with another address, and is an order already. It stands among your orders: "
    "cancel it there to send the parts elsewhere, and ask for a new quote."
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: MemberRequest, code: str) -> HttpResponse:
    """The form, and with an address the order. Sending the form twice makes one order: its key goes with it."""
    quote = access_quote(request.user, code)
    form = _form(request, quote)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            placed = place_order(by=request.user, quote=quote, address=form.address(), key=form.cleaned_data["key"])
        except Invalid as error:
            form.refuse(error)
        except (Conflict, Unavailable) as error:  # the form keeps what was typed, and its key: sending it again is safe
            status = error.status
            form.add_error(None, SENT_BEFORE if error.code == "KEY_REUSED" else error.message)
        else:
            return _placed(request, placed)
    page = quote_page(quote)
    if not form.is_bound and not page.orderable:
        return redirect("web:quote", code)  # whose page says why
    return private(render(request, "web/shop/checkout.html", {"page": page, "form": form}, status=status))


def _form(request: MemberRequest, quote: Quote) -> AddressForm:
    if request.method == "POST":
        return AddressForm(quote.country, request.POST)
    before = orders_of(request.user).filter(country=quote.country).first()
    initial = address_before(before, request.user.email) | {"key": secrets.token_urlsafe(24)}
    return AddressForm(quote.country, initial=initial)


def _placed(request: MemberRequest, placed: Order) -> HttpResponse:
    messages.success(request, _("Ordered. The parts are held for you while you pay."))
    return redirect("web:order", placed.code)
