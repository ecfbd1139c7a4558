"""What stores and designers earned."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shop.selectors.ledger import access_account
from shop.services.ledger.statement_files import statement_csv
from web.present.store.earnings import earnings_page, known_span, statement_in, statement_page
from web.views.people import MemberRequest
from web.views.responses import private, saved_as


@login_required
@require_safe
def earnings(request: MemberRequest) -> HttpResponse:
    """All accounts on which a member earns."""
    return private(render(request, "web/store/earnings.html", {"page": earnings_page(request.user)}))


@login_required
@require_safe
def account(request: MemberRequest, pk: int) -> HttpResponse:
    """One of them: what each order brought, and what was paid out."""
    page = statement_page(access_account(request.user, pk), known_span(request.GET.get("span", "")))
    return private(render(request, "web/store/statement.html", {"page": page}))


@login_required
@require_safe
def table(request: MemberRequest, pk: int) -> HttpResponse:
    """The same for a spreadsheet."""
    span = known_span(request.GET.get("span", ""))
    told = statement_in(access_account(request.user, pk), span)
    response = HttpResponse(statement_csv(told), content_type="text/csv; charset=utf-8")
    name = f"statement-{told.account.pk}-{told.account.currency}-{span}.csv"
    return private(saved_as(name, response))
