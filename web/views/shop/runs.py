"""Shared runs: a store makes kits once enough are wanted; here people give their word, or take it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.errors import Conflict, Invalid
from shop.models import SharedRun
from shop.selectors.requests import access_run, pledges_of, shared_runs
from shop.services.shared_runs import pledge, withdraw_pledge
from web.forms.pledge import PledgeForm
from web.present.shop.run_page import run_page, runs_shown
from web.views.people import MemberRequest
from web.views.shop.destinations import likely_country

MOST = 60


@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """All that are open, those that close first standing first; one's own pledges beside them."""
    mine = list(pledges_of(request.user)[:MOST]) if request.user.is_authenticated else []
    return render(request, "web/shop/run/list.html", {"runs": runs_shown(shared_runs()[:MOST]), "pledges": mine})


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: its tiers, how many are pledged, and the form for one's own."""
    return _page(request, access_run(request.user, pk))


@login_required
@require_POST
def give(request: MemberRequest, pk: int) -> HttpResponse:
    """Give one's word for so many kits."""
    run = access_run(request.user, pk)
    form = PledgeForm(request.POST)
    if not form.is_valid():
        return _page(request, run, form)
    try:
        pledge(run=run, by=request.user, kits=form.cleaned_data["kits"], country=form.cleaned_data["country"])
    except (Invalid, Conflict) as error:
        form.refuse(error)
        return _page(request, run, form)
    messages.success(request, _("Your word is given. It costs nothing until the run is reached."))
    return redirect("web:run", pk)


@login_required
@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take it back."""
    try:
        withdraw_pledge(run=access_run(request.user, pk), by=request.user)
    except Conflict as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, _("Your pledge is withdrawn."))
    return redirect("web:run", pk)


def _page(request: HttpRequest, run: SharedRun, form: PledgeForm | None = None) -> HttpResponse:
    page = run_page(run, request.user)
    if form is None:
        kits, country = (page.mine.kits, page.mine.country) if page.mine else (1, likely_country(request))
        form = PledgeForm(initial={"kits": kits, "country": country})
    status = 422 if form.is_bound else 200
    return render(request, "web/shop/run/page.html", {"page": page, "form": form}, status=status)
