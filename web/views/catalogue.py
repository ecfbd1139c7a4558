"""Parts to look through, and how the site's numbers are made."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from web.present.part_pictures import pictures_of
from web.present.parts_list import parts_list
from web.present.rules import RULES


@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """Parts by words or number, shelf, kind and colour."""
    page = parts_list(request.GET)
    pictures = pictures_of((part, page.colour) for part in page.found.parts)
    return render(request, "web/parts.html", {"page": page, "pictures": pictures})


@require_safe
def how_numbers_are_made(request: HttpRequest) -> HttpResponse:
    """Where each figure comes from, in words."""
    return render(request, "web/how.html", {"rules": RULES})
