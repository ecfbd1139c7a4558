"""Finds the drawing lines of a part file and reads their numbers: compiled, because a model's parts hold a million of
them.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from brickcore.compiling import inlined, kernel
from brickcore.geometry.limits import MAX_COORDINATE
from brickcore.geometry.word_kernels import (
    Bytes,
    end_of_line,
    read_colour,
    read_number,
    read_word,
    skip_blanks,
    skip_word,
)

Ints = npt.NDArray[np.int32]
Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

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
