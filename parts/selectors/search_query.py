"""A text as what it asks for: a number, and ways to take its words, each for where those before it find nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from brickcore.identity import normalise_number, reductions
from common.text import storable
from parts.selectors.search_spelling import corrections
from parts.selectors.search_terms import Term, terms
from parts.selectors.search_text import FILLERS, MAX_LENGTH, Token, tokens
from parts.selectors.search_vocabulary import Vocabulary

LONGEST_NUMBER = 64
SHORTEST_NUMBER = 3
"""Of one that has words beside it: "number 5" is printed on tiles."""

SAYS_NUMBER = FILLERS | {
    *("bl", "bo", "bricklink", "brickowl", "ldd", "ldraw", "rb", "rebrickable"),
    *("design", "element", "id", "item", "no", "nr", "number"),
}
"""Words that say whose number follows, or that one does; words of names too, where none does."""

FEWEST_TO_LEAVE_ONE_OUT = 3


@dataclass(frozen=True, slots=True)
class Coloured:
    """The words beside a colour's name, and the keys of the colours that have that name."""

    terms: tuple[Term, ...]
    colours: tuple[int, ...]

    def query(self, weights: str = "", *, whole: bool = False, literal: bool = False) -> str:
        """The words in the language of `to_tsquery`."""
        return " & ".join(term.query(weights, whole=whole, literal=literal) for term in self.terms)


class Reading(Protocol):
    """The words in the language of `to_tsquery`, in columns of these weights (see `Term.query`)."""

    def __call__(self, weights: str = "", *, whole: bool = False, literal: bool = False) -> str:
        """The query."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to take the words. `coloured` is one without a colour's name, for parts that exist in that colour."""

    text: str
    terms: tuple[Term, ...]
    coloured: Coloured | None = None
    leave_one_out: bool = False

    def query(self, weights: str = "", *, whole: bool = False, literal: bool = False) -> str:
        """The words in the language of `to_tsquery`."""
        each = [term.query(weights, whole=whole, literal=literal) for term in self.terms]
        if not self.leave_one_out:
            return " & ".join(each)
        return " | ".join("(" + " & ".join(each[:at] + each[at + 1 :]) + ")" for at in range(len(each)))

    @property
    def said(self) -> int:
        """How many words name the part itself."""
        return sum(term.said for term in (self.coloured.terms if self.coloured else self.terms))

    def readings(self) -> list[Reading]:
        """The queries by which a name is judged; a name that lacks a word is judged by none."""
        if self.leave_one_out:
            return []
        return [self.query, self.coloured.query] if self.coloured else [self.query]


@dataclass(frozen=True, slots=True)
class Asked:
    """`number` is empty unless the text may be one; `near` are numbers that may stand for it where it is unknown."""

    is_empty: bool
    number: str = ""
    near: tuple[str, ...] = ()
    attempts: tuple[Attempt, ...] = ()


def asked(text: str, known: Vocabulary, *, of_parts: bool = True) -> Asked:
    """What a text from a search box asks for, any text at all."""
    is_empty = not text.strip()
    text = storable(text[:MAX_LENGTH]).strip()
    given = tokens(text)
    number = _number(text, given)
    near = tuple(reduction.number for reduction in reductions(number)) if number else ()
    return Asked(is_empty, number, near, tuple(_attempts(given, known, of_parts)))


def _number(text: str, given: Sequence[Token]) -> str:
    """The text as a number: one word with a digit, whatever is said around it (`lego part 3001`, `bricklink 3001`)."""
    words = text.split()
    if len(words) > 1 and len(given) == 1:
        words = [given[0].text]
    if len(words) > 1:
        words = [word for word in words if word.lower().strip(".:#") not in SAYS_NUMBER]
        words = [word for word in words if len(word) >= SHORTEST_NUMBER] if len(words) == 1 else []
    number = normalise_number(words[0].lstrip("#")) if len(words) == 1 else ""
    return number if any(letter.isdigit() for letter in number) and len(number) <= LONGEST_NUMBER else ""


def _attempts(given: list[Token], known: Vocabulary, of_parts: bool) -> Iterator[Attempt]:
    if not given:
        return
    yield _attempt(given, known, of_parts)
    right = corrections(given, known, of_parts=of_parts)
    for spelled in right:
        yield _attempt(spelled, known, of_parts)
    last = tuple(terms(right[0] if right else given, known.words))
    if len(last) >= FEWEST_TO_LEAVE_ONE_OUT:
        text = " ".join(token.text for token in (right[0] if right else given))
        yield Attempt(text, last, leave_one_out=True)


def _attempt(given: list[Token], known: Vocabulary, of_parts: bool) -> Attempt:
    text = " ".join(token.text for token in given)
    return Attempt(text, tuple(terms(given, known.words)), _coloured(given, known) if of_parts else None)


def _coloured(given: list[Token], known: Vocabulary) -> Coloured | None:
    """The words without the longest name of a colour among them."""
    words = [token.text for token in given]
    for length in range(min(4, len(given) - 1), 0, -1):
        for at in range(len(given) - length + 1):
            if colours := known.colours.get(tuple(words[at : at + length])):
                return Coloured(tuple(terms(given[:at] + given[at + length :], known.words)), colours)
    return None
