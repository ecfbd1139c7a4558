"""Parts to look through, and how the site's numbers are made."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common import cursors
from parts.selectors import SearchKey, categories, search_key, search_parts
from web.present.part_pictures import pictures_of

PAGE = 48


@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """Search in the catalogue, shelf by shelf."""
    words = request.GET.get("q", "").strip()[:200].replace("\0", "")
    shelf = request.GET.get("category", "")[:80].replace("\0", "")
    rows = list(search_parts(words, category=shelf, after=_after(request.GET.getlist("after")))[: PAGE + 1])
    shelves = list(categories())
    more = ""
    if len(rows) > PAGE:
        rows = rows[:PAGE]
        more = urlencode({"q": words, "category": shelf, "after": list(search_key(rows[-1]))}, doseq=True)
    context = {
        "parts": rows,
        "pictures": pictures_of((row, None) for row in rows),
        "words": words,
        "shelf": next((one for one in shelves if one.slug == shelf), None),
        "shelves": shelves,
        "total": sum(getattr(one, "part_count", 0) for one in shelves),  # annotated by `categories`
        "more": more,
        "continued": "after" in request.GET,
    }
    return render(request, "web/parts.html", context)


@require_safe
def how_numbers_are_made(request: HttpRequest) -> HttpResponse:
    """Where each figure comes from, in words."""
    return render(request, "web/how.html")


def _after(given: list[str]) -> SearchKey | None:
    try:
        score, name, pk = given
        return SearchKey(cursors.whole(int(score)), cursors.words(name), cursors.whole(int(pk)))
    except ValueError:
        return None
