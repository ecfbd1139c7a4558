"""One part, and the lists behind the first few of its relatives, sets and builds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from builds.selectors import builds_with_part, with_remix_count
from common.errors import NotFound
from parts.models import Colour, PartRelation
from parts.selectors import sets_with_part
from parts.selectors.related import related
from web.keysets import newest_first, stretch, word_key
from web.present.cards import cards_of
from web.present.part_page import part_page, pictures_on
from web.present.part_pictures import pictures_of
from web.present.part_relations import GROUPS, HEADS, related_part
from web.present.set_list import newest_sets
from web.views.catalogue_access import access_colour, access_part


@require_safe
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """One part in one colour: picture, numbers, colours, relatives, sets, builds, prices seen."""
    page = part_page(access_part(pk), request.user, _asked_colour(request), request.GET)
    return render(request, "web/part/page.html", {"page": page, "pictures": pictures_on(page)})


@require_safe
def related_parts(request: HttpRequest, pk: int, group: str) -> HttpResponse:
    """All parts that relate to this one in one way."""
    own = access_part(pk)
    if group not in GROUPS:
        raise NotFound("NO_SUCH_GROUP", _("There is no such relation. The part’s page shows those there are."))
    kind, upward = GROUPS[group]
    shown = stretch(related(own, kind, upward=upward, after=word_key(request.GET)), request.GET, _number_of_other)
    others = [related_part(row, upward=upward) for row in shown.rows]
    context = {
        "part": own,
        "head": HEADS[kind, upward][1],
        "others": others,
        "shown": shown,
        "pictures": pictures_of((other.part, other.colour) for other in others),
    }
    return render(request, "web/part/related.html", context)


@require_safe
def sets_of_part(request: HttpRequest, pk: int) -> HttpResponse:
    """All sets that hold the part, the newest first."""
    own = access_part(pk)
    found = sets_with_part(own)
    shown = newest_sets(found, request.GET)
    return render(request, "web/part/all_sets.html", {"part": own, "shown": shown})


@require_safe
def builds_of_part(request: HttpRequest, pk: int) -> HttpResponse:
    """All builds that use the part and that this person may see, the newest first."""
    own = access_part(pk)
    found = with_remix_count(builds_with_part(request.user, own))
    shown = newest_first(found, request.GET)
    return render(request, "web/part/all_builds.html", {"part": own, "shown": shown, "cards": cards_of(shown.rows)})


def _number_of_other(row: PartRelation) -> list[str]:
    return [row.other_number]  # type: ignore[attr-defined]  # annotated


def _asked_colour(request: HttpRequest) -> Colour | None:
    asked = request.GET.get("colour", "")
    return access_colour(asked) if asked else None
