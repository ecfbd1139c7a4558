"""Addresses of the pages of stores."""

from django.urls import path

from web.views.store import earnings, imports, market, offers, parcels, requests, runs, stores, terms

urlpatterns = [
    path("parts/<int:pk>/market/", market.market, name="market"),
    path("shop/stores/", stores.stores, name="stores"),
    path("shop/stores/new/", stores.new, name="store-new"),
    path("shop/stores/<slug:slug>/", stores.show, name="store"),
    path("shop/stores/<slug:slug>/edit/", stores.edit, name="store-edit"),
    path("shop/stores/<slug:slug>/turn/", stores.turn, name="store-turn"),
    path("shop/stores/<slug:slug>/shipping/", stores.shipping, name="store-shipping"),
    path("shop/stores/<slug:slug>/offers/", offers.offers, name="store-offers"),
    path("shop/stores/<slug:slug>/offers/add/", offers.add, name="store-offer-add"),
    path("shop/stores/<slug:slug>/offers/import/", imports.new, name="store-import"),
    path("shop/stores/<slug:slug>/imports/<int:pk>/", imports.run, name="store-import-run"),
    path("shop/stores/<slug:slug>/imports/<int:pk>/refused.csv", imports.refused, name="store-import-refused"),
    path("shop/stores/<slug:slug>/imports/<int:pk>/cancel/", imports.cancel, name="store-import-cancel"),
    path("shop/offers/<int:pk>/", offers.offer, name="store-offer"),
    path("shop/offers/<int:pk>/withdraw/", offers.withdraw, name="store-offer-withdraw"),
    path("shop/stores/<slug:slug>/shipments/", parcels.parcels, name="store-parcels"),
    path("shop/shipments/<int:pk>/", parcels.parcel, name="store-parcel"),
    path("shop/shipments/<int:pk>/slip/", parcels.slip, name="store-slip"),
    path("shop/shipments/<int:pk>/<slug:deed>/", parcels.do, name="store-parcel-do"),
    path("shop/stores/<slug:slug>/requests/", requests.requests, name="store-requests"),
    path("shop/stores/<slug:slug>/requests/<int:pk>/", requests.answer, name="store-answer"),
    path("shop/stores/<slug:slug>/runs/", runs.runs, name="store-runs"),
    path("shop/stores/<slug:slug>/runs/<int:pk>/close/", runs.close, name="store-run-close"),
    path("shop/earnings/", earnings.earnings, name="earnings"),
    path("shop/earnings/<int:pk>/", earnings.account, name="account-statement"),
    path("shop/earnings/<int:pk>/statement.csv", earnings.table, name="account-table"),
    path("builds/<slug:slug>/terms/", terms.terms, name="terms"),
]
