"""The catalogue's words and the names of its colours, kept in the process while the catalogue's version is the same."""

import time
from bisect import bisect_left
from dataclasses import dataclass, field

from parts.models import Colour, SearchWord
from parts.selectors.browse import current_catalogue_version
from parts.selectors.search_text import tokens

LOOK_AGAIN = 30.0
"""Seconds until the version is asked for again: a word that is new may take so long to correct typing errors."""

LAST = "\U0010ffff"
"""Sorts behind every letter."""

_ENDINGS = ("s", "es", "ed", "ing", "d")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`words` with the names they stand in (all names, and names of parts); `colours` by the words of their names."""

    version: int
    words: dict[str, tuple[int, int]] = field(default_factory=dict)
    ordered: tuple[str, ...] = ()
    colours: dict[tuple[str, ...], tuple[int, ...]] = field(default_factory=dict)

    def uses(self, word: str, *, of_parts: bool = False) -> int:
        """In how many names the word stands."""
        return self.words.get(word, (0, 0))[of_parts]

    def knows(self, word: str, *, of_parts: bool = False, unfinished: bool = False) -> bool:
        """Whether a name has the word, roughly in any grammatical form, or (unfinished) a word that begins so."""
        forms = [word, *(word + ending for ending in _ENDINGS), *(word.removesuffix(ending) for ending in _ENDINGS)]
        if any(self.uses(form, of_parts=of_parts) for form in forms):
            return True
        return unfinished and any(self.uses(longer, of_parts=of_parts) for longer in self.completions(word))

    def completions(self, start: str) -> list[str]:
        """The words that begin so, the commonest first; itself is not among them."""
        at, end = bisect_left(self.ordered, start), bisect_left(self.ordered, start + LAST)
        found = [word for word in self.ordered[at:end] if word != start]
        return sorted(found, key=lambda word: (-self.words[word][0], word))


class _Kept:
    """What this process knows; another thread sees either the old state or the new one, whole."""

    vocabulary = Vocabulary(version=-1)
    look_again_at = float("-inf")


def vocabulary() -> Vocabulary:
    """The words of the catalogue's present state. One small query in half a minute, two more when the state is new."""
    known, now = _Kept.vocabulary, time.monotonic()
    if now < _Kept.look_again_at:
        return known
    version = current_catalogue_version()
    if version != known.version:
        known = _read(version)
    keep_vocabulary(known, until=now + LOOK_AGAIN)
    return known


def forget_vocabulary() -> None:
    """Read it anew when it is next asked for."""
    keep_vocabulary(Vocabulary(version=-1), until=float("-inf"))


def keep_vocabulary(given: Vocabulary, *, until: float) -> None:
    """Take these words for the catalogue's; its version is not asked for before `until`, in monotonic seconds."""
    _Kept.vocabulary, _Kept.look_again_at = given, until


def _read(version: int) -> Vocabulary:
    rows = SearchWord.objects.values_list("word", "uses", "part_uses")
    words = {word: (uses, part_uses) for word, uses, part_uses in rows}
    colours: dict[tuple[str, ...], tuple[int, ...]] = {}
    for key, name in Colour.objects.order_by("pk").values_list("pk", "name"):
        for spelled in _spellings(name.replace("_", " ")):
            colours[spelled] = (*colours.get(spelled, ()), key)
    return Vocabulary(version, words, tuple(sorted(words)), colours)


def _spellings(name: str) -> set[tuple[str, ...]]:
    """A colour's name in words; grey is also gray, and bluish greys are also stone greys (`light bluish gray`)."""
    words = tuple(token.text for token in tokens(name))
    grey = tuple("gray" if word == "grey" else word for word in words)
    short = tuple("trans" if word == "transparent" else word for word in words)
    return {words, grey, tuple("grey" if word == "gray" else word for word in words), short}
