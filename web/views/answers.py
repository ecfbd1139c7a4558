"""A member's remembered answers: looking at them, and forgetting one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from builds.selectors.settlements import settlements_by_owner
from builds.services.forgetting import forget_settlement
from common.errors import NotFound
from web.present.remembered import remembered
from web.views.people import MemberRequest

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
    response = render(request, "web/answers.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


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
