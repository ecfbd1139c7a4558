"""LDraw colours: the values behind the codes, read from LDConfig.ldr or from the table that brickcore ships.

Source: the LDraw.org Colour Definition Language, `0 !COLOUR name CODE x VALUE v EDGE e [ALPHA a] [LUMINANCE l]
[finish]`.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

Finish = Literal["solid", "transparent", "chrome", "pearl", "metal", "rubber", "milky", "glitter", "speckle"]
RGB = tuple[int, int, int]

CURRENT_COLOUR = 16  # of whatever refers to the part
EDGE_COLOUR = 24  # the edge that goes with the current one
DIRECT_COLOUR = 0x2000000  # from here on the code spells its colour: 0x2RRGGBB, 0x3RRGGBB clear, 0x4 to 0x7 blends
LARGEST_COLOUR = 0x7FFFFFF
INHERITED = (CURRENT_COLOUR, EDGE_COLOUR)
OPAQUE = 255
_FINISHES: Mapping[str, Finish] = {
    "CHROME": "chrome",
    "PEARLESCENT": "pearl",
    "METAL": "metal",
    "RUBBER": "rubber",
    "GLITTER": "glitter",
    "SPECKLE": "speckle",
}
COLOUR_TABLE = Path(__file__).with_name("data") / "colours.csv"
_LEGO_ID = "LEGOID"


@dataclass(frozen=True, slots=True)
class LDrawColour:
    """One colour. `rgb` and `edge` are sRGB 0-255, `alpha` is 255 when opaque.

    `lego_id` is LEGO's number when known.
    """

    code: int
    name: str
    rgb: RGB
    edge: RGB
    alpha: int = OPAQUE
    finish: Finish = "solid"
    lego_id: int | None = None


def parse_ldconfig(text: str) -> dict[int, LDrawColour]:
    """Read every `0 !COLOUR` line; those that `ldconfig_faults` names are passed over.

    LDConfig notes LEGO's id in a comment on the line above each colour; it belongs to that colour only.
    """
    colours: dict[int, LDrawColour] = {}
    for _line, colour in _colour_lines(text):
        if colour is not None:
            colours.setdefault(colour.code, colour)
    return colours


def ldconfig_faults(text: str) -> Iterator[tuple[int, str]]:
    """Which lines that describe a colour cannot be believed, counted from 1, and why."""
    first: dict[int, int] = {}
    for line, colour in _colour_lines(text):
        if colour is None:
            yield line, "a colour takes a name and CODE, VALUE and EDGE with their numbers"
        elif first.setdefault(colour.code, line) != line:
            yield line, f"colour {colour.code} is described in line {first[colour.code]} already"


def _colour_lines(text: str) -> Iterator[tuple[int, LDrawColour | None]]:
    """Each line that describes a colour, None where it does not tell what is needed."""
    lego_id: int | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split()
        if words[1:2] == ["!COLOUR"] and words[0] == "0":
            yield number, parse_colour(words[2:], lego_id)
            lego_id = None
        elif _LEGO_ID in words[:-1]:
            told = words[words.index(_LEGO_ID) + 1]
            lego_id = int(told) if told.isdecimal() else None


def parse_colour(words: Sequence[str], lego_id: int | None = None) -> LDrawColour | None:
    """One colour from the words after `0 !COLOUR`, or None when a needed word is absent or no number."""
    if not words:
        return None
    keys = [word.upper() for word in words]
    values = {key: words[place + 1] for place, key in reversed(list(enumerate(keys[:-1])))}
    try:
        code = int(values["CODE"])
        rgb = _rgb(values["VALUE"])
        edge = _edge(values["EDGE"])
        alpha = min(max(int(values.get("ALPHA", OPAQUE)), 0), OPAQUE)
    except (KeyError, ValueError):
        return None
    finish = _finish(keys, alpha)
    return LDrawColour(code, words[0].replace("_", " "), rgb, edge, alpha, finish, lego_id)


def _finish(keys: Sequence[str], alpha: int) -> Finish:
    for key in keys:
        if key in _FINISHES:
            return _FINISHES[key]
    if alpha == OPAQUE:
        return "solid"
    return "milky" if "LUMINANCE" in keys or keys[0].startswith("MILKY") else "transparent"


def _rgb(text: str) -> RGB:
    digits = text.removeprefix("#").removeprefix("0x").removeprefix("0X")
    if len(digits) != 6:
        raise ValueError(text)
    number = int(digits, 16)
    return (number >> 16, number >> 8 & 255, number & 255)


def _edge(text: str) -> RGB:
    """An edge is an RGB value or, in old files, the code of another colour; those are drawn dark."""
    return (51, 51, 51) if text.isdecimal() and len(text) != 6 else _rgb(text)


@cache
def starter_colours() -> Mapping[int, LDrawColour]:
    """The official colours as brickcore ships them, for use without a parts library."""
    with COLOUR_TABLE.open(encoding="utf-8", newline="") as table:
        return {colour.code: colour for colour in map(_from_row, csv.DictReader(table))}


def _from_row(row: Mapping[str, str]) -> LDrawColour:
    lego_id = int(row["lego_id"]) if row["lego_id"] else None
    alpha = int(row["alpha"] or OPAQUE)
    return LDrawColour(
        int(row["code"]), row["name"], _rgb(row["rgb"]), _rgb(row["edge"]), alpha, cast(Finish, row["finish"]), lego_id
    )


def direct_colour(code: int) -> LDrawColour | None:
    """The colour that a direct code spells itself; None for codes that do not.

    0x2RRGGBB is opaque and 0x3RRGGBB see-through. 0x4 to 0x7, from LDLite's days, hold two colours of three digits:
    0x4 is what lies between them, 0x5 the first and 0x6 the second seen through, 0x7 clear.
    """
    if not is_direct(code):
        return None
    kind = code >> 24
    full: RGB = (code >> 16 & 255, code >> 8 & 255, code & 255)
    first, second = _short_rgb(code >> 12 & 0xFFF), _short_rgb(code & 0xFFF)
    between: RGB = ((first[0] + second[0]) // 2, (first[1] + second[1]) // 2, (first[2] + second[2]) // 2)
    rgb: RGB = {2: full, 3: full, 4: between, 5: first, 6: second}.get(kind, (255, 255, 255))
    alpha = OPAQUE if kind in (2, 4) else 128
    edge: RGB = (128, 128, 128) if sum(rgb) < 192 else (51, 51, 51)
    name = f"#{rgb[0]:02X}{rgb[1]:02X}{rgb[2]:02X}"
    return LDrawColour(code, name, rgb, edge, alpha, "solid" if alpha == OPAQUE else "transparent")


def _short_rgb(digits: int) -> RGB:
    return ((digits >> 8) * 17, (digits >> 4 & 15) * 17, (digits & 15) * 17)


def is_direct(code: int) -> bool:
    """Whether the code spells its colour itself."""
    return DIRECT_COLOUR <= code <= LARGEST_COLOUR


def is_inherited(code: int) -> bool:
    """Whether the code means "the colour of what refers to me" (16) or its edge (24)."""
    return code in INHERITED
