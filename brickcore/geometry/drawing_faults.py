"""Whether all that a part file draws can be drawn. One line that cannot would leave a hole that nobody sees.

Source: LDraw.org "LDraw File Format Specification" (line types 1 to 5). Lines of no type are passed over, as it says,
and so is what stands behind a line's last number.
"""

import numpy as np

from brickcore.compiling import inlined, kernel
from brickcore.errors import Location, UnreadableFile
from brickcore.geometry.limits import MAX_COORDINATE
from brickcore.geometry.text_kernels import Counts
from brickcore.geometry.word_kernels import Bytes, end_of_line, read_number, skip_blanks, skip_word
from brickcore.library.soundness import text_fault

_KINDS = ("", "", "a line", "a triangle", "a quadrilateral", "a conditional line")
_NUMBERS = (0, 12, 6, 9, 12, 12)  # of each type of line, 0 to 5, behind its colour
_COLOUR, _NOTHING = 0, -1
_SHOWN = 20  # letters of a word that is told


def part_fault(path: str, text: bytes) -> UnreadableFile | None:
    """Why a library's file cannot be trusted: it is no LDraw text, or a line of it cannot be drawn; else None."""
    return text_fault(path, text) or drawing_fault(path, text)


def drawing_fault(path: str, text: bytes) -> UnreadableFile | None:
    """The first line whose colour or numbers are missing, no numbers or out of range, and why; else None."""
    found = np.empty(3, np.int64)
    find_fault(np.frombuffer(text, np.uint8), found)
    start, kind, place = found.tolist()
    if start == _NOTHING:
        return None
    line = 1 + text.count(b"\n", 0, start) if b"\n" in text else 1 + text.count(b"\r", 0, start)
    words = text[start : start + 4096].splitlines()[0].decode("utf-8", "replace").split()
    reason = f"{_needs(kind)}, and {_lacks(words, kind, place)}"
    return UnreadableFile("PART_BROKEN_LINE", f"{reason}.", location=Location(path, line))


def _needs(kind: int) -> str:
    if kind == 1:
        return f"a reference takes a colour, {_NUMBERS[kind]} numbers and a file's name"
    return f"{_KINDS[kind]} takes a colour and {_NUMBERS[kind]} numbers"


def _lacks(words: list[str], kind: int, place: int) -> str:
    """What is wrong at a place of the line: 0 is the colour, then come the numbers, behind them a reference's name."""
    if len(words) <= place + 1:
        return f"the line has {len(words) - 1} of these {_NUMBERS[kind] + 1 + (kind == 1)}"
    word = words[place + 1][:_SHOWN]
    return f"“{word}” is no colour" if place == _COLOUR else f"“{word}” is no number from -32,000 to 32,000"


@inlined
def is_colour(text: Bytes, place: int, end: int) -> bool:
    """Whether these bytes are a colour's code, decimal or 0x…"""
    if not (end - place > 2 and text[place] == 48 and (text[place + 1] | 32) == 120):
        return read_number(text, place, end) >= 0
    for at in range(place + 2, end):
        letter = text[at] | 32
        if not (48 <= text[at] <= 57 or 97 <= letter <= 102):
            return False
    return True


@kernel
def find_fault(text: Bytes, found: Counts) -> None:
    """Where the first line begins that cannot be drawn (_NOTHING: all can), its type, and the place in it."""
    found[0] = _NOTHING
    end = -1
    while end + 1 < len(text):
        start = skip_blanks(text, end + 1, len(text))
        end = end_of_line(text, start)
        stop = skip_word(text, start, end)
        kind = text[start] - 48 if stop == start + 1 else 0
        if kind < 1 or kind > 5:
            continue
        last = 6 if kind == 2 else (9 if kind == 3 else 12)
        for column in range(last + 2):
            place = skip_blanks(text, stop, end)
            stop = skip_word(text, place, end)
            if column == 0:
                is_sound = is_colour(text, place, stop)
            elif column <= last:
                is_sound = abs(read_number(text, place, stop)) < MAX_COORDINATE
            else:
                is_sound = kind != 1 or stop > place
            if not is_sound:
                found[0], found[1], found[2] = start, kind, column
                return
