"""A designer's terms, from the build's edit page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from builds.selectors import access_own_build
from common.errors import Invalid
from shop.services.design_terms import set_design_terms
from web.forms.terms import TermsForm
from web.present.store.terms import terms_shown
from web.views.people import MemberRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: MemberRequest, slug: str) -> HttpResponse:
    """Save them; what is refused stands on a page of its own, with what was typed."""
    build = access_own_build(request.user, slug)
    edit = reverse("web:edit", args=[slug]) + "#terms"
    if request.method != "POST":
        return redirect(edit)
    form = TermsForm(request.POST)
    if form.is_valid():
        try:
            set_design_terms(build=build, by=request.user, **form.given())
        except Invalid as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved. Quotes that were made before keep what they were made with."))
            return redirect(edit)
    context = {"build": build, "terms": terms_shown(build, request.user, form)}
    return render(request, "web/store/terms.html", context, status=422)
