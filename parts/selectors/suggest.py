"""What to offer while somebody types: the word that was begun, categories, parts, sets, minifigures, in one query."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast, Length

from parts.models import Category, Part
from parts.selectors.search import search_parts
from parts.selectors.search_query import Asked, asked
from parts.selectors.search_sets import search_minifigs, search_sets
from parts.selectors.search_text import tokens
from parts.selectors.search_vocabulary import Vocabulary, vocabulary

WORDS, CATEGORIES, SETS, MINIFIGS = 1, 1, 2, 1
"""How many of each at most; parts take the rest."""

SHORT = 3
"""Letters from which on names are searched: two begin half the catalogue's names, so they only complete words."""

COMMON_WORD = 1500
"""Where every word stands in more names of parts, plain parts are enough: prints would be read for nothing.

So they are for one or two signs of a number, with which thousands begin.
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`kind` is word, category, part, set or minifig; `key` the words to search, a slug, a part's key, or a number.

    `picture` is the key of the part to show; only parts have one.
    """

    kind: str
    key: str
    number: str
    name: str
    picture: int | None = None


def suggest(text: str, *, limit: int = 8) -> list[Suggestion]:
    """At most `limit` suggestions: the word that was begun, categories, parts, sets, minifigures."""
    known = vocabulary()
    given = asked(text, known)
    if limit < 1 or given.is_empty or not (given.attempts or given.number):
        return []
    found = {"word": [Suggestion("word", words, "", words) for words in _finished(text, known)]}
    for kind, key, number, name, picture in _rows(text, given, known, limit):
        found.setdefault(kind, []).append(Suggestion(kind, key, number, name, picture))
    others = [*found["word"][:WORDS], *found.get("category", ())]
    behind = [*found.get("set", ()), *found.get("minifig", ())]
    parts = found.get("part", [])[: max(limit - len(others) - len(behind), 1)]
    return [*others, *parts, *behind][:limit]


def _finished(text: str, known: Vocabulary) -> list[str]:
    """The text with its last word finished, unless that is a commoner word as it stands."""
    last = tokens(text)[-1:]
    if not last or not last[0].word.isalpha() or len(last[0].word) < 2:
        return []
    word, begun = last[0].word, text.strip()
    longer = [other for other in known.completions(word)[:WORDS] if known.uses(other) > known.uses(word)]
    return [begun[: len(begun) - len(word)].lower() + other for other in longer]


def _rows(text: str, given: Asked, known: Vocabulary, limit: int) -> list[tuple[Any, ...]]:
    queries = [_categories(text)]
    if given.number or any(len(token.text) >= SHORT for token in tokens(text)):
        queries += [
            _named("part", _parts(text, given, known), limit, key="pk", picture=F("pk")),
            _named("set", search_sets(text), SETS),
            _named("minifig", search_minifigs(text), MINIFIGS),
        ]
    compiled = [query.query.sql_with_params() for query in queries]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"({sql})" for sql, _ in compiled), [each for _, params in compiled for each in params]
        )
        return [row[:5] for row in cursor.fetchall()]


def _parts(text: str, given: Asked, known: Vocabulary) -> QuerySet[Part]:
    plain = len(given.number) < SHORT if given.number else _all_common(text, known)
    return search_parts(text, kind=Part.Kind.PART if plain else "")


def _all_common(text: str, known: Vocabulary) -> bool:
    """Whether each word stands in many names of parts; the last one may be the beginning of such words."""
    *words, last = [token.word for token in tokens(text) if token.word] or [""]
    longer = known.completions(last) if len(last) > 1 else []  # one letter is taken as it is
    uses = sum(known.uses(word, of_parts=True) for word in (last, *longer))
    return uses > COMMON_WORD and all(known.uses(word, of_parts=True) > COMMON_WORD for word in words)


def _named(kind: str, found: Any, limit: int, *, key: str = "number", picture: Any = None) -> Any:
    columns = {
        "what": Value(kind),
        "key_text": Cast(key, CharField()),
        "number_text": Cast("number", CharField()),
        "name_text": F("name"),
        "picture": picture or Cast(Value(None), IntegerField()),
        "place": F("score"),
    }
    return found.annotate(**columns).values_list(*columns)[:limit]


def _categories(text: str) -> Any:
    has_words = Q()
    for token in tokens(text):
        has_words &= Q(name__icontains=token.text.removesuffix("s"))
    columns = {
        "what": Value("category"),
        "key_text": Cast("slug", CharField()),
        "number_text": Value(""),
        "name_text": F("name"),
        "picture": Cast(Value(None), IntegerField()),
        "place": Length("name"),
    }
    return (
        Category.objects.filter(has_words)
        .annotate(**columns)
        .order_by(Length("name"))
        .values_list(*columns)[:CATEGORIES]
    )
