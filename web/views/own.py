"""What an owner does with a build, and what anybody may do with a published one: remix it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from builds.selectors import access_build, access_numbered_revision, access_own_build, attachments_of, revisions_of
from builds.services.edit import delete_draft, edit_build
from builds.services.publish import publish_build, withdraw_build
from builds.services.remix import remix_build
from common.errors import Conflict, Invalid
from web.forms.build import BuildForm, initial_of
from web.forms.upload import AttachmentForm
from web.present.store.terms import terms_shown
from web.views.people import MemberRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Title, description, tags and licence; beside them the files that go with the build, and its revisions."""
    build = access_own_build(request.user, slug)
    form = BuildForm(request.POST) if request.method == "POST" else BuildForm(initial=initial_of(build))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            edit_build(
                build=build, by=request.user, title=given["title"], description=given["description"],
                licence=given["licence"], tags=form.tag_names(),
            )  # fmt: skip
        except Invalid as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("web:build", slug)
    context = {
        "build": build, "form": form, "attachment_form": AttachmentForm(prefix="attachment"),
        "attachments": attachments_of(build), "revisions": revisions_of(request.user, build),
        "terms": terms_shown(build, request.user),
    }  # fmt: skip
    return render(request, "web/edit.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def publish(request: MemberRequest, slug: str) -> HttpResponse:
    """Show it to all."""
    try:
        build = publish_build(build=access_own_build(request.user, slug), by=request.user)
    except Conflict as error:
        messages.warning(request, error.message)
    else:
        number = build.shown_revision.number if build.shown_revision else 1
        messages.success(
            request, _("Revision %(number)d is published. Everybody can see and remix it.") % {"number": number}
        )
    return redirect("web:build", slug)


@login_required
@require_POST
def withdraw(request: MemberRequest, slug: str) -> HttpResponse:
    """Make it a draft again."""
    withdraw_build(build=access_own_build(request.user, slug), by=request.user)
    messages.success(request, _("Withdrawn. It is a draft again, and seen by nobody but you. Remixes made of it stay."))
    return redirect("web:build", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: MemberRequest, slug: str) -> HttpResponse:
    """Throw a draft away, after asking once."""
    build = access_own_build(request.user, slug)
    if request.method != "POST":
        return render(request, "web/delete.html", {"build": build})
    try:
        delete_draft(build=build, by=request.user)
    except Conflict as error:
        messages.warning(request, error.message)
        return redirect("web:edit", slug)
    messages.success(request, _("The draft “%(title)s” is deleted.") % {"title": build.title})
    return redirect("web:me")


@login_required
@require_POST
def remix(request: MemberRequest, slug: str) -> HttpResponse:
    """Copy the shown revision into a draft of one's own."""
    build = access_build(request.user, slug)
    copy = remix_build(revision=access_numbered_revision(request.user, build), by=request.user)
    messages.success(request, _("This draft is yours. It keeps “%(title)s” in its lineage.") % {"title": build.title})
    return redirect("web:build", copy.slug)
