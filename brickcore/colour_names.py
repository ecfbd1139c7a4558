"""Colours by name, as lists of people and shops write them: “Light Bluish Gray”, “trans-clear”, “Medium Stone Grey”.

Shops and LDraw name most colours alike but for spelling. The maker has names of its own, which are told by its number.
"""

import re
from collections.abc import Mapping

_OTHER = re.compile(r"[^a-z0-9]+")
_SPELLINGS = {"grey": "gray", "transparent": "trans", "tr": "trans", "metalized": "metallic", "metal": "metallic"}

MAKERS_NAMES: Mapping[str, int] = {
    "white": 1, "brick yellow": 5, "nougat": 18, "bright red": 21, "bright blue": 23, "bright yellow": 24, "black": 26,
    "bright green": 37, "dark orange": 38, "transparent": 40, "transparent red": 41,
    "transparent light blue": 42, "transparent blue": 43, "transparent yellow": 44, "transparent green": 48,
    "medium blue": 102, "bright orange": 106, "bright bluish green": 107, "transparent brown": 111,
    "bright yellowish green": 119, "bright reddish violet": 124, "sand blue": 135, "sand yellow": 138,
    "earth blue": 140, "earth green": 141, "sand green": 151, "new dark red": 154, "transparent bright orange": 182,
    "flame yellowish orange": 191, "reddish brown": 192, "medium stone grey": 194, "dark stone grey": 199,
    "light royal blue": 212, "bright purple": 221, "light purple": 222, "cool yellow": 226, "medium lilac": 268,
    "light nougat": 283, "warm gold": 297, "medium nougat": 312, "silver metallic": 315, "titanium metallic": 316,
    "dark azur": 321, "medium azur": 322, "medium lavender": 324, "spring yellowish green": 326, "vibrant coral": 353,
}  # fmt: skip
"""The maker's names that are in use, by its numbers, as Brick > Material of its models have them."""


def name_key(name: str) -> str:
    """The same for all spellings of a name; empty where it has no letter."""
    words = [_SPELLINGS.get(word, word) for word in _OTHER.split(name.lower()) if word]
    key = " ".join(words)
    return key if any(letter.isalpha() for letter in key) else ""


def makers_number(name: str) -> str:
    """The maker's number of the colour that it calls so; empty where it calls none so."""
    number = _KEYS.get(name_key(name))
    return str(number) if number else ""


_KEYS = {name_key(name): number for name, number in MAKERS_NAMES.items()}
