"""Finds the drawing lines of a part file and reads their numbers: compiled, because a model's parts hold a million of
them.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from brickcore.compiling import inlined, kernel
from brickcore.geometry.limits import MAX_COORDINATE

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int32]
Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

_CURRENT, _TEN = 16, 10.0
_NOTHING = -1
# culling words as numbers in base 256, see `read_word`
_BFC, _CW, _CCW, _CLIP, _NOCLIP, _NOCERTIFY, _INVERTNEXT = (
    int.from_bytes(word[-8:]) for word in (b"BFC", b"CW", b"CCW", b"CLIP", b"NOCLIP", b"NOCERTIFY", b"INVERTNEXT")
)


class Drawing(NamedTuple):
    """What a file draws, one row a line; a quad fills two rows of `triangles`. Filled by `read_lines`.

    `triangles` float32[t, 3, 3], `colours` int32[t], `two_sided` bool[t]; `hard` and `soft` float32[n, 2, 3]; of
    references `matrices` float64[r, 12], `tints` int32[r], `inverted` and `unsure` bool[r], `names` int32[r, 2] (where
    the name begins and ends).
    """

    triangles: Floats
    colours: Ints
    two_sided: Flags
    hard: Floats
    soft: Floats
    matrices: Doubles
    tints: Ints
    inverted: Flags
    unsure: Flags
    names: Ints


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
        return int(value) if 0 <= value < 0x4000000 else _CURRENT
    code = 0
    for at in range(place + 2, end):
        byte = text[at] | 32
        if 48 <= text[at] <= 57:
            code = code * 16 + text[at] - 48
        elif 97 <= byte <= 102:
            code = code * 16 + byte - 87
        else:
            return _CURRENT
        if code >= 0x4000000:
            return _CURRENT
    return code


@inlined
def read_row(text: Bytes, place: int, end: int, count: int, row: Doubles) -> tuple[int, int]:
    """One drawing line from its colour on: fills `row` with `count` coordinates.

    The colour, and where the rest of the line begins; that is _NOTHING where a number is missing, broken or out of
    range.
    """
    stop = skip_word(text, place, end)
    colour = read_colour(text, place, stop)
    for column in range(count):
        place = skip_blanks(text, stop, end)
        stop = skip_word(text, place, end)
        value = read_number(text, place, stop)
        if not abs(value) < MAX_COORDINATE:
            return colour, _NOTHING
        row[column] = value
    return colour, skip_blanks(text, stop, end)


@kernel
def count_lines(text: Bytes, counts: Counts) -> None:
    """How many lines there are of each type 0 to 5; never fewer than `read_lines` will find."""
    place = 0
    while place < len(text):
        place = skip_blanks(text, place, len(text))
        if place < len(text) and 48 <= text[place] <= 53:
            counts[text[place] - 48] += 1
        place = end_of_line(text, place) + 1


@inlined
def read_culling(
    text: Bytes, place: int, end: int, certified: int, clip: bool, clockwise: bool
) -> tuple[int, bool, bool, bool]:
    """One line of type 0 that may be about culling: certified (_NOTHING: not said yet), clip, clockwise, and whether it
    says INVERTNEXT.

    Any BFC line but NOCERTIFY certifies a file that has not drawn yet.
    """
    invert_next = False
    stop = skip_word(text, place, end)
    if read_word(text, place, stop) != _BFC:
        return certified, clip, clockwise, invert_next
    certify = 1
    while stop < end:
        place = skip_blanks(text, stop, end)
        stop = skip_word(text, place, end)
        word = read_word(text, place, stop)
        if word in (_CW, _CCW):
            clockwise = word == _CW
        elif word in (_CLIP, _NOCLIP):
            clip = word == _CLIP
        elif word == _INVERTNEXT:
            invert_next = True
        elif word == _NOCERTIFY:
            certify = 0
    return certify if certified == _NOTHING else certified, clip, clockwise, invert_next


@inlined
def put_faces(row: Doubles, kind: int, clockwise: bool, triangles: Floats, first: int) -> int:
    """The triangle or the two triangles of a line, counter-clockwise; how many."""
    for face in range(kind - 2):
        for place in range(3):
            corner = place if face == 0 else (place + 2) % 4
            target = 2 - place if clockwise else place
            for axis in range(3):
                triangles[first + face, target, axis] = row[3 * corner + axis]
    return kind - 2


@inlined
def put_line(row: Doubles, lines: Floats, place: int) -> None:
    """The two ends of an edge line or a conditional line."""
    for axis in range(3):
        lines[place, 0, axis] = row[axis]
        lines[place, 1, axis] = row[3 + axis]


@kernel
def read_lines(text: Bytes, row: Doubles, drawing: Drawing, used: Counts) -> None:
    """Everything that a file draws. `used[0]` becomes the number of triangles, then hard lines, soft lines and
    references.
    """
    certified, clip, clockwise, invert_next = _NOTHING, True, False, False
    end = -1
    while end + 1 < len(text):
        start = skip_blanks(text, end + 1, len(text))
        end = end_of_line(text, start)
        kind = text[start] - 48 if start < end else 9
        place = skip_blanks(text, start + 1, end)
        if kind > 5 or place == start + 1:
            continue
        if kind == 0:
            certified, clip, clockwise, said = read_culling(text, place, end, certified, clip, clockwise)
            invert_next = invert_next or said
            continue
        certified = 0 if certified == _NOTHING else certified
        colour, rest = read_row(text, place, end, 6 if kind in (2, 5) else (9 if kind == 3 else 12), row)
        inverted, invert_next = invert_next, False
        unsure = certified == 0 or not clip
        if rest == _NOTHING:
            continue
        if kind == 1:
            at = used[3]
            for column in range(12):
                drawing.matrices[at, column] = row[column]
            drawing.tints[at], drawing.inverted[at], drawing.unsure[at] = colour, inverted, unsure
            drawing.names[at, 0], drawing.names[at, 1] = rest, end
            used[3] += 1
        elif kind == 2:
            put_line(row, drawing.hard, used[1])
            used[1] += 1
        elif kind == 5:
            put_line(row, drawing.soft, used[2])
            used[2] += 1
        else:
            for _ in range(put_faces(row, kind, clockwise, drawing.triangles, used[0])):
                drawing.colours[used[0]], drawing.two_sided[used[0]] = colour, unsure
                used[0] += 1
