"""What shoppers ask all stores for, and one's own store's answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.errors import Conflict, Denied, Invalid
from shop.models import Offer, PartsRequest, Store
from shop.selectors.requests import access_request, answers_to, open_requests
from shop.selectors.stores import access_own_store
from shop.services.requests import answer_request
from web.forms.answers import AnswerLine
from web.keysets import newest_first
from web.views.people import MemberRequest
from web.views.responses import private


@login_required
@require_safe
def requests(request: MemberRequest, slug: str) -> HttpResponse:
    """All open requests of others, newest first, those that the store has answered marked."""
    store = access_own_store(request.user, slug)
    found = open_requests().exclude(shopper=request.user)
    page = newest_first(found, request.GET)
    mine = Offer.objects.filter(store=store, request__in=page.rows)
    context = {"store": store, "page": page, "answered": set(mine.values_list("request", flat=True))}
    return private(render(request, "web/store/requests.html", context))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """The lots of a request, and what the store offers of them to that shopper alone."""
    store, asked = access_own_store(request.user, slug), access_request(request.user, pk)
    lines = _lines(request, asked, store)
    refused, status = "", 200
    if request.method == "POST":
        said, status = [line for line in lines if line.is_said], 422
        if all(line.is_valid() for line in said):
            try:
                answer_request(request=asked, store=store, by=request.user, offers=[line.given() for line in said])
            except (Invalid, Conflict, Denied) as error:
                refused, status = error.message, error.status
            else:
                messages.success(request, _("Your answer is there; only that shopper sees it."))
                return redirect("web:store-requests", slug)
    context = {"store": store, "asked": asked, "lines": lines, "refused": refused}
    return private(render(request, "web/store/answer.html", context, status=status))


def _lines(request: MemberRequest, asked: PartsRequest, store: Store) -> list[AnswerLine]:
    mine = answers_to(asked, request.user).filter(store=store)
    before = {(offer.part_id, offer.colour_id): offer for offer in mine}
    data = request.POST if request.method == "POST" else None
    return [AnswerLine(lot, data, before.get((lot.part_id, lot.colour_id))) for lot in asked.lots.all()]
