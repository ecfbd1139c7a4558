"""One's own shelf: its lots, each changed where it stands."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.errors import Conflict, Invalid
from parts.selectors import colours
from shop.models import Offer
from shop.selectors.offers import access_own_offer
from shop.selectors.stores import access_own_store
from shop.services.offers import OfferGiven, put_offer, withdraw_offer
from web.forms.offers import OfferForm, TermsForm, initial_of
from web.present.part_pictures import pictures_of
from web.present.store.offer_rows import offer_list, offer_shown
from web.views.people import MemberRequest
from web.views.responses import private


@login_required
@require_safe
def offers(request: MemberRequest, slug: str) -> HttpResponse:
    """All lots: searched, in an order, those that are sold out too."""
    store = access_own_store(request.user, slug)
    found = offer_list(store, request.GET, own=True)
    context = {"store": store, "offers": found, "pictures": found.pictures}
    return _either(render(request, "web/store/own_offers.html", context))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: MemberRequest, slug: str) -> HttpResponse:
    """Put one lot on the shelf; then the form waits for the next."""
    store = access_own_store(request.user, slug)
    form = OfferForm(request.POST if request.method == "POST" else None, initial={"part": request.GET.get("part", "")})
    if request.method == "POST" and form.is_valid():
        try:
            offer = put_offer(store=store, by=request.user, given=form.given())
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            told = {"pieces": offer.quantity, "name": form.cleaned_data["part"].name, "colour": offer.colour.name}
            messages.success(request, _("On the shelf: %(pieces)d × %(name)s, %(colour)s.") % told)
            return redirect("web:store-offer-add", slug)
    context = {"store": store, "form": form, "colours": [colour.name for colour in colours()]}
    return render(request, "web/store/offer_add.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: MemberRequest, pk: int) -> HttpResponse:
    """One lot, in its row or, without a script, on a page of its own. `row` asks for the row as it was."""
    shown = access_own_offer(request.user, pk)
    form = TermsForm(request.POST) if request.method == "POST" else TermsForm(initial=initial_of(shown))
    if request.method == "POST" and form.is_valid():
        try:
            saved = put_offer(store=shown.store, by=request.user, given=_given(shown, form), request=shown.request)
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            return _done(request, saved, _("Saved."))
    elif "row" in request.GET:
        return _done(request, shown, "")
    return _form(request, shown, form)


@login_required
@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a lot off the shelf."""
    gone = withdraw_offer(offer=access_own_offer(request.user, pk), by=request.user)
    return _done(request, access_own_offer(request.user, gone.pk), _("Taken off the shelf."))


def _given(shown: Offer, form: TermsForm) -> OfferGiven:
    """The lot as it is, with what the form says of it."""
    return OfferGiven(shown.part_id, shown.colour_id, condition=shown.condition, lot_key=shown.lot_key, **form.terms())


def _form(request: MemberRequest, shown: Offer, form: TermsForm) -> HttpResponse:
    is_fragment = request.headers.get("HX-Request") == "true"
    name = "web/store/offer_form.html" if is_fragment else "web/store/offer.html"
    # htmx leaves what is refused with an error's status where it is; a fragment with its errors is an answer.
    status = 422 if form.is_bound and not is_fragment else 200
    context = {
        "store": shown.store,
        "offer": shown,
        "form": form,
        "pictures": pictures_of([(shown.part, shown.colour)]),
    }
    return _either(render(request, name, context, status=status))


def _done(request: MemberRequest, shown: Offer, said: str) -> HttpResponse:
    if request.headers.get("HX-Request") != "true":
        if said:
            messages.success(request, said)
        return redirect("web:store-offers", shown.store.slug)
    context = {
        "shown": offer_shown(shown), "own": True, "focused": True, "said": said,
        "pictures": pictures_of([(shown.part, shown.colour)], ask=False),
    }  # fmt: skip
    return _either(render(request, "web/store/offer_done.html", context))


def _either(response: HttpResponse) -> HttpResponse:
    """The same address answers with a whole page or with a piece of it."""
    response.headers["Vary"] = "HX-Request, Cookie"
    return private(response)
