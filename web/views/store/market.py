"""The market of a lot."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from parts.models import Colour, Part
from shop.models import Offer
from web.present.store.market_page import market_page
from web.views.catalogue_access import access_colour, access_part


@require_safe
def market(request: HttpRequest, pk: int) -> HttpResponse:
    """Who offers a part in a colour at what price, by condition, and the history of its prices."""
    part = access_part(pk)
    colour = _colour(part, request.GET.get("colour", ""))
    if colour is None:
        return redirect(reverse("web:part", args=[pk]))  # whose page has the colours to choose from
    return render(request, "web/store/market.html", {"page": market_page(part, colour, request.GET)})


def _colour(part: Part, asked: str) -> Colour | None:
    """The colour that was asked for; without one, the one in which some store has the part."""
    if not asked:
        offers = Offer.objects.filter(part=part, on_market=True, store__is_open=True)
        offer = offers.select_related("colour").order_by("condition", "price").first()
        return offer.colour if offer else None
    return access_colour(asked)
