"""Shared runs of one's own store: opened, watched, closed early."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from builds.selectors import access_build, access_numbered_revision
from common.errors import Conflict, Invalid, NotFound
from shop.models import SharedRun, Store
from shop.selectors.requests import access_run, with_pledged
from shop.selectors.stores import access_own_store
from shop.services.shared_runs import close_run, open_run
from web.forms.runs import RunForm
from web.views.people import MemberRequest
from web.views.responses import private

SHOWN = 100
FIELDS = {"closes_at": "closes_on"}  # what the service calls a field, and what the form does


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def runs(request: MemberRequest, slug: str) -> HttpResponse:
    """The store's runs, newest first, and the form for another."""
    store = access_own_store(request.user, slug)
    form = (
        RunForm(request.POST) if request.method == "POST" else RunForm(initial={"build": request.GET.get("build", "")})
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _opened(request, store, form)
        except (Invalid, Conflict, NotFound) as error:
            field = "build" if isinstance(error, NotFound) else FIELDS.get(error.field or "", error.field)
            form.add_error(field if field in form.fields else None, error.message)
        else:
            messages.success(request, _("The run is open. Whoever wants a kit can pledge for it now."))
            return redirect("web:run", made.pk)
    own = with_pledged(SharedRun.objects.filter(store=store)).select_related("revision__build").order_by("-id")
    context = {"store": store, "form": form, "runs": list(own[:SHOWN])}
    return private(render(request, "web/store/runs.html", context, status=422 if form.is_bound else 200))


@login_required
@require_POST
def close(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Close a run that has reached its threshold before its day."""
    access_own_store(request.user, slug)
    try:
        close_run(run=access_run(request.user, pk), by=request.user)
    except Conflict as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, _("The run is closed. Everybody who pledged has a quote to order."))
    return redirect("web:store-runs", slug)


def _opened(request: MemberRequest, store: Store, form: RunForm) -> SharedRun:
    told = form.cleaned_data
    revision = access_numbered_revision(request.user, access_build(request.user, told["build"]))
    return open_run(
        store=store, by=request.user, revision=revision, tiers=told["tiers"], most=told["most"],
        closes_at=form.closes_at(),
    )  # fmt: skip
