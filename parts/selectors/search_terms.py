"""Tokens as terms of PostgreSQL's full text: each term says in which ways a name may put it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from parts.selectors.search_synonyms import numerals, synonyms
from parts.selectors.search_text import Token, tokens

Phrase: TypeAlias = tuple[str, ...]
"""Words that all have to stand in a name, in any order."""

LONGEST_PHRASE = 3


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: any of the phrases will do. `exact` is the phrase as written, where its order matters."""

    text: str
    phrases: tuple[Phrase, ...]
    exact: str = ""
    unfinished: bool = False

    def query(self, weights: str = "", *, whole: bool = False) -> str:
        """The term in the language of `to_tsquery`, matched only in columns of these weights when any are given."""
        prefix = "*" if self.unfinished and not whole else ""
        label = f":{prefix}{weights}" if prefix or weights else ""
        either = (" & ".join(f"'{word}'{label}" for word in phrase) for phrase in self.phrases)
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
        length, phrases = _longest_phrase(given[at : at + LONGEST_PHRASE], known)
        if length:
            yield Term(" ".join(token.text for token in given[at : at + length]), phrases)
        else:
            yield _single(given[at], known)
        at += length or 1


def _longest_phrase(ahead: Sequence[Token], known: Collection[str]) -> tuple[int, tuple[Phrase, ...]]:
    """How many tokens make a phrase that people also put otherwise, and all its forms; 0 when none does."""
    for length in range(len(ahead), 0, -1):
        texts = tuple(token.text for token in ahead[:length])
        others = [*_others(" ".join(texts))]
        joined = "".join(texts)
        if length > 1 and all(token.word for token in ahead[:length]) and joined in known:
            others += [(joined,), *_others(joined)]
        if others:
            own = tuple(word for token in ahead[:length] for word in _single(token, known).phrases[0])
            return length, tuple(dict.fromkeys([own, *others]))
    return 0, ()


def _others(phrase: str) -> list[Phrase]:
    return [tuple(word for token in tokens(other) for word in _plain(token)[0]) for other in synonyms(phrase)]


def _single(token: Token, known: Collection[str]) -> Term:
    phrases = _plain(token)
    if token.word and token.word not in known:
        phrases += _halves(token.word, known)
    return Term(token.text, tuple(dict.fromkeys(phrases)), exact=f"'{'x'.join(token.size[:2])}'" if token.size else "")


def _plain(token: Token) -> tuple[Phrase, ...]:
    if token.size:
        return _size(token.size)
    if token.unit == "t":
        return ((token.number + "t",), (token.number, "tooth"))
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
