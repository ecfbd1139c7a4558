"""A member's remembered answers: looking at them, taking over others, and forgetting one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from brickcore.bundles.manifest import MOST_MANIFEST
from builds.selectors.settlements import settlements_by_owner
from builds.services.forgetting import forget_settlement
from builds.services.taking_answers import take_answers
from common.errors import Invalid, NotFound
from web.present.remembered import remembered
from web.views.people import MemberRequest
from web.views.responses import private

SHOWN = 100


@login_required
@require_safe
def answers(request: MemberRequest) -> HttpResponse:
    """What is applied to one's next upload, the newest first."""
    rows = settlements_by_owner(request.user)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: SHOWN + 1])
    shown = found[:SHOWN]
    older = shown[-1].pk if len(found) > SHOWN else None
    context = {"answers": remembered(request.user, shown), "older": older, "continued": bool(before)}
    return private(render(request, "web/answers.html", context))


@login_required
@require_POST
def take(request: MemberRequest) -> HttpResponse:
    """Take over the answers of an answers.json from another Brickfolk."""
    sent = request.FILES.get("file")
    try:
        taken = take_answers(owner=request.user, data=sent.read(MOST_MANIFEST + 1) if sent else b"")
    except Invalid as refused:
        messages.warning(request, refused.message)
        return redirect("web:answers")
    new = ngettext("%(count)d answer is remembered.", "%(count)d answers are remembered.", taken.new)
    left = ngettext(
        "%(count)d was left out: you had answered it here, or its part is not known here.",
        "%(count)d were left out: you had answered them here, or their parts are not known here.",
        taken.left,
    )
    said = [new % {"count": taken.new}, *([left % {"count": taken.left}] if taken.left else [])]
    messages.success(request, " ".join(said))
    return redirect("web:answers")


@login_required
@require_POST
def forget(request: MemberRequest, pk: int) -> HttpResponse:
    """Forget one; that it is gone already, in another tab, is no reason to stop anybody."""
    try:
        forget_settlement(settlement_id=pk, by=request.user)
    except NotFound as gone:
        messages.warning(request, gone.message)
    else:
        messages.success(request, _("Forgotten. Your next upload asks again; your builds stay as they are."))
    return redirect("web:answers")
