"""Stores: all of them, one of them, and opening one's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.countries import country_choices
from common.errors import Conflict, Invalid
from common.text import is_storable
from shop.selectors.requests import shared_runs
from shop.selectors.stores import access_own_store, access_store, open_stores, stores_of
from shop.services.shipping import set_shipping
from shop.services.stores import edit_store, open_store, set_open
from web.forms.store import ShippingTable, StoreForm, initial_of
from web.keysets import stretch, word_key
from web.present.store.offer_rows import offer_list
from web.present.store.store_page import store_page
from web.views.people import MemberRequest

LONGEST = 80
MORE_LINES = 5
RUNS = 4


@require_safe
def stores(request: HttpRequest) -> HttpResponse:
    """All open stores by name, one's own above them."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    found = open_stores().filter(name__icontains=asked) if is_storable(asked) else open_stores().none()
    if last := word_key(request.GET):
        found = found.filter(name__gt=last)
    page = stretch(found, request.GET, lambda store: [store.name])
    return render(request, "web/store/list.html", {"page": page, "own": list(stores_of(request.user)), "q": asked})


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """A store's terms, its shipping table, and what it offers."""
    store = access_store(request.user, slug)
    offers = offer_list(store, request.GET, own=False)
    context = {
        "page": store_page(store, request.user.pk), "offers": offers, "pictures": offers.pictures,
        "runs": shared_runs().filter(store=store)[:RUNS],
    }  # fmt: skip
    return render(request, "web/store/page.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Open a store of one's own."""
    form = StoreForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            store = open_store(by=request.user, given=form.given())
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            messages.success(request, _("Your store is open. Say what parcels cost, so that you can sell."))
            return redirect("web:store-shipping", store.slug)
    return render(request, "web/store/new.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Say it anew."""
    store = access_own_store(request.user, slug)
    form = StoreForm(request.POST) if request.method == "POST" else StoreForm(initial=initial_of(store))
    if request.method == "POST" and form.is_valid():
        try:
            edit_store(store=store, by=request.user, given=form.given())
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("web:store", slug)
    context = {"store": store, "form": form}
    return render(request, "web/store/edit.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def turn(request: MemberRequest, slug: str) -> HttpResponse:
    """Close a store, or open it again."""
    is_open = "open" in request.POST
    store = set_open(store=access_own_store(request.user, slug), by=request.user, is_open=is_open)
    said = _("%(name)s is open.") if is_open else _("%(name)s is closed: nobody sees it but you. Its orders go on.")
    messages.success(request, said % {"name": store.name})
    return redirect("web:store-edit", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def shipping(request: MemberRequest, slug: str) -> HttpResponse:
    """The shipping table, line by line."""
    store = access_own_store(request.user, slug)
    status = 200
    table = ShippingTable.of(store)
    if request.method == "POST" and "more" in request.POST:
        table = ShippingTable.sent(request.POST, MORE_LINES)
    elif request.method == "POST":
        table, status = ShippingTable.sent(request.POST), 422
        if table.is_valid():
            try:
                set_shipping(store=store, by=request.user, steps=table.steps())
            except Invalid as error:
                table.refused = error.message
            else:
                messages.success(request, _("The shipping table is saved."))
                return redirect("web:store-shipping", slug)
    context = {"store": store, "table": table, "countries": [name for _code, name in country_choices()]}
    return render(request, "web/store/shipping.html", context, status=status)
