"""Colours to look through, and one with the parts made in it."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.errors import NotFound
from parts.selectors import colour_by_number, parts_in_colour
from parts.selectors.own_numbers import part_by_own_number
from web.keysets import stretch, whole_keys
from web.present.colour_page import SYSTEMS, colour_page, finish_groups
from web.present.part_pictures import pictures_of

SAMPLE = "3001"
"""The part that shows how a colour looks: a brick with studs and plain sides."""


@require_safe
def colours(request: HttpRequest) -> HttpResponse:
    """All colours, by finish."""
    context = {"groups": finish_groups(), "systems": [system.label for system in SYSTEMS]}
    return render(request, "web/colours/list.html", context)


@require_safe
def colour(request: HttpRequest, number: int) -> HttpResponse:
    """One colour: how it looks, its numbers, the parts known in it."""
    found = colour_by_number(number)
    if found is None:
        raise NotFound("NO_SUCH_COLOUR", _("The catalogue has no such colour."))
    rows = parts_in_colour(found)
    total = rows.count()
    if key := whole_keys(request.GET, 3):
        sets, standing, last = key
        level = Q(standing__lt=standing) | Q(standing=standing, pk__gt=last)
        rows = rows.filter(Q(set_count__lt=sets) | Q(set_count=sets) & level)
    shown = stretch(rows, request.GET, lambda row: [row.set_count, row.part.standing, row.pk])
    sample = part_by_own_number(SAMPLE)
    context = {
        "page": colour_page(found),
        "sample": sample,
        "shown": shown,
        "total": total,
        "pictures": pictures_of(((row.part, found) for row in shown.rows), large=[(sample, found)] if sample else ()),
    }
    return render(request, "web/colours/colour.html", context)
