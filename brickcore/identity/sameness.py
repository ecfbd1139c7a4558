"""Whether an LDraw file and a row of a shop's catalogue mean the same object, told from their numbers and names.

Systems share numbers because the maker's mould numbers are under both, so an equal number is strong evidence. It fails
where one of them made a number up: such numbers are short, or stand on a sticker sheet, a card or
another building system.
"""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from brickcore.identity.words import normalise_words

ALIKE = 60.0
"""Of 100, from here on names are told to be alike. Different objects of equal number reach 49 in what we measured."""

_SHORT_NUMBER = re.compile(r"\d{1,3}[a-z]?")
FAR_APART = 40.0
"""Of 100, below here names are told to have nothing in common."""

_SEPARATE = (
    re.compile(r"sticker\b"),
    re.compile(r"modulex|mursten"),
    re.compile(r"cardboard|trading card"),
)
"""What belongs to one of these is never the same as what does not."""
_KINDS = (
    re.compile(r"electric\b|\bmotor\b|battery box|transformer"),
    re.compile(r"\bplant\b|\btree\b"),
    re.compile(r"\banimal\b|\bcreature\b"),
)
"""What is of one of these only is never the same as what is of another only."""
_WORDS_ONLY = re.compile(r"[^\w ]")
_PIECES = (
    (re.compile(r"sticker\b(?! sheet)"), re.compile(r"sticker sheet")),
    (re.compile(r"(minifig|figure friends) (leg|legs|hips) (?!and)"), re.compile(r"hips and")),
)


@dataclass(frozen=True, slots=True)
class Sameness:
    """The answer, whether the names are alike too, and a sentence that says why."""

    same: bool
    alike: bool
    reason: str


def likeness(name: str, other: str) -> float:
    """How alike two names are, 0 to 100, whatever the order of words and the spelling of sizes."""
    return float(fuzz.token_set_ratio(_plain(name), _plain(other)))


def same_under_one_number(number: str, title: str, other: str) -> Sameness:
    """Whether the LDraw file `number` with this title is what another system calls `other` under the same number."""
    score = likeness(title, other)
    alike = score >= ALIKE
    first, second = _plain(title), _plain(other)
    if not alike and any(bool(kind.search(first)) != bool(kind.search(second)) for kind in _SEPARATE):
        return Sameness(False, alike, "an equal number, but another kind of thing")
    ours, theirs = _kinds(first), _kinds(second)
    if ours and theirs and not ours & theirs:
        return Sameness(False, alike, "an equal number, but another kind of thing")
    if score < FAR_APART and "obsolete" in first:
        return Sameness(False, alike, "an equal number, but LDraw has given the file up")
    if score < FAR_APART and _SHORT_NUMBER.fullmatch(number):
        return Sameness(False, alike, "an equal number of few digits, and names far apart")
    reason = "an equal number and names that are alike" if alike else "an equal number; names differ"
    return Sameness(True, alike, reason)


def is_piece_of(title: str, whole: str) -> bool:
    """Whether this LDraw title names a piece of what the other name calls whole: a sticker of a sheet, one leg."""
    first, second = _plain(title), _plain(whole)
    return any(piece.match(first) and name.match(second) for piece, name in _PIECES)


def _plain(name: str) -> str:
    return " ".join(_WORDS_ONLY.sub(" ", normalise_words(name)).split())


def _kinds(plain: str) -> set[int]:
    return {place for place, kind in enumerate(_KINDS) if kind.search(plain)}
