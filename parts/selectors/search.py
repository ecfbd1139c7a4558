"""Search over the catalogue: numbers first, then words, the last of which may be unfinished."""

import re
from typing import NamedTuple

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from brickcore.identity import normalise_number, normalise_words
from common.text import is_storable
from parts.models import Part, PartNumber

MAX_WORDS = 12
EXACT_NUMBER = 2_000_000
NUMBER_PREFIX = 1_000_000
RANK_SCALE = 500_000
NO_SCORE = Cast(Value(0), IntegerField())  # cast, because ORDER BY takes a bare 0 for a column's place


class SearchKey(NamedTuple):
    """Where a part stands in a search's order: keyset paging continues after it or before it."""

    score: int
    name: str
    id: int


def search_key(part: Part) -> SearchKey:
    """The place of a part that `search_parts` returned."""
    return SearchKey(part.score, part.name, part.pk)  # type: ignore[attr-defined]


def search_parts(
    text: str = "", *, category: str = "", after: SearchKey | None = None, before: SearchKey | None = None
) -> QuerySet[Part]:
    """Parts that match all words of `text`, best first, with their category; `score` is annotated.

    A number of any system that equals the text goes first, then numbers that begin with it, then names; short names
    before long ones, so that the plain part stands before its prints. `category` is a slug. Empty text lists all.
    """
    found = Part.objects.defer("search", "keywords").select_related("category")
    if not is_storable(text + category):
        return found.none().annotate(score=NO_SCORE)
    found = _matching(found, text.strip())
    if category:
        found = found.filter(category__slug=category)
    if after is not None:
        found = found.filter(_beyond(after, "lt", "gt"))
    if before is not None:
        found = found.filter(_beyond(before, "gt", "lt"))
    return found.order_by(F("score").desc(), "name", "pk")


def _matching(found: QuerySet[Part], text: str) -> QuerySet[Part]:
    number = normalise_number(text)
    if not text:
        return found.annotate(score=NO_SCORE)
    if not number:
        return found.none().annotate(score=NO_SCORE)
    same_number = Q(pk__in=PartNumber.objects.filter(number=number).values("part_id")) | Q(number=number)
    begins = Q(number__startswith=number)
    query = _words_query(text)
    if query is None:
        return _scored(found.filter(same_number | begins), same_number, begins, NO_SCORE)
    rank = Cast(SearchRank(F("search"), query, normalization=Value(2)) * RANK_SCALE, IntegerField())
    return _scored(found.filter(same_number | begins | Q(search=query)), same_number, begins, rank)


def _scored(found: QuerySet[Part], same_number: Q, begins: Q, rank: Cast) -> QuerySet[Part]:
    steps = (When(same_number, then=Value(EXACT_NUMBER)), When(begins, then=Value(NUMBER_PREFIX)))
    return found.annotate(score=Case(*steps, default=rank, output_field=IntegerField()))


def _words_query(text: str) -> SearchQuery | None:
    words = re.findall(r"\w+", normalise_words(text))[:MAX_WORDS]
    if not words:
        return None
    # An unfinished number would find every longer one (4 -> 4, 40, 48), so only a word may be unfinished.
    if not words[-1].isdigit():
        words[-1] += ":*"
    return SearchQuery(" & ".join(words), search_type="raw", config="english")


def _beyond(key: SearchKey, score: str, name: str) -> Q:
    same = Q(score=key.score)
    return (
        Q(**{f"score__{score}": key.score})
        | same & Q(**{f"name__{name}": key.name})
        | same & Q(name=key.name, **{f"pk__{name}": key.id})
    )
