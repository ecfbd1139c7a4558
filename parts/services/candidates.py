"""Parts that an unknown reference may mean, told by its name: words first, then spelling. Never taken silently."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection
from rapidfuzz import fuzz

from brickcore.identity import distinct_words, normalise_words, tidy_title
from parts.models import Category, Part
from parts.services.part_rows import PART_COLUMNS, SHELF_COLUMNS, part_of

MOST_UNKNOWN = 60  # names of one list that are searched for: it all happens in one query
PER_NAME = 25  # rows that the database gives for each, before they are compared
MOST_WORDS = 16  # of a name
KEPT = 5  # that a person chooses from
LEAST_SCORE = Decimal("0.60")
NUMBER_SCORE = Decimal("0.90")
"""Of a part that the number itself names, though not alone: above any name that is not quite equal."""

SIZE_USES = 300
NUMBER_USES = 20_000
"""Sizes and bare numbers are not in the vocabulary: a size tells much, a number nearly nothing."""

# For each name, the parts that share two of its three rarest words, ranked; two, since the rarest may be the author's
# own. Any one word would do to find the part, but thousands of names hold "brick", and ranking those for sixty names
# takes seconds. Without a vocabulary all words are rare.
_BY_WORDS = f"""
    WITH given AS MATERIALIZED (
        SELECT * FROM unnest(%s::int[], %s::text[]) AS pairs(place, word)
    ), known AS (
        SELECT word, part_uses FROM parts_searchword WHERE word = ANY(ARRAY(SELECT word FROM given))
    ), asked AS (
        SELECT place, word, row_number() OVER (PARTITION BY place ORDER BY uses, word) AS rarity
        FROM (
            SELECT given.place, given.word, coalesce(
                known.part_uses, CASE WHEN given.word ~ '^[0-9.]+x' THEN {SIZE_USES} ELSE {NUMBER_USES} END
            ) AS uses
            FROM given LEFT JOIN known ON known.word = given.word
            WHERE known.word IS NOT NULL OR given.word ~ '^[0-9]' OR NOT EXISTS (SELECT FROM parts_searchword)
        ) AS rated
    ), query AS (
        SELECT rare.place, string_agg(
            format('(%%s & %%s)', quote_literal(rare.word), quote_literal(other.word)), ' | '
        )::text AS words
        FROM asked AS rare
        JOIN asked AS other ON other.place = rare.place AND other.rarity >= rare.rarity
        WHERE other.rarity <= 3
          AND (other.rarity > rare.rarity OR NOT EXISTS (
              SELECT FROM asked AS more WHERE more.place = rare.place AND more.rarity = 2))
        GROUP BY rare.place
    )
    SELECT query.place, {", ".join(f"found.{name}" for name in PART_COLUMNS)},
        {", ".join(f"shelf.{name}" for name in SHELF_COLUMNS)}
    FROM query
    CROSS JOIN LATERAL to_tsquery('public.catalogue', query.words) AS wanted
    CROSS JOIN LATERAL (
        SELECT {", ".join(PART_COLUMNS)} FROM parts_part
        WHERE search @@ wanted
        ORDER BY ts_rank(search, wanted, 2) DESC, id
        LIMIT %s
    ) AS found
    JOIN parts_category AS shelf ON shelf.id = found.category_id
"""  # noqa: S608 - numbers and columns of our own


_NUMBER, _NAME = PART_COLUMNS.index("number"), PART_COLUMNS.index("name")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A part that may be meant; `score` (0 to 1) is how alike the names are, unless the number itself may mean it."""

    part: Part
    score: Decimal
    is_same_name: bool
    is_by_number: bool = False

    @property
    def reason(self) -> str:
        """Why it may be meant: number, same name, or name."""
        if self.is_by_number:
            return "number"
        return "same name" if self.is_same_name else "name"


class _Scored(NamedTuple):
    row: tuple[Any, ...]
    score: Decimal
    is_same_name: bool


def candidates_for(names: Mapping[int, str]) -> dict[int, list[Candidate]]:
    """The best candidates of each name, by the key it came with, best first. One query for all.

    Only the first 60 names are looked at: a file with more unknown parts needs another look anyway.
    """
    tidy = {place: tidy_title(name) for place, name in names.items() if name.strip()}
    tidy = dict(list(tidy.items())[:MOST_UNKNOWN])
    if not tidy:
        return {}
    asked = list(dict.fromkeys(tidy.values()))
    shelves: dict[int, Category] = {}
    best = {name: _best(name, rows, shelves) for name, rows in zip(asked, _by_words(asked), strict=True)}
    return {place: list(best[name]) for place, name in tidy.items()}


def merged(first: list[Candidate], then: list[Candidate]) -> list[Candidate]:
    """Both, each part once, the best five."""
    known = {candidate.part.pk for candidate in first}
    return [*first, *(candidate for candidate in then if candidate.part.pk not in known)][:KEPT]


def _by_words(names: Sequence[str]) -> list[list[tuple[Any, ...]]]:
    """For each name, the rows of the parts that share its rarest words."""
    pairs = [(place, word) for place, name in enumerate(names) for word in distinct_words(name)[:MOST_WORDS]]
    found: list[list[tuple[Any, ...]]] = [[] for _ in names]
    with connection.cursor() as cursor:
        cursor.execute(_BY_WORDS, [[place for place, _ in pairs], [word for _, word in pairs], PER_NAME])
        for place, *row in cursor.fetchall():
            found[place].append(tuple(row))
    return found


def _best(name: str, rows: Iterable[tuple[Any, ...]], shelves: dict[int, Category]) -> list[Candidate]:
    asked = normalise_words(name)
    likely = [scored for row in rows if (scored := _scored(asked, row)).score >= LEAST_SCORE]
    likely.sort(key=lambda scored: (not scored.is_same_name, -scored.score, scored.row[_NUMBER]))
    # Only what is kept becomes a part: making the other twenty takes longer than ranking them.
    return [Candidate(part_of(row, shelves), score, same) for row, score, same in likely[:KEPT]]


def _scored(asked: str, row: tuple[Any, ...]) -> _Scored:
    known = normalise_words(row[_NAME])
    score = Decimal(f"{fuzz.token_sort_ratio(asked, known) / 100:.2f}")
    return _Scored(row, score, asked == known)
