"""Sets and minifigures: the shelf of sets, and one of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.errors import NotFound
from parts.selectors import minifig_by_number, set_by_number
from web.present.part_pictures import pictures_of
from web.present.set_list import set_list
from web.present.set_page import minifig_page, pairs_in, set_page


@require_safe
def sets(request: HttpRequest) -> HttpResponse:
    """Sets by words, theme and year."""
    return render(request, "web/sets/list.html", {"page": set_list(request.GET)})


@require_safe
def one_set(request: HttpRequest, number: str) -> HttpResponse:
    """One set with what it holds."""
    found = set_by_number(number)
    if found is None:
        raise NotFound("NO_SUCH_SET", _("The catalogue has no set of that number."))
    page = set_page(found, request.GET)
    return render(request, "web/sets/set.html", {"page": page, "pictures": pictures_of(pairs_in(page.lots))})


@require_safe
def minifig(request: HttpRequest, number: str) -> HttpResponse:
    """One minifigure with its parts and the sets that hold it."""
    found = minifig_by_number(number)
    if found is None:
        raise NotFound("NO_SUCH_MINIFIG", _("The catalogue has no minifigure of that number."))
    page = minifig_page(found, request.GET)
    return render(request, "web/sets/minifig.html", {"page": page, "pictures": pictures_of(pairs_in(page.lots))})
