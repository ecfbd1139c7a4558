"""Parts that an unknown reference may mean, told by its name: words first, then spelling. Never taken silently."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz

from brickcore.identity import distinct_words, normalise_words, tidy_title
from parts.models import Category, Part

MOST_UNKNOWN = 60
PER_NAME = 25
MOST_WORDS = 16
KEPT = 5
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
    WITH asked AS (
        SELECT place, word, row_number() OVER (PARTITION BY place ORDER BY uses, word) AS rarity
        FROM (
            SELECT given.place, given.word, coalesce(
                known.part_uses, CASE WHEN given.word ~ '^[0-9.]+x' THEN {SIZE_USES} ELSE {NUMBER_USES} END
            ) AS uses
            FROM unnest(%s::int[], %s::text[]) AS given(place, word)
            LEFT JOIN parts_searchword AS known ON known.word = given.word
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
    SELECT query.place, found.*, shelf.name AS shelf_name, shelf.slug AS shelf_slug
    FROM query
    CROSS JOIN LATERAL to_tsquery('public.catalogue', query.words) AS wanted
    CROSS JOIN LATERAL (
        SELECT id, number, name, kind, category_id, print_of_id, width, height, depth, weight, weight_estimated
        FROM parts_part
        WHERE search @@ wanted
        ORDER BY ts_rank(search, wanted, 2) DESC, id
        LIMIT %s
    ) AS found
    JOIN parts_category AS shelf ON shelf.id = found.category_id
"""  # noqa: S608 - numbers of our own


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


def candidates_for(names: Mapping[int, str]) -> dict[int, list[Candidate]]:
    """The best candidates of each name, by the key it came with, best first. One query for all.

    Only the first 60 names are looked at: a file with more unknown parts needs another look anyway.
    """
    tidy = {place: tidy_title(name) for place, name in names.items() if name.strip()}
    tidy = dict(list(tidy.items())[:MOST_UNKNOWN])
    if not tidy:
        return {}
    found: dict[int, list[Candidate]] = {place: [] for place in tidy}
    pairs = [(place, word) for place, name in tidy.items() for word in distinct_words(name)[:MOST_WORDS]]
    places, words = [place for place, _word in pairs], [word for _place, word in pairs]
    rows: Iterable[Any] = Part.objects.raw(_BY_WORDS, [places, words, PER_NAME])
    for part in rows:
        part.category = Category(part.category_id, part.shelf_name, part.shelf_slug)
        found[part.place].append(_candidate(tidy[part.place], part))
    return {place: _best(candidates) for place, candidates in found.items()}


def merged(first: list[Candidate], then: list[Candidate]) -> list[Candidate]:
    """Both, each part once, the best five."""
    known = {candidate.part.pk for candidate in first}
    return [*first, *(candidate for candidate in then if candidate.part.pk not in known)][:KEPT]


def _candidate(name: str, part: Part) -> Candidate:
    asked, known = normalise_words(name), normalise_words(part.name)
    score = Decimal(f"{fuzz.token_sort_ratio(asked, known) / 100:.2f}")
    return Candidate(part, score, asked == known)


def _best(candidates: list[Candidate]) -> list[Candidate]:
    likely = [candidate for candidate in candidates if candidate.score >= LEAST_SCORE]
    ranked = sorted(likely, key=lambda candidate: (not candidate.is_same_name, -candidate.score, candidate.part.number))
    return ranked[:KEPT]
