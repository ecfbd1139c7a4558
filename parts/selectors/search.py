"""Search over the parts: a number in any system, or words as builders write them (docs/algorithms/search.md)."""

from typing import Any, NamedTuple

from django.db.models import Case, Exists, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from common.text import is_storable
from parts.models import Element, Part, PartColour, PartNumber
from parts.selectors.search_match import (
    BEGINS_SO,
    OTHER_NUMBER,
    OWN_NUMBER,
    any_number,
    matches_words,
    own_number,
    word_score,
)
from parts.selectors.search_query import Asked, asked
from parts.selectors.search_vocabulary import vocabulary


class SearchKey(NamedTuple):
    """Where a part stands in a search's order: keyset paging continues after it or before it."""

    score: int
    name: str
    id: int


def search_key(part: Part) -> SearchKey:
    """The place of a part that `search_parts` returned."""
    return SearchKey(part.score, part.name, part.pk)  # type: ignore[attr-defined]


def search_parts(
    text: str = "",
    *,
    category: str = "",
    colour: int | None = None,
    kind: str = "",
    after: SearchKey | None = None,
    before: SearchKey | None = None,
) -> QuerySet[Part]:
    """Parts that match all words of `text`, best first, with their category; `score` is annotated.

    A part whose number in any system is the text goes first, then parts whose number begins so, then names. Where the
    words find nothing, their typing errors are corrected. `category` is a slug, `colour` LDraw's code of a colour that
    the part exists in, `kind` one of Part.Kind. Empty text lists all, those most likely meant first.
    """
    found = Part.objects.defer("search", "keywords").select_related("category")
    if not is_storable(category + kind):
        return scored(found.none(), asked("", vocabulary()))
    found = matching(found, asked(text, vocabulary()))
    if category:
        found = found.filter(category__slug=category)
    if kind:
        found = found.filter(kind=kind)
    if colour is not None:
        found = found.filter(in_colour(colour))
    if after is not None:
        found = found.filter(beyond(after, "lt", "gt"))
    if before is not None:
        found = found.filter(beyond(before, "gt", "lt"))
    return found.order_by(F("score").desc(), "name", "pk")


def matching(found: QuerySet[Part], given: Asked) -> QuerySet[Part]:
    """The rows that are asked for, with their score."""
    if given.is_empty:
        return scored(found, given)
    matches = matches_words(given.attempts, Part.objects.all())
    if given.number:
        found_by_words = matches
        matches |= own_number([given.number]) | any_number(given.number) | Q(number__startswith=given.number)
        if given.near:
            matches |= own_number(given.near) & ~_is_known(given.number, found_by_words)
    return scored(found.filter(matches), given)


def _is_known(number: str, words: Q) -> Q:
    """Whether anything has the number or the word; where nothing has, parts are shown that the number may stand for.

    Each table is asked by itself and has an index for it; asked together, PostgreSQL may read all parts for an answer.
    """
    named = Exists(PartNumber.objects.filter(number=number)) | Exists(Element.objects.filter(number=number))
    begins_so = Part.objects.filter(number__startswith=number)
    return named | Exists(begins_so) | Exists(Part.objects.filter(words))


def scored(found: QuerySet[Part], given: Asked) -> QuerySet[Part]:
    """The rows with their `score`: a whole number, so that it can be a place to continue from."""
    if given.is_empty:
        return found.annotate(score=F("standing"))
    words = F("standing") + word_score(given)
    if not given.number:
        return found.annotate(score=Cast(words, IntegerField()))
    steps = (
        When(own_number([given.number]), then=Value(OWN_NUMBER)),
        When(any_number(given.number), then=Value(OTHER_NUMBER)),
        When(number__startswith=given.number, then=Value(BEGINS_SO)),
    )
    return found.annotate(score=Cast(words + Case(*steps, default=Value(0)), IntegerField()))


def in_colour(number: int) -> Q:
    """Parts that exist in the colour with this LDraw code."""
    return Q(pk__in=PartColour.objects.filter(colour__number=number).values("part_id"))


def beyond(key: SearchKey, score: str, name: str) -> Q:
    """Rows on one side of a place in the order."""
    same: dict[str, Any] = {"score": key.score}
    return (
        Q(**{f"score__{score}": key.score})
        | Q(**same, **{f"name__{name}": key.name})
        | Q(**same, name=key.name, **{f"pk__{name}": key.id})
    )
