"""The cart: kits and single lots that are priced together."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from builds.selectors import access_build, access_numbered_revision
from common.errors import Conflict, Invalid
from parts.models import Part
from shop.selectors.carts import cart_kits, cart_lots
from shop.services.carts import add_kit, add_lots, clear, quote_cart, set_kit_quantity, set_lot_quantity
from shop.services.quoting.asking import LotGiven
from web.forms.choices import ChoicesForm, initial_of
from web.views.catalogue_access import access_colour
from web.views.people import MemberRequest
from web.views.responses import private
from web.views.shop.destinations import likely_country

TOO_LONG = 9  # digits that no quantity has


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: MemberRequest) -> HttpResponse:
    """What lies in it, and the choices for one basket of all of it."""
    initial = initial_of(None, likely_country(request))
    form = ChoicesForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            quote = quote_cart(
                by=request.user, country=given["country"], currency=given["currency"], choices=form.choices()
            )
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            return redirect("web:quote", quote.code)
    context = {"kits": list(cart_kits(request.user)), "lots": list(cart_lots(request.user)), "form": form}
    return private(render(request, "web/shop/cart.html", context, status=422 if form.is_bound else 200))


@login_required
@require_POST
def add(request: MemberRequest, slug: str) -> HttpResponse:
    """One kit more of a build's shown revision."""
    build = access_build(request.user, slug)
    try:
        add_kit(by=request.user, revision=access_numbered_revision(request.user, build), quantity=1)
    except (Invalid, Conflict) as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, _("A kit of “%(title)s” lies in your cart.") % {"title": build.title})
    return redirect("web:cart")


@login_required
@require_POST
def add_lot(request: MemberRequest, pk: int) -> HttpResponse:
    """So many pieces more of a part in a colour, from its page or its market."""
    part = get_object_or_404(Part.objects.select_related("merged_into"), pk=pk)
    colour = access_colour(request.POST.get("colour", ""))
    try:
        quantity = _count(request.POST.get("quantity", ""))
        add_lots(by=request.user, lots=[LotGiven(part, colour, quantity)])
    except (Invalid, Conflict) as error:
        messages.warning(request, error.message)
        return redirect(reverse("web:market", args=[part.pk], query={"colour": colour.number}))
    told = {"pieces": quantity, "name": part.name, "colour": colour.name}
    messages.success(request, _("In your cart: %(pieces)d × %(name)s, %(colour)s.") % told)
    return redirect("web:cart")


@login_required
@require_POST
def change_kit(request: MemberRequest, pk: int) -> HttpResponse:
    """So many kits, or none."""
    kit = get_object_or_404(cart_kits(request.user), pk=pk)
    return _changed(
        request, lambda quantity: set_kit_quantity(by=request.user, revision=kit.revision, quantity=quantity)
    )


@login_required
@require_POST
def change_lot(request: MemberRequest, pk: int) -> HttpResponse:
    """So many pieces, or none."""
    return _changed(request, lambda quantity: set_lot_quantity(by=request.user, lot_id=pk, quantity=quantity))


@login_required
@require_POST
def empty(request: MemberRequest) -> HttpResponse:
    """Take everything out."""
    clear(by=request.user)
    messages.success(request, _("Everything was taken out."))
    return redirect("web:cart")


def _changed(request: MemberRequest, change: Callable[[int], object]) -> HttpResponse:
    try:
        change(0 if "remove" in request.POST else _count(request.POST.get("quantity", "")))
    except (Invalid, Conflict) as error:
        messages.warning(request, error.message)
    return redirect("web:cart")


def _count(given: str) -> int:
    """What was typed, as a whole number; whether it is in range is the service's to say."""
    given = given.strip()
    if not given.isdecimal() or len(given) > TOO_LONG:
        raise Invalid("COUNT", _("Say how many, as a whole number."))
    return int(given)
