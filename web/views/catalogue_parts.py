"""One part, and the lists behind the first few of its relatives, sets and builds."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from builds.selectors import builds_with_part, with_remix_count
from common.errors import NotFound
from parts.models import Colour, Part, PartRelation, Set
from parts.selectors import colour_by_number, parts_by_id, sets_with_part
from parts.selectors.related import related
from web.keysets import newest_first, stretch, whole_keys, word_key
from web.present.cards import cards_of
from web.present.part_page import part_page, pictures_on
from web.present.part_pictures import pictures_of
from web.present.part_relations import GROUPS, HEADS, related_part


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
    if key := whole_keys(request.GET, 2):
        found = found.filter(Q(known_year__lt=key[0]) | Q(known_year=key[0], pk__gt=key[1]))
    shown = stretch(found, request.GET, _set_key)
    return render(request, "web/part/all_sets.html", {"part": own, "shown": shown})


@require_safe
def builds_of_part(request: HttpRequest, pk: int) -> HttpResponse:
    """All builds that use the part and that this person may see, the newest first."""
    own = access_part(pk)
    found = with_remix_count(builds_with_part(request.user, own))
    shown = newest_first(found, request.GET)
    return render(request, "web/part/all_builds.html", {"part": own, "shown": shown, "cards": cards_of(shown.rows)})


def access_part(pk: int) -> Part:
    """The part with its shelf. Raises NotFound."""
    found = parts_by_id([pk]).get(pk)
    if found is None:
        raise NotFound("NO_SUCH_PART", _("The catalogue has no such part."))
    return found


def _set_key(row: Set) -> list[int]:
    return [row.known_year, row.pk]  # type: ignore[attr-defined]  # annotated


def _number_of_other(row: PartRelation) -> list[str]:
    return [row.other_number]  # type: ignore[attr-defined]  # annotated


def _asked_colour(request: HttpRequest) -> Colour | None:
    asked = request.GET.get("colour", "")
    if not asked:
        return None
    colour = colour_by_number(asked)
    if colour is None:
        raise NotFound("NO_SUCH_COLOUR", _("The catalogue has no such colour. The part’s page shows those there are."))
    return colour
