"""Made to order: asking all stores for lots that none has, and what they answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.errors import Conflict, Invalid, NotFound
from shop.models import PartsRequest
from shop.selectors.quotes import access_quote
from shop.selectors.requests import access_request, answers_to, requests_of
from shop.services.quoting.asking import LotGiven, quote_again, request_quote
from shop.services.quoting.choices import Choices
from shop.services.quoting.lots import lot_of
from shop.services.requests import AskedLot, close_request, open_request
from web.keysets import newest_first
from web.present.shop.impossible import missing_of
from web.views.people import MemberRequest
from web.views.responses import private


@login_required
@require_safe
def requests(request: MemberRequest) -> HttpResponse:
    """One's own requests, newest first."""
    found = requests_of(request.user)
    page = newest_first(found, request.GET)
    return private(render(request, "web/shop/request/list.html", {"page": page}))


@login_required
@require_POST
def ask(request: MemberRequest, code: str) -> HttpResponse:
    """Ask for the lots that a quote found too few of."""
    quote = access_quote(request.user, code)
    lots = [AskedLot(*lot_of(one.lot), one.missing) for one in missing_of(quote)]
    try:
        made = open_request(by=request.user, lots=lots, country=quote.country, quote=quote)
    except (Invalid, Conflict) as error:
        messages.warning(request, error.message)
        return redirect("web:quote", code)
    messages.success(request, _("All stores see what you ask for. Their answers stand here."))
    return redirect("web:request", made.pk)


@login_required
@require_safe
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """What is asked for, and the answers."""
    asked = _own(request, pk)
    context = {"asked": asked, "answers": list(answers_to(asked, request.user)), "open": PartsRequest.State.OPEN}
    return private(render(request, "web/shop/request/page.html", context))


@login_required
@require_POST
def close(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the question back."""
    close_request(request=_own(request, pk), by=request.user)
    messages.success(request, _("The request is closed. Its answers are offered no longer."))
    return redirect("web:request", pk)


@login_required
@require_POST
def quote(request: MemberRequest, pk: int) -> HttpResponse:
    """Search again with the answers: for all of the quote that it came from, else for what was asked."""
    asked = _own(request, pk)
    try:
        if asked.quote is not None:
            choices = Choices.read(asked.quote.choices)
            found = quote_again(quote=asked.quote, by=request.user, choices=choices)
        else:
            lots = [LotGiven(lot.part, lot.colour, lot.quantity) for lot in asked.lots.all()]
            found = request_quote(by=request.user, lots=lots, country=asked.country)
    except (Invalid, Conflict) as error:
        messages.warning(request, error.message)
        return redirect("web:request", pk)
    return redirect("web:quote", found.code)


def _own(request: MemberRequest, pk: int) -> PartsRequest:
    """A store's owner may see others' requests, but answers them on the pages of their store."""
    asked = access_request(request.user, pk)
    if asked.shopper_id != request.user.pk:
        raise NotFound("NO_SUCH_REQUEST", _("There is no such request."))
    return asked
