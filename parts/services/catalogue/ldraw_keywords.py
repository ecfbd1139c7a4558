"""What the keywords of an LDraw file say: numbers in other systems, and words that people search by.

The library's authors write "Rebrickable 3068b", "Bricklink 3039p34", "Set 71285 Rebrickable 970c05pat10pr0001",
"LEGO ID 73392". Numbers of sets, and of whole figures, are no part numbers: they stay words.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from parts.models import System

_NUMBERED = re.compile(
    r"\b(?:(?P<rebrickable>rebrickl?able)|(?P<bricklink>brick ?link)|(?P<brickowl>brick ?owl)"
    r"|(?P<lego>lego ?id|design ?id)|(?P<ldd>ldd partnumber))\s+(?P<number>[0-9a-z][\w.-]*)",
    re.IGNORECASE,
)
_DESIGN = re.compile(r"[0-9]{2,6}")  # seven digits are an element: a part in a colour
_LIMIT = 64


class Said(NamedTuple):
    """Another system's number of the part."""

    system: System
    number: str


def numbers_said(keywords: Iterable[str]) -> list[Said]:
    """The numbers in other systems, lower case, each once, in the order of the file."""
    return list(dict.fromkeys(said for word in keywords for said in _said(word)))


def words_said(keywords: Iterable[str]) -> str:
    """The other keywords, as the file writes them, with commas between."""
    return ", ".join(word for word in keywords if not _NUMBERED.match(word)).replace("\0", "")


def _said(word: str) -> Iterator[Said]:
    for match in _NUMBERED.finditer(word):
        system = System(next(name for name, text in match.groupdict().items() if text and name != "number"))
        number = match["number"].lower().rstrip(".-")
        if len(number) <= _LIMIT and (system != System.LEGO or _DESIGN.fullmatch(number)):
            yield Said(system, number)
