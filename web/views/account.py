"""A member's own pages: builds and tokens."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.selectors import tokens_by_owner
from accounts.services.tokens import issue_token, revoke_token
from builds.models import Build
from builds.selectors import builds_by_owner, with_remix_count
from builds.selectors.batches import newest_revisions_by_build
from common.errors import Invalid
from web.forms.tokens import TokenForm
from web.present.cards import cards_of
from web.views.people import MemberRequest
from web.views.responses import private

MAX_SHOWN = 200


@login_required
@require_safe
def builds(request: MemberRequest) -> HttpResponse:
    """One's own builds: drafts first, then what is published."""
    own = with_remix_count(builds_by_owner(request.user, request.user)).select_related("owner", "shown_revision")
    rows = list(own[:MAX_SHOWN])
    drafts_only = [row.pk for row in rows if row.shown_revision_id is None]
    cards = cards_of(rows, newest_revisions_by_build(request.user, drafts_only))
    drafts = [card for card in cards if card.build.state == Build.State.DRAFT]
    published = [card for card in cards if card.build.state == Build.State.PUBLISHED]
    return render(request, "web/me.html", {"drafts": drafts, "published": published})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: MemberRequest) -> HttpResponse:
    """Tokens for programs. A new one's secret is shown in this answer, and never again."""
    form = TokenForm(request.POST) if request.method == "POST" else TokenForm()
    secret, made = "", None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made, secret = issue_token(
                owner=request.user, name=given["name"], scope=given["scope"], expires_at=form.expires_at()
            )
        except Invalid as error:
            form.refuse(error)
        else:
            form = TokenForm()
    context = {
        "form": form,
        "tokens": tokens_by_owner(request.user),
        "secret": secret,
        "made": made,
        "now": timezone.now(),
    }
    return private(render(request, "web/tokens.html", context, status=422 if form.is_bound else 200))


@login_required
@require_POST
def revoke(request: MemberRequest, pk: int) -> HttpResponse:
    """End a token."""
    token = revoke_token(token_id=pk, by=request.user)
    messages.success(
        request,
        _("The token “%(name)s” is revoked. Programs that use it are shut out from now on.") % {"name": token.name},
    )
    return redirect("web:tokens")
