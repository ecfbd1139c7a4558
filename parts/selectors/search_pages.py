"""A page of the search over parts: its rows, how many there are, and what else could be asked for, in one query."""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Case, Exists, IntegerField, Q, QuerySet, Value, When

from common.instances import instance_of
from common.text import is_storable
from parts.models import Category, Part
from parts.selectors.search import SearchKey, in_colour, matching, search_key
from parts.selectors.search_match import finds
from parts.selectors.search_pages_sql import OTHERS, PART_COLUMNS, SHELF_COLUMNS, page_sql
from parts.selectors.search_query import Asked, asked
from parts.selectors.search_sets import search_minifigs, search_sets
from parts.selectors.search_vocabulary import vocabulary

PAGE = 48
LARGEST_PAGE = 200


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a search. `key` goes back into it: a category's slug, a colour's LDraw code, a kind."""

    key: str
    name: str
    count: int
    rgb: str = ""


@dataclass(frozen=True, slots=True)
class Facets:
    """Each list is counted as if nothing were chosen in it; colours among the 500 best, sets and minifigs to 1,000."""

    categories: list[Facet] = field(default_factory=list)
    colours: list[Facet] = field(default_factory=list)
    kinds: list[Facet] = field(default_factory=list)
    sets: int = 0
    minifigs: int = 0


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`corrected` is what was searched instead, when the words as given find nothing; `loose` says that of the words
    one is missing in each part; `more` is where the next page begins, None on the last."""

    parts: list[Part] = field(default_factory=list)
    facets: Facets = field(default_factory=Facets)
    total: int = 0
    more: SearchKey | None = None
    corrected: str = ""
    loose: bool = False


def search_page(
    text: str = "",
    *,
    category: str = "",
    colour: int | None = None,
    kind: str = "",
    after: SearchKey | None = None,
    size: int = PAGE,
) -> SearchPage:
    """One page of what `search_parts` finds, with totals and facets, in one round trip to the database."""
    if not is_storable(category + kind + (after.name if after else "")):
        return SearchPage()
    size = max(1, min(size, LARGEST_PAGE))
    given = asked(text, vocabulary())
    if not (given.is_empty or given.number or given.attempts):  # signs alone, which nothing is called
        return SearchPage()
    hits = _hits(given, category, colour, kind)
    others = [found.order_by().values(one=Value(1))[:OTHERS] for found in _others(text)]
    with connection.cursor() as cursor:
        cursor.execute(*page_sql(hits, others, after, size + 1, everything=given.is_empty))
        rows = cursor.fetchall()
    return _page(rows, given, size)


def correction_of(text: str) -> str:
    """What `search_parts` searches instead of a text that finds nothing; empty where it finds something itself."""
    given = asked(text, vocabulary())
    if given.number or len(given.attempts) < 2:
        return ""
    tried = Part.objects.order_by().values(attempt=_attempt(given))[:1]
    return _corrected(given, next((row["attempt"] for row in tried), 0))[0]


def _others(text: str) -> tuple[QuerySet[Any], QuerySet[Any]]:
    return search_sets(text), search_minifigs(text)


def _hits(given: Asked, category: str, colour: int | None, kind: str) -> QuerySet[Part]:
    """All that the words match, each with whether it is of the category, the kind and the colour that are wanted."""
    found = matching(Part.objects.order_by(), given).annotate(
        attempt=_attempt(given),
        in_category=_flag(Q(category__in=Category.objects.filter(slug=category)) if category else None),
        in_kind=_flag(Q(kind=kind) if kind else None),
        in_colour=_flag(in_colour(colour) if colour is not None else None),
    )
    names = ("id", "name", "category_id", "kind", "score", "attempt", "in_category", "in_kind", "in_colour")
    return found.values_list(*names)


def _flag(condition: Q | None) -> Any:
    if condition is None:
        return Value(True, output_field=BooleanField())
    # a condition that no row can meet, such as a colour beyond the column, is no expression by itself
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _attempt(given: Asked) -> Any:
    """Which of the ways to take the words was the first to find anything."""
    everything = Part.objects.order_by()
    steps = [When(Exists(everything.filter(finds(one))), then=Value(at)) for at, one in enumerate(given.attempts[:-1])]
    last = Value(max(0, len(given.attempts) - 1))
    return Case(*steps, default=last, output_field=IntegerField()) if steps else last


def _page(rows: list[tuple[Any, ...]], given: Asked, size: int) -> SearchPage:
    facts = rows[0][0]
    parts = [_part(row[1:]) for row in rows if row[1] is not None]
    corrected, loose = _corrected(given, facts["attempt"] or 0) if not given.number else ("", False)
    return SearchPage(
        parts=parts[:size],
        facets=Facets(
            categories=_facet(facts["categories"]),
            colours=_facet(facts["colours"]),
            kinds=_facet(facts["kinds"]),
            sets=facts["sets"],
            minifigs=facts["minifigs"],
        ),
        total=facts["total"],
        more=search_key(parts[size - 1]) if len(parts) > size else None,
        corrected=corrected,
        loose=loose,
    )


def _facet(rows: list[list[Any]] | None) -> list[Facet]:
    return [Facet(str(key), *facet) for key, *facet in rows or ()]


def _corrected(given: Asked, attempt: int) -> tuple[str, bool]:
    """What was searched instead of the words as given (empty when nothing was), and whether a word may be missing."""
    if not attempt:
        return "", False
    used = given.attempts[attempt]
    return (used.text if used.text != given.attempts[0].text else ""), used.leave_one_out


def _part(row: tuple[Any, ...]) -> Part:
    score, *values = row
    shelf_at = len(PART_COLUMNS)
    shelf = instance_of(Category, SHELF_COLUMNS, values[shelf_at:])
    part = instance_of(Part, PART_COLUMNS, values[:shelf_at], category=shelf)
    part.score = score  # type: ignore[attr-defined]
    return part
