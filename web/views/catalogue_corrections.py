"""Corrections of what a number means: proposing one, and reviewing those of others."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.errors import Conflict, Denied, Invalid, NotFound
from parts.models import Correction
from parts.selectors import open_corrections
from parts.selectors.records import correction_by_id, corrections_seen_by
from parts.services.corrections import (
    PROPOSE,
    REVIEW,
    accept_correction,
    propose_correction,
    reject_correction,
    withdraw_correction,
)
from web.forms.corrections import CorrectionForm
from web.views.catalogue_access import access_part
from web.views.people import MemberRequest

WAITING_SHOWN = 100
SETTLED_SHOWN = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: MemberRequest, pk: int) -> HttpResponse:
    """Propose that a number means another part than it does now."""
    part = access_part(pk)
    if not request.user.has_perm(PROPOSE):
        raise Denied("NOT_AN_EDITOR", _("Only catalogue editors propose corrections. Ask to become one."))
    initial = {name: request.GET.get(name, "")[:64] for name in ("system", "number")}
    form = CorrectionForm(request.POST) if request.method == "POST" else CorrectionForm(initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            propose_correction(by=request.user, **form.cleaned_data)
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            messages.success(request, _("Proposed. It counts as soon as somebody else has accepted it."))
            return redirect("web:part", part.pk)
    return render(
        request, "web/corrections/form.html", {"part": part, "form": form}, status=422 if form.is_bound else 200
    )


@login_required
@require_safe
def corrections_list(request: MemberRequest) -> HttpResponse:
    """What waits for a review, and what was settled last."""
    _may_look(request)
    may_review = request.user.has_perm(REVIEW)
    waiting = open_corrections() if may_review else open_corrections().filter(proposed_by=request.user)
    settled = corrections_seen_by(request.user).exclude(state=Correction.State.PROPOSED)
    context = {
        "waiting": list(waiting[:WAITING_SHOWN]),
        "settled": list(settled.select_related("part", "reviewed_by")[:SETTLED_SHOWN]),
        "may_review": may_review,
    }
    return render(request, "web/corrections/list.html", context)


@login_required
@require_POST
def settle(request: MemberRequest, pk: int, deed: str) -> HttpResponse:
    """Accept, reject or withdraw one; what the service refuses is said above the list."""
    correction = correction_by_id(pk)
    if deed not in SAID:
        raise NotFound("NO_SUCH_DEED", _("A correction can be accepted, rejected or withdrawn."))
    note = request.POST.get("note", "")
    try:
        if deed == "accept":
            accept_correction(correction=correction, by=request.user, note=note)
        elif deed == "reject":
            reject_correction(correction=correction, by=request.user, note=note)
        else:
            withdraw_correction(correction=correction, by=request.user)
    except (Invalid, Conflict) as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, SAID[deed] % {"number": correction.number})
    return redirect("web:corrections")


SAID = {
    "accept": gettext_lazy("Accepted. %(number)s means it from now on; parts lists that stand keep their answer."),
    "reject": gettext_lazy("Rejected. %(number)s means what it meant before."),
    "withdraw": gettext_lazy("Withdrawn. %(number)s means what it meant before."),
}


def _may_look(request: MemberRequest) -> None:
    if not (request.user.has_perm(PROPOSE) or request.user.has_perm(REVIEW)):
        raise Denied("NOT_AN_EDITOR", _("Only catalogue editors see corrections. Ask to become one."))
