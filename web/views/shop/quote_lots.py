"""Choosing among a quote's lots and stores: what one has or does not want, and from whom nothing shall come."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from common.errors import Conflict, Invalid
from shop.selectors.quotes import access_quote
from shop.services.quoting.asking import quote_again
from web.present.shop.lot_choices import chosen, lots_page
from web.views.people import MemberRequest
from web.views.responses import private


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lots(request: MemberRequest, code: str) -> HttpResponse:
    """The form; sent, it is a new quote."""
    quote = access_quote(request.user, code)
    status = 200
    if request.method == "POST":
        try:
            made = quote_again(quote=quote, by=request.user, choices=chosen(quote, request.POST))
        except (Invalid, Conflict) as error:
            messages.warning(request, error.message)
            status = error.status
        else:
            return redirect("web:quote", made.code)
    context = {"quote": quote, "page": lots_page(quote)}
    return private(render(request, "web/shop/lots.html", context, status=status))
