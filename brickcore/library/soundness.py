"""Whether a file of a library can be LDraw text at all, seen before anything in it is believed."""

from brickcore.errors import Location, UnreadableFile
from brickcore.library.header import read_title

MAX_LINE = 1 << 16  # bytes; the longest official line has 438
MAX_NAME = 64


def text_fault(path: str, text: bytes) -> UnreadableFile | None:
    """What is wrong with the file, or None: zero bytes, a line beyond all measure, no title, an unusable name."""
    if b"\0" in text:
        return _fault("PART_NOT_TEXT", "it is no text: it holds zero bytes", path, _line(text, text.index(b"\0")))
    start = _long_line(text)
    if start is not None:
        reason = f"the line is longer than {MAX_LINE >> 10} KB; an LDraw line has a few hundred bytes"
        return _fault("PART_LONG_LINE", reason, path, _line(text, start))
    if not read_title(text):
        return _fault("PART_NO_TITLE", 'it has no title: the first line of a part reads "0 " and its name', path, 1)
    if not path.isprintable():
        return _fault("PART_BAD_NAME", "its name holds signs that are no letters, digits or punctuation", path, None)
    if len(path.rsplit("/", 1)[-1]) > MAX_NAME:
        return _fault("PART_LONG_NAME", f"its name is longer than {MAX_NAME} characters", path, None)
    return None


def _fault(code: str, reason: str, path: str, line: int | None) -> UnreadableFile:
    return UnreadableFile(code, f"{reason}.", location=Location(path, line))


def _long_line(text: bytes) -> int | None:
    """Where the first line beyond MAX_LINE begins. It leaps from line end to line end, a whole limit at a time."""
    end = b"\n" if b"\n" in text else b"\r"
    start = 0
    while len(text) - start > MAX_LINE:
        last = text.rfind(end, start, start + MAX_LINE + 1)
        if last < 0:
            return start
        start = last + 1
    return None


def _line(text: bytes, place: int) -> int:
    return text.count(b"\n", 0, place) + 1
