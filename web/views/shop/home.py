"""Where kits begin: what can be done here, and what one has under way."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shop.selectors.carts import cart_count
from shop.selectors.orders import orders_of
from shop.selectors.quotes import quotes_of
from shop.selectors.requests import shared_runs
from shop.selectors.stores import open_stores, stores_of
from web.present.shop.order_list import orders_shown
from web.present.shop.quote_list import quotes_shown, with_kits
from web.present.shop.run_page import runs_shown

QUOTES, ORDERS, STORES, RUNS = 8, 5, 6, 4


@require_safe
def shop(request: HttpRequest) -> HttpResponse:
    """The first page of the shop; a visitor sees stores, and how a kit is bought."""
    context = {
        "cart": cart_count(request.user),
        "quotes": quotes_shown(with_kits(quotes_of(request.user))[:QUOTES]),
        "orders": orders_shown(orders_of(request.user)[:ORDERS]),
        "stores": open_stores()[:STORES],
        "own_stores": stores_of(request.user),
        "runs": runs_shown(shared_runs()[:RUNS]),
    }
    return render(request, "web/shop/home.html", context)
