"""The front page, and builds to look through."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from builds.selectors import popular_tags, search_builds
from parts.selectors import search_parts
from web.paging import page_of
from web.present.cards import cards_of
from web.present.filters import active_filters

ON_THE_FRONT = 9
ORDERS = {
    "newest": gettext_lazy("Newest"),
    "remixes": gettext_lazy("Most remixed"),
    "parts": gettext_lazy("Most parts"),
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the site is, and the newest builds."""
    found = search_builds(request.user)
    cards = cards_of(list(found[:ON_THE_FRONT]))
    showpiece = next((card for card in cards if card.picture and card.estimate), None)
    context = {"cards": cards, "total": found.count(), "tags": popular_tags(12), "showpiece": showpiece}
    return render(request, "web/home.html", context)


@require_safe
def builds(request: HttpRequest) -> HttpResponse:
    """Search, one tag, one owner, an order; 24 at a time."""
    asked = {name: request.GET.get(name, "").strip()[:200].replace("\0", "") for name in ("q", "tag", "owner")}
    order = request.GET.get("order", "newest")
    order = order if order in ORDERS else "newest"
    found = search_builds(request.user, asked["q"], asked["tag"], asked["owner"], order)
    page = page_of(found, order, request.GET.get("after", ""))
    total = found.order_by().count()
    filters = active_filters(request.user, asked, counted=total == 0)
    context = {
        "cards": cards_of(page.builds),
        "page": page,
        "total": total,
        "asked": asked,
        "filters": filters,
        "filter_helps": any(one.builds_without for one in filters),
        "order": order,
        "orders": ORDERS.items(),
        "tags": popular_tags(20),
        "query": urlencode({name: value for name, value in {**asked, "order": order}.items() if value}),
        "parts_found": search_parts(asked["q"])[:100].count() if asked["q"] else 0,
        "title": _("Builds for “%(words)s”") % {"words": asked["q"]} if asked["q"] else _("Explore builds"),
    }
    return render(request, "web/explore.html", context)
