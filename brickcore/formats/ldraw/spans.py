"""Rows and lines that commands of building programs join or take away, and the rows at which steps begin."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from brickcore.formats.ldraw.sections import Section
from brickcore.model import Span


def step_starts(section: Section, rows: npt.NDArray[np.int64]) -> tuple[int, ...]:
    """The rows at which steps after the first begin; steps that place nothing are none.

    `rows` are the lines of rows, rising.
    """
    return tuple(sorted({*np.searchsorted(rows, section.steps).tolist()} - {0, len(rows)}))


def exchanged_lines(section: Section) -> Iterator[tuple[int, int]]:
    """Line ranges that MLCad's `BUFEXCHG x RETRIEVE` takes away again: all since `BUFEXCHG x STORE`."""
    stored: dict[bytes, int] = {}
    for line, words in section.events:
        if words[0] != b"BUFEXCHG" or len(words) != 3:
            continue
        buffer, command = words[1].upper(), words[2].upper()
        if command == b"STORE":
            stored[buffer] = line
        elif command == b"RETRIEVE":
            yield stored.get(buffer, line), line


def spans(section: Section, rows: npt.NDArray[np.int64]) -> tuple[Span, ...]:
    """What LSynth, LDCad and LPub join.

    A span that is not closed reaches to the end only where its program means it so.
    """
    opened: dict[str, tuple[int, str]] = {}
    found: list[Span] = []
    for line, words in section.events:
        kind, opens, label = _event([word.upper() for word in words], words)
        row = int(np.searchsorted(rows, line))
        if kind in opened:
            start, said = opened.pop(kind)
            found.append(Span(kind, start, row, said))
        if opens:
            opened[kind] = (row, label)
    found += [Span(kind, start, len(rows), said) for kind, (start, said) in opened.items() if kind == "path"]
    return tuple(span for span in found if span.start < span.end)


def undrawn(section: Section) -> Iterator[tuple[int, bytes]]:
    """Lines at which LSynth is told to draw a bent part, and of what kind, where nothing of it has been drawn."""
    begun: tuple[int, bytes] | None = None
    for line, words in section.events:
        if words[0].lstrip(b"!") != b"SYNTH" or len(words) < 2:
            continue
        command = words[1].upper()
        if command in (b"BEGIN", b"END") and begun is not None:
            yield begun
        if command in (b"BEGIN", b"END", b"SYNTHESIZED"):
            begun = (line, words[2]) if command == b"BEGIN" and len(words) > 2 else None
    if begun is not None:
        yield begun


def _event(upper: Sequence[bytes], words: Sequence[bytes]) -> tuple[str, bool, str]:
    """Kind of span, whether it opens (else closes) one, and its label; an empty kind for commands that do neither."""
    rest = tuple(upper[1:])
    match upper[0].lstrip(b"!"), rest:
        case b"SYNTH", (b"SYNTHESIZED", b"BEGIN", *_):
            return "synth", True, ""
        case b"SYNTH", (b"SYNTHESIZED", b"END", *_):
            return "synth", False, ""
        case b"LDCAD", (b"GENERATED", *_):
            return "path", True, ""
        case b"LPUB", (b"PLI", b"BEGIN", b"SUB", _, *_):
            return "substitute", True, b" ".join(words[4:]).decode("utf-8", "replace")
        case b"LPUB", (b"PLI" | b"BOM", b"END", *_):
            return "substitute", False, ""
    return "", False, ""
