"""Files of lots: handed in, watched, called off, and what became of each line."""

from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.errors import Conflict, Invalid
from shop.models import OfferImport
from shop.selectors.offers import access_own_import, imports_of_store
from shop.selectors.stores import access_own_store
from shop.services.offer_imports import accept_offers, cancel_import
from web.forms.offers import OfferFileForm
from web.present.store.import_report import import_report
from web.present.store.refused_rows import refused_csv
from web.views.people import MemberRequest
from web.views.responses import private, saved_as

BEFORE = 12


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest, slug: str) -> HttpResponse:
    """Hand a file in; below it what became of earlier ones."""
    store = access_own_store(request.user, slug)
    form = OfferFileForm(request.POST, request.FILES) if request.method == "POST" else OfferFileForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = accept_offers(
                store=store, by=request.user, data=file.read(), file_name=file.name, mode=form.cleaned_data["mode"]
            )
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            return redirect("web:store-import-run", slug, made.pk)
    context = {"store": store, "form": form, "before": list(imports_of_store(store)[:BEFORE])}
    return private(render(request, "web/store/import.html", context, status=422 if form.is_bound else 200))


@login_required
@require_safe
def run(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """How far it is; when it is done, what became of the lines."""
    report = import_report(_own(request, slug, pk))
    return private(render(request, "web/store/import_run.html", {"store": report.run.store, "report": report}))


@login_required
@require_safe
def refused(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """The rows that were refused, with what they say, as a table."""
    run = _own(request, slug, pk)
    name = f"{Path(run.file_name).stem}-refused.csv"
    return private(saved_as(name, HttpResponse(refused_csv(run), content_type="text/csv; charset=utf-8")))


@login_required
@require_POST
def cancel(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Call it off: the shelf stays as it is."""
    try:
        cancel_import(offer_import=_own(request, slug, pk), by=request.user)
    except Conflict as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, _("The import is called off. The shelf stays as it was."))
    return redirect("web:store-import-run", slug, pk)


def _own(request: MemberRequest, slug: str, pk: int) -> OfferImport:
    """An import of the store in the address, which has to be one's own."""
    access_own_store(request.user, slug)
    return access_own_import(request.user, pk)
