"""One revision: how the work on it stands, stopping it, trying again, and its picture."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from builds.models import Asset, Revision
from builds.selectors import access_build, access_numbered_revision, access_revision, asset
from builds.services.cancel import cancel_revision
from builds.services.retry import retry_revision
from common.errors import NotFound
from web.present.cards import picture_address
from web.present.content import content_of
from web.present.stages import stages_of
from web.views.build import have
from web.views.people import MemberRequest


@require_safe
def progress(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The stages, as a fragment that asks for itself again while there is work."""
    revision = _revision(request, slug, number)
    now = have(revision, asset(revision, Asset.Kind.GLB) is not None)
    stages = stages_of(revision)
    context = {
        "build": revision.build, "revision": revision, "stages": stages, "have": now,
        "incomplete": any(stage.state == "failed" for stage in stages),
        "running": revision.state in Revision.UNFINISHED, "own": revision.build.owner_id == request.user.pk,
    }  # fmt: skip
    response = render(request, "web/build/progress.html", context)
    if request.GET.get("have", now) != now:
        response.headers["HX-Trigger"] = "revision-moved"
    response.headers["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def cancel(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Stop the work; what was found stays."""
    cancel_revision(revision=_revision(request, slug, number), by=request.user)
    messages.info(request, _("Stopped. What was found before stays, and so does your file."))
    return redirect("web:revision", slug, number)


@login_required
@require_POST
def retry(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Work on it once more."""
    retry_revision(revision=_revision(request, slug, number), by=request.user)
    return redirect("web:revision", slug, number)


@require_safe
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """The build's picture under an address that stays."""
    revision = access_numbered_revision(request.user, access_build(request.user, slug))
    address = picture_address(asset(revision, Asset.Kind.PICTURE))
    if not address:
        if content_of(revision).is_list:
            raise NotFound("NO_PICTURE", _("This build is a parts list, and has no picture."))
        raise NotFound("NO_PICTURE", _("This build has no picture yet."))
    return redirect(address)


def _revision(request: HttpRequest, slug: str, number: int) -> Revision:
    found = access_numbered_revision(request.user, access_build(request.user, slug), number)
    return access_revision(request.user, found.pk)
