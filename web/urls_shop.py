"""Addresses of the shopper's pages."""

from django.urls import path

from web.views.shop import cart, checkout, home, kits, orders, quote_lots, quotes, requests, runs

urlpatterns = [
    path("shop/", home.shop, name="shop"),
    path("builds/<slug:slug>/kit/", kits.kit, name="kit"),
    path("shop/cart/", cart.show, name="cart"),
    path("shop/cart/add/<slug:slug>/", cart.add, name="cart-add"),
    path("shop/cart/kits/<int:pk>/", cart.change_kit, name="cart-kit"),
    path("shop/cart/lots/add/<int:pk>/", cart.add_lot, name="cart-add-lot"),
    path("shop/cart/lots/<int:pk>/", cart.change_lot, name="cart-lot"),
    path("shop/cart/clear/", cart.empty, name="cart-clear"),
    path("shop/quotes/<str:code>/", quotes.show, name="quote"),
    path("shop/quotes/<str:code>/progress/", quotes.progress, name="quote-progress"),
    path("shop/quotes/<str:code>/cancel/", quotes.cancel, name="quote-cancel"),
    path("shop/quotes/<str:code>/longer/", quotes.longer, name="quote-longer"),
    path("shop/quotes/<str:code>/again/", quotes.again, name="quote-again"),
    path("shop/quotes/<str:code>/lots/", quote_lots.lots, name="quote-lots"),
    path("shop/quotes/<str:code>/proof.json", quotes.proof, name="quote-proof"),
    path("shop/quotes/<str:code>/lines.csv", quotes.lines, name="quote-lines"),
    path("shop/quotes/<str:code>/order/", checkout.order, name="checkout"),
    path("shop/quotes/<str:code>/ask/", requests.ask, name="quote-ask"),
    path("shop/requests/", requests.requests, name="requests"),
    path("shop/requests/<int:pk>/", requests.show, name="request"),
    path("shop/requests/<int:pk>/close/", requests.close, name="request-close"),
    path("shop/requests/<int:pk>/quote/", requests.quote, name="request-quote"),
    path("shop/runs/", runs.runs, name="runs"),
    path("shop/runs/<int:pk>/", runs.show, name="run"),
    path("shop/runs/<int:pk>/pledge/", runs.give, name="run-pledge"),
    path("shop/runs/<int:pk>/withdraw/", runs.withdraw, name="run-withdraw"),
    path("shop/orders/", orders.orders, name="orders"),
    path("shop/orders/<str:code>/", orders.show, name="order"),
    path("shop/orders/<str:code>/cancel/", orders.cancel, name="order-cancel"),
    path("shop/orders/<str:code>/parcels/<int:pk>/arrived/", orders.arrived, name="order-arrived"),
    path("shop/orders/<str:code>/parcels/<int:pk>/message/", orders.message, name="order-message"),
]
