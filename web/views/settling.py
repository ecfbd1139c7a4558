"""Settling an item of a report where it stands: the page comes back with what it changed, whole or in parts."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from builds.models import BomLine, Build, Revision
from builds.selectors import access_build, access_numbered_revision, bom_lines, report_of
from builds.services.accepting import accept_notice, undo_acceptance
from builds.services.settling import settle_line, undo_settlement
from common.errors import Invalid, NotFound, ServiceError
from parts.models import Colour, Part
from parts.selectors import parts_by_id
from parts.selectors.colour_shelf import colour_called
from parts.services.part_called import part_called
from web.present.build_page import BuildPage, build_page
from web.present.report_json import report_json
from web.views.build import have
from web.views.people import MemberRequest

UNDO = "undo"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: MemberRequest, slug: str, number: int, key: str) -> HttpResponse:
    """Settle one item of the report, or undo that; `key` is the item's. A refusal is shown beside the item."""
    if request.method != "POST":  # the address that a refused form left in the browser
        return redirect(f"{reverse('web:revision', args=[slug, number])}#report")
    build = access_build(request.user, slug)
    revision = access_numbered_revision(request.user, build, number)
    error: ServiceError | None = None
    try:
        _settle(request, revision, key)
    except Invalid as refusal:
        error = refusal
    if request.headers.get("HX-Request"):
        return render(request, "web/build/settled.html", _context(request, build, revision.pk, key, error))
    if error is not None:
        return render(request, "web/build/page.html", _context(request, build, revision.pk, key, error), status=422)
    messages.success(request, _undone() if request.POST.get("choice") == UNDO else _done())
    shown = request.POST.get("report", "")
    query = f"?report={shown}" if shown in {"look", "settled", "note"} else ""
    return redirect(f"{reverse('web:revision', args=[slug, number])}{query}#report")


@require_safe
def report(request: HttpRequest, slug: str, number: int) -> JsonResponse:
    """The report for programs."""
    build = access_build(request.user, slug)
    revision = access_numbered_revision(request.user, build, number)
    told = report_json(revision, report_of(revision, bom_lines(revision)), root=request.build_absolute_uri("/"))
    return JsonResponse(told, headers={"Cache-Control": "private, no-store"})


def _settle(request: MemberRequest, revision: Revision, key: str) -> None:
    kind, _dash, rest = key.partition("-")
    choice = request.POST.get("choice", "")
    if kind == "notice":
        change = undo_acceptance if choice == UNDO else accept_notice
        change(revision=revision, by=request.user, key=rest)
        return
    at = _digits(rest) if kind == "lot" else None
    line = bom_lines(revision).filter(pk=at).first() if at else None
    if line is None:
        raise NotFound("NO_SUCH_LOT", _("This parts list was made anew meanwhile. Load the page again."))
    if choice == UNDO:
        undo_settlement(line=line, by=request.user)
        return
    part = _part(request, line) if choice == BomLine.Answer.PART else None
    settle_line(line=line, by=request.user, choice=choice, part=part, colour=_colour(request, choice))


def _part(request: MemberRequest, line: BomLine) -> Part | None:
    """The part whose number was typed, or else the one that was chosen. Raises Invalid."""
    typed = request.POST.get("number", "").strip()
    if typed:
        found = part_called(typed, line.system)
        if found is None:
            message = _("No part has the number “%(number)s”. Type some of its name, and choose it from the list.")
            raise Invalid("SETTLE_PART", message % {"number": typed[:64]}, field="number")
        return found
    key = _digits(request.POST.get("part", ""))
    return parts_by_id([key]).get(key) if key else line.part


def _colour(request: MemberRequest, choice: str) -> Colour | None:
    typed = request.POST.get("colour", "").strip()
    if not typed or choice == BomLine.Answer.OPTIONAL:
        return None
    found = colour_called(typed)
    if found is None:
        message = _("No colour is called “%(name)s”. Choose one from the list.") % {"name": typed[:80]}
        raise Invalid("SETTLE_COLOUR", message, field="colour")
    return found


def _digits(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _context(
    request: MemberRequest, build: Build, revision_id: int, key: str, error: ServiceError | None
) -> dict[str, object]:
    revision = Revision.objects.select_related("file").get(pk=revision_id)
    asked = request.GET.copy()
    asked["report"] = request.POST.get("report", "")
    page = build_page(build, revision, request.user, asked, revision.number)
    said = error.message if error else _undone() if request.POST.get("choice") == UNDO else _done()
    told = replace(page.report, error=error.message if error else "", error_at=key if error else "", said=said)
    page = replace(page, report=told)
    return {"page": page, "have": _have(page), "newest": revision.number, "pictures": told.pictures, "settled_at": key}


def _have(page: BuildPage) -> str:
    return have(page.revision, bool(page.view.glb))


def _done() -> str:
    return _("Settled. Your answer is remembered for the next upload.")


def _undone() -> str:
    return _("Undone. It is as it was found, and nothing is remembered.")
