"""Searching everything at once, and what the search field suggests while somebody types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from web.present.part_pictures import pictures_of
from web.present.search_page import search_page
from web.present.suggestions import part_suggestions, suggestions

LONGEST = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The first builds, parts, sets and minifigures that fit, each with the way to all of them."""
    page = search_page(request.user, _words(request))
    return render(
        request,
        "web/search/page.html",
        {"page": page, "pictures": pictures_of((part, None) for part in page.parts.parts), "asked": {"q": page.words}},
    )


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """A list of suggestions, as a fragment for the list under the search field."""
    response = render(request, "web/search/suggestions.html", {"groups": suggestions(_words(request))})
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


@require_safe
def suggest_parts(request: HttpRequest) -> HttpResponse:
    """The same of parts alone, for a field that takes a part's number."""
    response = render(request, "web/search/part_suggestions.html", {"found": part_suggestions(_words(request))})
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:LONGEST].replace("\0", "")
