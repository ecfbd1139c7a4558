"""What the attributes of LDD's parts say: numbers of designs, materials and decorations."""

import re
from functools import lru_cache

_NO_NUMBER = re.compile(r"[^A-Za-z0-9._-]")
UNTOLD = "unknown"
"""Stands for a number that is not said."""


@lru_cache(maxsize=4096)
def said_of_part(design: str, materials: str, decorations: str) -> tuple[str, int, bool]:
    """The design's number, the material of the base, and whether anything is printed on it.

    `194,0` are the base's material and those of further surfaces, `3958;A` a design and the revision of its mould.
    """
    base = _whole(materials.split(",", maxsplit=1)[0])
    return plain_number(design), base, any(_whole(word) for word in decorations.split(","))


@lru_cache(maxsize=4096)
def plain_number(design: str) -> str:
    """A design's number without its revision.

    It becomes a name in a file of lines, so that nothing in it may end a line or lead anywhere.
    """
    return _NO_NUMBER.sub("-", design.split(";", maxsplit=1)[0].strip())[:64] or UNTOLD


def _whole(text: str) -> int:
    text = text.strip().split(":")[0]
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
