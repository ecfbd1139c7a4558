"""Where a file of the library refers to another."""

from collections.abc import Callable

from brickcore.library.names import normalise

_WORDS = 15  # of a line of type 1: its type, a colour, a place, a turn and a name, which may hold spaces


def line_of_reference(text: bytes, wanted: Callable[[str], bool]) -> int | None:
    """The first line, counted from 1, whose reference is wanted; None where there is none."""
    for number, line in enumerate(text.decode("utf-8", "replace").splitlines(), start=1):
        words = line.split(None, _WORDS - 1)
        if len(words) == _WORDS and words[0] == "1" and wanted(normalise(words[-1])):
            return number
    return None
