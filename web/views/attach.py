"""The files that go with a build."""

from typing import BinaryIO, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from builds.models import Attachment, Build
from builds.selectors import access_build, access_own_build, attachments_of
from builds.services.attachments import attach_file, content_type_of, remove_attachment
from common.errors import Conflict, Invalid, NotFound
from common.files import keep, signed_url
from web.forms.upload import AttachmentForm
from web.present.attached import file_shown, text_shown
from web.views.people import MemberRequest
from web.views.responses import private


@login_required
@require_POST
def add(request: MemberRequest, slug: str) -> HttpResponse:
    """Put a file beside the build."""
    build = access_own_build(request.user, slug)
    form = AttachmentForm(request.POST, request.FILES, prefix="attachment")
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("web:edit", slug)
    file = form.cleaned_data["file"]
    try:
        attach_file(build=build, by=request.user, file_name=file.name, file=keep(cast(BinaryIO, file.file)))
    except (Invalid, Conflict) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("“%(name)s” goes with the build now.") % {"name": file.name})
    return redirect("web:edit", slug)


@login_required
@require_POST
def remove(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Take a file away."""
    attachment = _attachment(request, slug, pk)
    remove_attachment(attachment=attachment, by=request.user)
    messages.success(request, _("“%(name)s” is taken away.") % {"name": attachment.file_name})
    return redirect("web:edit", slug)


@require_safe
def download(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Hand one out, as it was sent."""
    attachment = _attachment(request, slug, pk)
    return redirect(signed_url(attachment.file, name=attachment.file_name, content_type=content_type_of(attachment)))


@require_safe
def read(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Its text, on a page of its own."""
    attachment = _attachment(request, slug, pk)
    if attachment.text is None:
        raise NotFound("NO_TEXT", _("This file has no text to read here. Download it instead."))
    context = {"build": attachment.build, "file": file_shown(attachment), "text": text_shown(attachment)}
    response = render(request, "web/build/read.html", context)
    return private(response) if attachment.build.state == Build.State.DRAFT else response


def _attachment(request: HttpRequest, slug: str, pk: int) -> Attachment:
    for attachment in attachments_of(access_build(request.user, slug)):
        if attachment.pk == pk:
            return attachment
    raise NotFound("NO_SUCH_FILE", _("This build has no such file beside it."))
