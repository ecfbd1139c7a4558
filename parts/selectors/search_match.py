"""What an asked text matches, as conditions on rows that have the column `search`."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery
from django.db.models import BooleanField, Case, Exists, F, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Greatest

from parts.models import Element, Part, PartColour, PartNumber
from parts.selectors.search_query import Asked, Attempt, Reading

CONFIGURATION = "catalogue"
NOTHING = ""
NO_ROW = -1
OWN_NUMBER = 3_000_000
OTHER_NUMBER = 2_000_000
BEGINS_SO = 1_000_000

IN_NAME, IN_OTHER_NAME, IN_DETAILS = 600, 550, 300
"""For words that stand in what a name says first, in what another source's name says first, or anywhere in names."""

IN_THEME = 200
"""For words of which some stand in a set's name and some in its theme's."""

SAID_BESIDE, HEAD_WORD = 16, 4
"""What each unit of a name's length costs; a word of what it says first is four units long.

So the name that says least beside what was asked is the plainest part's.
"""

IN_ORDER = 250
"""For a size in the order asked for: `1 × 2` before `2 × 1`."""

LITERAL = 200
"""For words as they were written: the last one whole, not the beginning of a longer one, and none by a synonym."""

NOTHING_BESIDE = 150
"""For a name that says what was asked and no more."""

DENIED, FEWEST_TO_DENY = 200, 3
"""What it costs to be without what was asked for; a text of a word or two asks for no details."""


def words(query: str) -> SearchQuery:
    """A query in the language of `to_tsquery`, against the catalogue's own configuration."""
    return SearchQuery(query, search_type="raw", config=CONFIGURATION)


class Matches(Func):
    """Whether a search vector matches a query that the database works out once."""

    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()
    arity = 2


def matches_words(attempts: Sequence[Attempt], rows: QuerySet[Any]) -> Q:
    """Rows that the first attempt finds, or where that finds nothing at all in `rows` the second, and so on."""
    if not attempts:
        return Q(pk=NO_ROW)
    found = Q(Matches(F("search"), _first_that_finds([attempt.query() for attempt in attempts], attempts, rows)))
    if attempts[0].coloured:
        queries = [attempt.coloured.query() if attempt.coloured else NOTHING for attempt in attempts]
        found |= Q(Matches(F("search"), _first_that_finds(queries, attempts, rows))) & _in_colours(attempts)
    return found


def _first_that_finds(queries: Sequence[str], attempts: Sequence[Attempt], rows: QuerySet[Any]) -> Any:
    """Of the queries, one for each attempt, that of the first attempt that finds anything; at last, the last one."""
    steps = [
        When(Exists(rows.filter(finds(attempt)).order_by()), then=words(query))
        for attempt, query in zip(attempts[:-1], queries, strict=False)
    ]
    last = words(queries[-1])
    return Case(*steps, default=last) if steps else last


def finds(attempt: Attempt) -> Q:
    """Rows that match one way to take the words."""
    found = Q(search=words(attempt.query()))
    if attempt.coloured:
        found |= Q(search=words(attempt.coloured.query())) & _in_colours([attempt])
    return found


def _in_colours(attempts: Iterable[Attempt]) -> Q:
    keys = {key for attempt in attempts if attempt.coloured for key in attempt.coloured.colours}
    return Q(pk__in=PartColour.objects.filter(colour_id__in=keys).values("part_id"))


class OneOf(Func):
    """Whether a key is in a query's answer, read once into an array: unlike IN, that goes together with an index."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()
    arity = 2


def one_of(keys: QuerySet[Any]) -> Q:
    """Rows whose key is among these."""
    return Q(OneOf(F("pk"), ArraySubquery(keys)))


def own_number(numbers: Collection[str]) -> Q:
    """Parts that have one of these as a number of their own, or as the number of an element."""
    own = PartNumber.objects.filter(number__in=numbers, rule__in=(PartNumber.Rule.CORRECTED, PartNumber.Rule.OWN))
    shown = Part.objects.filter(number__in=numbers)
    elements = Element.objects.filter(number__in=numbers)
    return one_of(own.values("part_id").union(shown.values("pk"), elements.values("part_id")))


def any_number(number: str) -> Q:
    """Parts that a system calls so, or called so once."""
    return one_of(PartNumber.objects.filter(number=number).values("part_id"))


def word_score(given: Asked) -> Any:
    """What the words add to a part's standing."""
    if not given.attempts:
        return Value(0)
    queries = [query for attempt in given.attempts for query in attempt.readings()]
    score: Any = _name_score(queries, min(attempt.said for attempt in given.attempts))
    score += _bonus(IN_ORDER, [term.exact for attempt in given.attempts for term in attempt.terms if term.exact])
    score += _bonus(LITERAL, [query("", literal=True) for query in queries])
    if len(given.attempts[0].terms) < FEWEST_TO_DENY:
        return score
    return score - _bonus(DENIED, [term.denied() for attempt in given.attempts for term in attempt.terms])


def name_bonus(given: Asked) -> Any:
    """What the words add to the standing of a row that has one name, and maybe a theme with another."""
    queries = [query for attempt in given.attempts for query in attempt.readings()]
    score = _bonus(IN_THEME, [query("AC") for query in queries]) + _bonus(
        IN_DETAILS - IN_THEME, [query("A") for query in queries]
    )
    return score + _bonus(LITERAL, [query("", literal=True) for query in queries])


def _name_score(readings: Sequence[Reading], said: int) -> Case:
    """Judged from the best place down, since each look into a row's words costs a microsecond."""
    in_name, in_other_name, anywhere = (_either(query(place) for query in readings) for place in ("A", "D", "ABD"))
    whole_name, whole_other = (_either(query(place, whole=True) for query in readings) for place in ("A", "D"))
    name, other = IN_NAME - SAID_BESIDE * F("name_length"), IN_OTHER_NAME - SAID_BESIDE * F("other_length")
    other_is_shorter = Q(other_length__gt=0, other_length__lt=F("name_length") - HEAD_WORD)
    return Case(
        When(name_length__lte=HEAD_WORD * said, search=words(whole_name), then=name + NOTHING_BESIDE),
        When(other_length__lte=HEAD_WORD * said, search=words(whole_other), then=other + NOTHING_BESIDE),
        When(other_is_shorter, search=words(in_other_name), then=other),
        When(search=words(in_name), then=name),
        When(search=words(in_other_name), then=other),
        When(search=words(anywhere), then=Greatest(IN_DETAILS - SAID_BESIDE * F("name_length"), Value(0))),
        default=Value(0),
        output_field=IntegerField(),
    )


def _bonus(worth: int, queries: Iterable[str]) -> Any:
    either = _either(queries)
    return _case(either, Value(worth)) if either else Value(0)


def _case(query: str, worth: Any) -> Case:
    return Case(When(search=words(query), then=worth), default=Value(0), output_field=IntegerField())


def _either(queries: Iterable[str]) -> str:
    return " | ".join(f"({query})" for query in dict.fromkeys(queries) if query)
