"""Whole builds as zips: taking them away, and watching one come in."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from builds.models import BuildImport
from builds.selectors import access_build
from builds.selectors.export_grants import granted_viewer
from builds.selectors.imports import access_import
from builds.services.exporting import export_chunks, export_of, member_chunks
from web.views.people import MemberRequest
from web.views.responses import private, saved_as


@require_safe
def everything(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """All of a build that this person may see, or whose eyes the address lends."""
    viewer = granted_viewer(request.GET.get("grant", ""), slug) or request.user
    export = export_of(access_build(viewer, slug), viewer)
    return _sent(export_chunks(export), f"{slug}.zip")


@login_required
@require_safe
def mine(request: MemberRequest) -> StreamingHttpResponse:
    """All of one's own builds, a zip in the zip for each."""
    return _sent(member_chunks(request.user), f"{request.user.username}.zip")


@login_required
@require_safe
def coming(request: MemberRequest, pk: int) -> HttpResponse:
    """How far an import is; when it is done, the draft."""
    given = access_import(request.user, pk)
    if given.build is not None:
        address = reverse("web:build", args=[given.build.slug])
        is_fragment = request.headers.get("HX-Request") == "true"
        return HttpResponse(headers={"HX-Redirect": address}) if is_fragment else redirect(address)
    context = {"given": given, "running": given.state in BuildImport.UNFINISHED}
    return private(render(request, "web/import.html", context))


def _sent(pieces: Iterator[bytes], name: str) -> StreamingHttpResponse:
    return private(saved_as(name, StreamingHttpResponse(pieces, content_type="application/zip")))
