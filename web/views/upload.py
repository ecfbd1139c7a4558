"""Files on their way in: a new build, or a new revision of one."""

from typing import BinaryIO, cast

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from brickcore.bundles import is_bundle
from builds.models import Build, Revision
from builds.selectors import access_own_build
from builds.services.importing import start_import
from builds.services.revisions import add_revision, create_build
from common.errors import Conflict, Invalid
from common.files import keep
from common.models import StoredFile
from web.forms.upload import FileForm, RevisionForm, UploadForm
from web.present.formats import format_groups
from web.views.people import MemberRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_build(request: MemberRequest) -> HttpResponse:
    """Take a file, make a draft of it, and go to the draft's page, where the work shows itself; a build's zip is
    imported, with the title and the licence that it brings."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if is_bundle(cast(BinaryIO, file.file)):
                given = start_import(owner=request.user, file_name=file.name, file=_kept(file))
                return _onwards(request, reverse("web:import", args=[given.pk]))
            build = create_build(
                owner=request.user,
                file_name=file.name,
                file=_kept(file),
                title=form.cleaned_data["title"],
                licence=form.cleaned_data["licence"],
            )
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            return _onwards(request, reverse("web:build", args=[build.slug]))
    return _form_page(request, form, None, 1)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_revision(request: MemberRequest, slug: str) -> HttpResponse:
    """Take the next revision of one's own build."""
    build = access_own_build(request.user, slug)
    form = RevisionForm(request.POST, request.FILES) if request.method == "POST" else RevisionForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            revision = add_revision(
                build=build, by=request.user, file_name=file.name, file=_kept(file), note=form.cleaned_data["note"]
            )
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            return _onwards(request, _revision_address(build, revision))
    number = (build.revisions.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    return _form_page(request, form, build, number)


def _kept(file: "UploadedFile[bytes]") -> StoredFile:
    return keep(cast(BinaryIO, file.file))


def _revision_address(build: Build, revision: Revision) -> str:
    return reverse("web:revision", args=[build.slug, revision.number])


def _onwards(request: MemberRequest, address: str) -> HttpResponse:
    """Where to go next. The page's script sends the file itself, to show how far it is, and follows by itself."""
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return JsonResponse({"address": address}, status=201)
    return redirect(address)


def _form_page(request: MemberRequest, form: FileForm, build: Build | None, number: int) -> HttpResponse:
    status = 422 if form.is_bound else 200
    context = {"form": form, "build": build, "number": number, "groups": format_groups()}
    return render(request, "web/upload.html", context, status=status)
