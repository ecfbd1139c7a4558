"""The price of a part of one's own."""

from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from builds.models import BomLine
from builds.selectors import access_numbered_revision, access_own_build
from builds.services.own_pricing import set_own_price
from common.errors import Conflict, Invalid, NotFound
from web.views.people import MemberRequest

LONGEST = 20


@login_required
@require_POST
def set_price(request: MemberRequest, slug: str, number: int, position: int) -> HttpResponse:
    """Say what one costs; an empty field takes the price away."""
    build = access_own_build(request.user, slug)
    revision = access_numbered_revision(request.user, build, number)
    line = BomLine.objects.filter(revision=revision, position=position).first()
    if line is None:
        raise NotFound("NO_SUCH_LOT", _("This parts list has no such lot."))
    try:
        set_own_price(line=line, by=request.user, price=_price(request.POST.get("price", "")))
    except (Invalid, Conflict) as error:
        messages.error(request, error.message)
    else:
        taken = not request.POST.get("price", "").strip()
        messages.success(request, _("The price is taken away.") if taken else _("The price is set."))
    return redirect(reverse("web:revision", args=[slug, number]) + f"#lot-{position}")


def _price(text: str) -> Decimal | None:
    """A price as people type it, with a point or a comma; None for nothing. Raises Invalid."""
    text = text.strip().replace(",", ".")
    if not text:
        return None
    try:
        return Decimal(text) if len(text) <= LONGEST else Decimal("NaN")
    except InvalidOperation as error:
        raise Invalid("OWN_PRICE", _("Write the price in digits, like 1.20."), field="price") from error
