"""A command of our own: which names and colours of a model stand for numbers of another system than LDraw's.

`0 !BRICKFOLK PART ldd-74340.dat ldd 74340` and `0 !BRICKFOLK COLOUR 1000294 lego 294` are written where a model came
from a program that knows what LDraw does not; other programs pass over them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from brickcore.model import Model

_PART = re.compile(rb"PART (ldd-[a-z0-9._-]{1,80}\.dat) (ldd) ([A-Za-z0-9._-]{1,64})")
_COLOUR = re.compile(rb"COLOUR ([1-9][0-9]{6,9}) (lego) ([0-9]{1,9})")
"""Only names and codes that no part and no colour of LDraw has."""


class ForeignNumbers(NamedTuple):
    """As `Model.native_parts` and `Model.native_colours` have them."""

    parts: Mapping[str, tuple[str, str]]
    colours: Mapping[int, tuple[str, str]]


def read_foreign(said: Iterable[bytes]) -> ForeignNumbers:
    """What the words after each command say; those that make no sense say nothing."""
    parts: dict[str, tuple[str, str]] = {}
    colours: dict[int, tuple[str, str]] = {}
    for words in said:
        if part := _PART.fullmatch(words):
            parts[part[1].decode()] = part[2].decode(), part[3].decode()
        elif colour := _COLOUR.fullmatch(words):
            colours[int(colour[1])] = colour[2].decode(), colour[3].decode()
    return ForeignNumbers(parts, colours)


def foreign_lines(model: Model) -> Iterator[str]:
    """The commands that say it of this model."""
    for name, (system, number) in model.native_parts.items():
        yield f"0 !BRICKFOLK PART {name} {system} {number}"
    for code, (system, number) in model.native_colours.items():
        yield f"0 !BRICKFOLK COLOUR {code} {system} {number}"
