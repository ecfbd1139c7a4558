"""Search over sets and minifigures: a number with or without its version, or words of the name."""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Length, Ln

from parts.models import Minifig, Set
from parts.selectors.search_match import matches_words, name_bonus
from parts.selectors.search_query import Asked, asked
from parts.selectors.search_vocabulary import vocabulary

Row = TypeVar("Row", Set, Minifig)

SAME_NUMBER = 3_000_000
BEGINS_SO = 1_000_000
PIECES_WORTH = 60
"""What a set of e times as many pieces is worth: of sets with one name, the large one is meant."""

LETTER_COSTS = 8
"""What each letter of a name costs: the name that says least beside what was asked comes first."""


class NamedKey(NamedTuple):
    """Where a set or a minifigure stands in a search's order: keyset paging continues after it or before it."""

    score: int
    number: str


def named_key(row: Set | Minifig) -> NamedKey:
    """The place of a row that `search_sets` or `search_minifigs` returned."""
    return NamedKey(row.score, row.number)  # type: ignore[union-attr]


def search_sets(
    text: str = "",
    *,
    theme: int | None = None,
    year: int | None = None,
    after: NamedKey | None = None,
    before: NamedKey | None = None,
) -> QuerySet[Set]:
    """Sets that match all words of `text`, best first, with their theme; `score` is annotated. Empty text lists all.

    `10019` finds 10019-1. `theme` is a theme's number, `year` the year of the set.
    """
    found = _matching(Set.objects.defer("search").select_related("theme"), Set.objects.all(), text)
    if theme is not None:
        found = found.filter(theme__number=theme)
    if year is not None:
        found = found.filter(year=year)
    return _between(found, after, before)


def search_minifigs(
    text: str = "", *, after: NamedKey | None = None, before: NamedKey | None = None
) -> QuerySet[Minifig]:
    """Minifigures that match all words of `text`, best first; `score` is annotated. Empty text lists all."""
    return _between(_matching(Minifig.objects.defer("search"), Minifig.objects.all(), text), after, before)


def _matching(found: QuerySet[Row], everything: QuerySet[Row], text: str) -> QuerySet[Row]:
    given = asked(text, vocabulary(), of_parts=False)
    if given.is_empty:
        return found.annotate(score=Cast(Value(0), IntegerField()))
    matches = matches_words(given.attempts, everything)
    if given.number:
        matches |= Q(number__startswith=given.number)
    return found.filter(matches).annotate(score=Cast(_score(given), IntegerField()))


def _score(given: Asked) -> Any:
    words = name_bonus(given) + PIECES_WORTH * Ln(F("part_count") + 1) - LETTER_COSTS * Length("name")
    if not given.number:
        return words
    steps: Sequence[When] = (
        When(number__in=(given.number, f"{given.number}-1"), then=Value(SAME_NUMBER)),
        When(number__startswith=f"{given.number}-", then=Value(SAME_NUMBER - 1000)),
        When(number__startswith=given.number, then=Value(BEGINS_SO)),
    )
    return words + Case(*steps, default=Value(0))


def _between(found: QuerySet[Row], after: NamedKey | None, before: NamedKey | None) -> QuerySet[Row]:
    if after is not None:
        found = found.filter(Q(score__lt=after.score) | Q(score=after.score, number__gt=after.number))
    if before is not None:
        found = found.filter(Q(score__gt=before.score) | Q(score=before.score, number__lt=before.number))
    return found.order_by(F("score").desc(), "number")
