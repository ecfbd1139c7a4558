"""What can be taken away of a revision: its own file, its model in other formats, its parts as lists."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from builds.models import Asset, Revision
from builds.selectors import access_build, access_numbered_revision, access_revision, asset
from builds.selectors.download_grants import granted_revision
from builds.selectors.downloads import DOWNLOADS, Download, download_name, downloads_of
from builds.services.downloads import list_file
from builds.services.model_files import model_file
from common.errors import NotFound
from common.files import signed_url
from web.present.downloads import download_title
from web.views.responses import saved_as

AGAIN = "3"  # seconds until a page asks whether a file is made


@require_safe
def download(request: HttpRequest, slug: str, number: int, what: str) -> HttpResponse:
    """One file. A model in another format is made when it is first asked for; until then a page waits for it."""
    revision = _revision(request, slug, number, what)
    one = DOWNLOADS.get(what)
    if one is None or (one.group == "model" and one not in downloads_of(revision)):
        raise NotFound("NO_SUCH_FORMAT", _("This revision cannot be downloaded as that."))
    if one.group == "file":
        return redirect(signed_url(revision.file, name=revision.file_name, content_type=one.content_type))
    if one.group == "list":
        return _attached(list_file(revision, one.format), revision, one)
    return _model(request, revision, one)


def _revision(request: HttpRequest, slug: str, number: int, what: str) -> Revision:
    """What this person may see, or what the address itself allows."""
    granted = granted_revision(request.GET.get("grant", ""), what)
    if granted is not None and (granted.build.slug, granted.number) == (slug, number):
        return granted
    found = access_numbered_revision(request.user, access_build(request.user, slug), number)
    return access_revision(request.user, found.pk)


def _model(request: HttpRequest, revision: Revision, one: Download) -> HttpResponse:
    assert one.kind is not None
    if one.kind == Asset.Kind.GLB:
        return redirect(_address(_glb(revision), revision, one))
    file = model_file(revision, one.kind)
    if file.asset is not None:
        return redirect(_address(file.asset, revision, one))
    context = {
        "build": revision.build, "revision": revision, "title": download_title(one.name, revision),
        "failure": file.failure, "again": AGAIN, "address": request.get_full_path(),
    }  # fmt: skip
    response = render(request, "web/build/making.html", context, status=409 if file.failure else 202)
    response.headers["Cache-Control"] = "no-store"
    if not file.failure:
        response.headers["Retry-After"] = AGAIN
    return response


def _glb(revision: Revision) -> Asset:
    glb = asset(revision, Asset.Kind.GLB)
    if glb is None:
        raise NotFound("NO_MODEL", _("The 3D model of this revision is not made yet."))
    return glb


def _address(file: Asset, revision: Revision, one: Download) -> str:
    return signed_url(file.file, name=download_name(revision.build, revision, one), content_type=one.content_type)


def _attached(content: bytes, revision: Revision, one: Download) -> HttpResponse:
    name = download_name(revision.build, revision, one)
    return saved_as(name, HttpResponse(content, content_type=one.content_type))
