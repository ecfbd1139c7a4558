"""From a build to its kit: what the shopper chooses, then the search."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import User
from builds.models import Revision
from builds.selectors import access_build, access_numbered_revision
from common.errors import Conflict, Invalid
from shop.services.quoting.asking import KitGiven, request_quote
from web.forms.choices import KitForm, initial_of
from web.present.estimate import estimate_of
from web.views.shop.destinations import likely_country


@require_http_methods(["GET", "HEAD", "POST"])
def kit(request: HttpRequest, slug: str) -> HttpResponse:
    """The choices for a build's kit. Everybody may look; whoever searches signs in: the quote is kept for them."""
    build = access_build(request.user, slug)
    revision = access_numbered_revision(request.user, build)
    sent = request.POST if request.method == "POST" else None
    form = KitForm(sent, initial=initial_of(None, likely_country(request)))
    if form.is_bound and not isinstance(request.user, User):
        return redirect_to_login(request.path)
    if isinstance(request.user, User) and form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            quote = request_quote(
                by=request.user, kits=[KitGiven(revision, given["quantity"])], country=given["country"],
                currency=given["currency"], choices=form.choices(),
            )  # fmt: skip
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            return redirect("web:quote", quote.code)
    context = {
        "build": build, "revision": revision, "form": form, "estimate": estimate_of(revision),
        "ready": revision.state == Revision.State.READY,
    }  # fmt: skip
    return render(request, "web/shop/kit.html", context, status=422 if form.is_bound else 200)
