"""Bytes, words and numbers of one line of LDraw text: the smallest of the compiled functions that read parts."""

import numpy as np
import numpy.typing as npt

from brickcore.colours import CURRENT_COLOUR
from brickcore.compiling import inlined

Bytes = npt.NDArray[np.uint8]

# Letters are compared as their bytes: 9 tab, 32 space, 10 and 13 ends of lines, 43 +, 45 -, 46 ., 48 to 57 digits.
_TEN = 10.0
_BLENDED = 0x4000000  # from here on codes blend two short colours; a part that uses one is drawn in the current one


@inlined
def skip_blanks(text: Bytes, place: int, end: int) -> int:
    """The first byte from `place` that is no space or tab."""
    while place < end and (text[place] == 32 or text[place] == 9):
        place += 1
    return place


@inlined
def skip_word(text: Bytes, place: int, end: int) -> int:
    """The first space or tab from `place`."""
    while place < end and text[place] != 32 and text[place] != 9:
        place += 1
    return place


@inlined
def end_of_line(text: Bytes, place: int) -> int:
    """Where the line that holds `place` ends."""
    while place < len(text) and text[place] != 10 and text[place] != 13:
        place += 1
    return place


@inlined
def read_word(text: Bytes, place: int, end: int) -> int:
    """The last eight bytes of a word as one number."""
    code = 0
    for at in range(max(place, end - 8), end):
        code = code * 256 + text[at]
    return code


@inlined
def read_exponent(text: Bytes, place: int, end: int) -> tuple[int, int]:
    """The whole number after an `e`, and where it ends; beyond 400 it makes no difference."""
    sign = 1
    if text[place] == 43 or text[place] == 45:
        sign = -1 if text[place] == 45 else 1
        place += 1
    value = 0
    while place < end and 48 <= text[place] <= 57:
        value = min(value * 10 + text[place] - 48, 400)
        place += 1
    return sign * value, place


@inlined
def read_number(text: Bytes, place: int, end: int) -> float:
    """The decimal number that fills these bytes, NaN where they hold anything else."""
    sign = 1.0
    if place < end and (text[place] == 43 or text[place] == 45):
        sign = -1.0 if text[place] == 45 else 1.0
        place += 1
    value, digits, decimals, point = 0.0, 0, 0, False
    while place < end:
        byte = text[place]
        if 48 <= byte <= 57:
            value = value * _TEN + (byte - 48)
            digits += 1
            decimals += 1 if point else 0
        elif byte == 46 and not point:
            point = True
        else:
            break
        place += 1
    exponent = 0
    if digits > 0 and place + 1 < end and (text[place] == 69 or text[place] == 101):
        exponent, place = read_exponent(text, place + 1, end)
    if digits == 0 or place != end:
        return np.nan
    return sign * value * _TEN ** (exponent - decimals)


@inlined
def read_colour(text: Bytes, place: int, end: int) -> int:
    """A colour code, decimal or 0x…; what no colour can be is the current colour."""
    if not (end - place > 2 and text[place] == 48 and (text[place + 1] | 32) == 120):
        value = read_number(text, place, end)
        return int(value) if 0 <= value < _BLENDED else CURRENT_COLOUR
    code = 0
    for at in range(place + 2, end):
        byte = text[at] | 32
        if 48 <= text[at] <= 57:
            code = code * 16 + text[at] - 48
        elif 97 <= byte <= 102:
            code = code * 16 + byte - 87
        else:
            return CURRENT_COLOUR
        if code >= _BLENDED:
            return CURRENT_COLOUR
    return code
