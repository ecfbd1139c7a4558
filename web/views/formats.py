"""Which files are taken and given."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from web.present.formats import format_groups


@require_safe
def formats(request: HttpRequest) -> HttpResponse:
    """All formats, what is read and written of each, and what is lost on the way."""
    return render(request, "web/formats.html", {"groups": format_groups()})
