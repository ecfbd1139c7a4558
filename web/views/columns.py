"""Choosing the columns of a table: the same bytes, read so, become the next revision."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from builds.models import Revision
from builds.selectors import access_numbered_revision, access_own_build
from builds.services.rereading import read_again
from common.errors import Conflict, Invalid
from web.forms.columns import ColumnsForm
from web.views.people import MemberRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Show how the columns were taken, and take what their builder says instead."""
    build = access_own_build(request.user, slug)
    revision = access_numbered_revision(request.user, build, number)
    seen = revision.stage_figures.get(Revision.Stage.READ, {}).get("table") or {}
    form = ColumnsForm(seen, request.POST) if request.method == "POST" else ColumnsForm(seen)
    if request.method == "POST" and form.is_valid():
        try:
            made = read_again(revision=revision, by=request.user, columns=form.columns())
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            return redirect("web:revision", slug, made.number)
    status = 422 if form.is_bound else 200
    context = {"build": build, "revision": revision, "form": form, "seen": seen}
    return render(request, "web/columns.html", context, status=status)
