"""Parts to look through, one part, and how the site's numbers are made."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common import cursors
from common.errors import NotFound
from parts.selectors import SearchKey, categories, parts_by_id, search_key, search_parts
from web.present.part_page import part_page

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
        "words": words,
        "shelf": next((one for one in shelves if one.slug == shelf), None),
        "shelves": shelves,
        "total": sum(getattr(one, "part_count", 0) for one in shelves),  # annotated by `categories`
        "more": more,
        "continued": "after" in request.GET,
    }
    return render(request, "web/parts.html", context)


@require_safe
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """One part: its measures, numbers, prices seen, relations."""
    found = parts_by_id([pk]).get(pk)
    if found is None:
        raise NotFound("NO_SUCH_PART", _("The catalogue has no such part."))
    return render(request, "web/part.html", {"page": part_page(found)})


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
