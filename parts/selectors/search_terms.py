"""Tokens as terms of PostgreSQL's full text: each term says in which ways a name may put it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from parts.selectors.search_synonyms import numerals, synonyms
from parts.selectors.search_text import Token, tokens

Phrase: TypeAlias = tuple[str, ...]
"""Words that all have to stand in a name, in any order."""

LONGEST_PHRASE = 3
SHELF_WORDS = frozenset(
    ("technic", "minifig", "animal", "food", "plant", "equipment", "weapon", "tool", "vehicle", "electric")
)
"""Words that names begin with to say where they belong; they are not counted (migration 0009)."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: any of the phrases will do, the first `literal` of which are what was written.

    `exact` is a size's phrase in the order written.
    """

    text: str
    phrases: tuple[Phrase, ...]
    literal: int = 1
    exact: str = ""
    unfinished: bool = False

    @property
    def said(self) -> int:
        """How many words the term says; a size's numbers are words, names of shelves are none."""
        return sum(word.count("x") + 1 if word[0].isdigit() else word not in SHELF_WORDS for word in self.text.split())

    def query(self, weights: str = "", *, whole: bool = False, literal: bool = False) -> str:
        """The term in the language of `to_tsquery`, matched only in columns of these weights when any are given.

        `whole` takes no longer words for the last one, `literal` no synonyms either.
        """
        prefix = "*" if self.unfinished and not (whole or literal) else ""
        label = f":{prefix}{weights}" if prefix or weights else ""
        phrases = self.phrases[: self.literal] if literal else self.phrases
        either = (" & ".join(f"'{word}'{label}" for word in phrase) for phrase in phrases)
        return "(" + " | ".join(f"({phrase})" for phrase in either) + ")"

    def denied(self) -> str:
        """The query for names that say to be without it; empty for sizes and phrases."""
        words = [phrase[0] for phrase in self.phrases if len(phrase) == 1 and phrase[0].isalpha()]
        if {"without", "no"} & set(words):
            return ""
        return " | ".join(f"('{no}' <-> '{word}')" for word in words for no in ("without", "no"))


def terms(given: Sequence[Token], known: Collection[str] = ()) -> list[Term]:
    """What the tokens ask for. `known` are the catalogue's words: they tell where two were joined, or one cut.

    The last one may be unfinished when it is a word; an unfinished number would find every longer one.
    """
    found = list(_terms(given, known))
    if found and given[-1].word and len(given[-1].word) > 1:
        found[-1] = replace(found[-1], unfinished=True)
    return found


def _terms(given: Sequence[Token], known: Collection[str]) -> Iterator[Term]:
    at = 0
    while at < len(given):
        term, length = _phrase(given[at : at + LONGEST_PHRASE], known) or (_single(given[at], known), 1)
        yield term
        at += length


def _phrase(ahead: Sequence[Token], known: Collection[str]) -> tuple[Term, int] | None:
    """The longest run of tokens that people also put otherwise, and how long it is."""
    for length in range(len(ahead), 0, -1):
        run = ahead[:length]
        text = " ".join(token.text for token in run)
        literal = [tuple(word for token in run for word in _single(token, known).phrases[0])]
        others = _others(text)
        joined = text.replace(" ", "")
        if length > 1 and all(token.word for token in run) and joined in known:
            literal.append((joined,))
            others += _others(joined)
        if others or len(literal) > 1:
            return Term(text, tuple(dict.fromkeys([*literal, *others])), len(literal)), length
    return None


def _others(phrase: str) -> list[Phrase]:
    return [tuple(word for token in tokens(other) for word in _plain(token)[0]) for other in synonyms(phrase)]


def _single(token: Token, known: Collection[str]) -> Term:
    phrases = _plain(token)
    if token.word and token.word not in known:
        phrases += _halves(token.word, known)
    exact = f"'{'x'.join(token.size[:2])}'" if token.size else ""
    return Term(token.text, tuple(dict.fromkeys(phrases)), len(phrases) if exact else 1, exact)


def _plain(token: Token) -> tuple[Phrase, ...]:
    if token.size:
        return _size(token.size)
    if token.unit in ("t", "z"):  # z as builders in Germany count teeth
        return ((token.number, "tooth"), (token.number + token.unit,))
    if token.unit:
        return ((token.number,), (token.number + token.unit,))
    if token.number:
        return ((token.number,),)
    return ((token.word,), *((numeral,) for numeral in numerals(token.word)))


def _size(size: tuple[str, ...]) -> tuple[Phrase, ...]:
    """Sizes stand in the index in both orders: `1 × 2` as 1x2 and, turned, as 2y1."""
    across, along, *high = size
    tall = tuple(f"x{number}" for number in high)
    if "." in across + along:
        return ((across, along, *tall),)
    return ((f"{across}x{along}", *tall), (f"{across}y{along}", *tall))


def _halves(word: str, known: Collection[str]) -> tuple[Phrase, ...]:
    """Two words of the catalogue that were written as one (`axlepin`)."""
    cuts = ((word[:at], word[at:]) for at in range(3, len(word) - 2))
    return tuple(cut for cut in cuts if all(half in known for half in cut))[:2]
