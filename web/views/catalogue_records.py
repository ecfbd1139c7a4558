"""Where the catalogue comes from: each import, what it brought, and what it refused."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parts.selectors import catalogue_imports
from web.keysets import newest_first
from web.present.import_runs import import_run


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Imports, the newest first."""
    found = catalogue_imports()
    shown = newest_first(found, request.GET)
    return render(request, "web/sources.html", {"runs": [import_run(row) for row in shown.rows], "shown": shown})
