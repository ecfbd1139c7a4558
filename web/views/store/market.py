"""The market of a lot."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.errors import NotFound
from parts.models import Colour, Part
from parts.selectors import colour_by_number, parts_by_id
from shop.models import Offer
from web.present.store.market_page import market_page


@require_safe
def market(request: HttpRequest, pk: int) -> HttpResponse:
    """Who offers a part in a colour at what price, by condition, and the history of its prices."""
    part = _part(pk)
    colour = _colour(part, request.GET.get("colour", ""))
    if colour is None:
        return redirect(reverse("web:part", args=[pk]))  # whose page has the colours to choose from
    return render(request, "web/store/market.html", {"page": market_page(part, colour, request.GET)})


def _part(pk: int) -> Part:
    part = parts_by_id([pk]).get(pk)
    if part is None:
        raise NotFound("NO_SUCH_PART", _("The catalogue has no such part."))
    return part


def _colour(part: Part, asked: str) -> Colour | None:
    """The colour that was asked for; without one, the one in which some store has the part."""
    if not asked:
        offers = Offer.objects.filter(part=part, on_market=True, store__is_open=True)
        offer = offers.select_related("colour").order_by("condition", "price").first()
        return offer.colour if offer else None
    colour = colour_by_number(asked)
    if colour is None:
        raise NotFound("NO_SUCH_COLOUR", _("The catalogue has no such colour. The part’s page shows those there are."))
    return colour
