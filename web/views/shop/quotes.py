"""One quote: while it is searched, with its price, and what its shopper does with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.errors import Conflict, Invalid, ServiceError
from shop.models import Quote
from shop.selectors.quotes import access_quote
from shop.services.quoting.asking import quote_again, search_longer
from shop.services.quoting.choices import Choices
from shop.services.quoting.ending import cancel_quote
from web.forms.choices import ChoicesForm, initial_of
from web.present.shop.changes import choices_of
from web.present.shop.quote_files import lines_csv, proof_of_quote
from web.present.shop.quote_page import QuotePage, quote_page, said_of
from web.views.people import MemberRequest
from web.views.responses import private, saved_as

LONGER = 30  # seconds


@login_required
@require_safe
def show(request: MemberRequest, code: str) -> HttpResponse:
    """How the search stands, or the basket with its price."""
    page = quote_page(access_quote(request.user, code))
    return _rendered(
        request, page, ChoicesForm(initial=initial_of(page.quote), before=Choices.read(page.quote.choices))
    )


@login_required
@require_safe
def progress(request: MemberRequest, code: str) -> HttpResponse:
    """The search, as a fragment that asks for itself again; once it ended, the page is told to fetch itself."""
    quote = access_quote(request.user, code)
    if quote.state in Quote.UNFINISHED:
        response = render(request, "web/shop/quote/search.html", {"page": quote_page(quote)})
    else:
        response = render(request, "web/shop/quote/said.html", {"said": said_of(quote)})
        response.headers["HX-Trigger"] = "quote-moved"
    response.headers["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def cancel(request: MemberRequest, code: str) -> HttpResponse:
    """Stop the search."""
    try:
        cancel_quote(quote=access_quote(request.user, code), by=request.user)
    except Conflict as error:
        messages.info(request, error.message)
    return redirect("web:quote", code)


@login_required
@require_POST
def longer(request: MemberRequest, code: str) -> HttpResponse:
    """The same, searched longer: a new quote."""
    quote = access_quote(request.user, code)
    try:
        found = search_longer(quote=quote, by=request.user, seconds=LONGER)
    except (Conflict, Invalid) as error:
        messages.warning(request, error.message)
        return redirect("web:quote", code)
    return redirect("web:quote", found.code)


@login_required
@require_POST
def again(request: MemberRequest, code: str) -> HttpResponse:
    """The same kits with other choices, or with the same at today's prices: a new quote."""
    quote = access_quote(request.user, code)
    form = ChoicesForm(request.POST, before=Choices.read(quote.choices)) if "choose" in request.POST else None
    if form is not None and not form.is_valid():
        return _rendered(request, quote_page(quote), form, status=422)
    try:
        found = _asked_again(request, quote, form)
    except (Conflict, Invalid) as error:
        return _refused(request, quote, form, error)
    return redirect("web:quote", found.code)


def _asked_again(request: MemberRequest, quote: Quote, form: ChoicesForm | None) -> Quote:
    """What the form says, or one change that the quote itself proposes, or nothing new."""
    if form is not None:
        given = form.cleaned_data
        return quote_again(
            quote=quote,
            by=request.user,
            choices=form.choices(),
            country=given["country"],
            currency=given["currency"],
        )
    kind = next((name for name in ("changes", "ways") if name in request.POST), "")
    return quote_again(quote=quote, by=request.user, choices=choices_of(quote, kind, request.POST.get(kind, "")))


@login_required
@require_safe
def proof(request: MemberRequest, code: str) -> HttpResponse:
    """The problem as it was solved, the basket, and the limit: enough for anybody to check it."""
    quote = access_quote(request.user, code)
    return _file(proof_of_quote(quote), f"{quote.code}-proof.json", "application/json")


@login_required
@require_safe
def lines(request: MemberRequest, code: str) -> HttpResponse:
    """Each lot with its price, as a table."""
    quote = access_quote(request.user, code)
    return _file(lines_csv(quote), f"{quote.code}-lines.csv", "text/csv; charset=utf-8")


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    return private(saved_as(name, HttpResponse(content, content_type=content_type)))


def _refused(request: MemberRequest, quote: Quote, form: ChoicesForm | None, error: ServiceError) -> HttpResponse:
    if form is None:
        messages.warning(request, error.message)
        return redirect("web:quote", quote.code)
    form.refuse(error)
    return _rendered(request, quote_page(quote), form, status=error.status)


def _rendered(request: HttpRequest, page: QuotePage, form: ChoicesForm, status: int = 200) -> HttpResponse:
    return private(render(request, "web/shop/quote/page.html", {"page": page, "form": form}, status=status))
