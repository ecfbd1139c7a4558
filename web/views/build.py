"""The page of one build, at the revision that it shows or at an earlier one."""

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from builds.models import Build, Revision
from builds.selectors import access_build, access_numbered_revision, revisions_of
from web.present.build_page import build_page
from web.views.responses import private


@require_safe
def show(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The build's page. An owner's draft shows its newest revision, however far the work on it is."""
    build = access_build(request.user, slug)
    revision = access_numbered_revision(request.user, build, number)
    newest = _newest(request, build) or revision.number
    page = build_page(build, revision, request.user, request.GET, newest)
    response = render(
        request,
        "web/build/page.html",
        {"page": page, "have": have(revision, bool(page.view.glb)), "newest": newest, "pictures": page.report.pictures},
    )
    return private(response) if build.state == Build.State.DRAFT else response


def _newest(request: HttpRequest, build: Build) -> int | None:
    """The number of the latest revision, which only the owner is told of."""
    if build.owner_id != request.user.pk:
        return None
    newest: int | None = revisions_of(request.user, build).aggregate(newest=Max("number"))["newest"]
    return newest


def have(revision: Revision, glb: bool) -> str:
    """What a page can show already. The progress polls name it, and hear when there is more."""
    stages = revision.stage_figures
    counted = Revision.Stage.IDENTIFIED in stages
    return f"{revision.state}-{int(counted)}{int(glb)}{int(Revision.Stage.PRICED in stages)}"
