"""Type 1 lines: `1 colour x y z a b c d e f g h i name`, all of a file at once.

Rotation and name repeat from line to line, so what follows the position is looked at once for each different text.
Lines come in small blocks, because the short-lived lists of a block stay in the processor's cache.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
import numpy.typing as npt

from brickcore.placing import Positions

_BLOCK = 512  # lines read by one call; one bad line makes its block be read line by line
_PLAIN = b"0123456789.- "
_LONGEST_PLAIN = 32  # bytes of a number; longer ones may overflow


@dataclass(slots=True)
class References:
    """Columns of n type 1 lines. `lines` are indices into the file; `colour_index` and `tail_index` point
    into the different colours and tails (the text after the position)."""

    lines: npt.NDArray[np.int64]
    colour_index: npt.NDArray[np.int64]
    colours: list[bytes]
    positions: Positions
    tail_index: npt.NDArray[np.int64]
    tails: list[bytes]


@dataclass(frozen=True, slots=True)
class BadLine:
    """A type 1 line that cannot be used, and why: "kind", "short", "number" or "finite"."""

    line: int
    why: str


def read_references(lines: Sequence[bytes], indices: npt.NDArray[np.int64]) -> tuple[References, list[BadLine]]:
    """Split the lines at these indices into columns; lines that cannot be used are left out and told."""
    bad: list[BadLine] = []
    good, colour_index, tail_index = [indices[:0]], [indices[:0]], [indices[:0]]
    positions: list[bytes] = []
    colours, tails = _numbering(), _numbering()
    for block, text, colour, tail in _blocks(lines, indices, bad):
        good.append(block)
        positions.append(text)
        colour_index.append(np.fromiter(map(colours.__getitem__, colour), np.int64, len(block)))
        tail_index.append(np.fromiter(map(tails.__getitem__, tail), np.int64, len(block)))
    lines_, colours_, tails_ = (np.concatenate(column) for column in (good, colour_index, tail_index))
    places = Positions(positions, [len(block) for block in good[1:]])
    return References(lines_, colours_, list(colours), places, tails_, list(tails)), bad


def _numbering() -> defaultdict[bytes, int]:
    """Numbers what it is asked for, in order of first asking."""
    numbers: defaultdict[bytes, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    return numbers


def _blocks(
    lines: Sequence[bytes], indices: npt.NDArray[np.int64], bad: list[BadLine]
) -> Iterator[tuple[npt.NDArray[np.int64], bytes, Sequence[bytes], Sequence[bytes]]]:
    """Indices, positions as text (all x, all y, all z), colours and tails of each block's good lines."""
    for start in range(0, len(indices), _BLOCK):
        block = indices[start : start + _BLOCK]
        rows = [lines[index].split(None, 5) for index in block.tolist()]
        try:
            kind, colour, x, y, z, tail = zip(*rows, strict=True)
        except ValueError:
            text = b""
        else:
            text = b" ".join(x + y + z) if kind.count(b"1") == len(kind) else b""
        if not text or not (_is_plain(text) or _is_finite(text)):
            fine = [_fault(row) for row in rows]
            bad += [BadLine(index, why) for index, why in zip(block.tolist(), fine, strict=True) if why]
            block = block[[not why for why in fine]]
            if not len(block):
                continue
            _, colour, x, y, z, tail = zip(*(row for row, why in zip(rows, fine, strict=True) if not why), strict=True)
            text = b" ".join(x + y + z)
        yield block, text, colour, tail


def _fault(row: list[bytes]) -> str:
    """Why the head of a line cannot be used; empty where it can."""
    if row[0] != b"1":
        return "kind"
    if len(row) < 6:
        return "short"
    try:
        values = [float(word) for word in row[2:5]]
    except ValueError:
        return "number"
    return "" if all(map(isfinite, values)) else "finite"


def _is_finite(text: bytes) -> bool:
    """Whether every word is a finite number, however it is written."""
    try:
        return all(map(isfinite, map(float, text.split())))
    except ValueError:
        return False


def _is_plain(text: bytes) -> bool:
    """Whether every word is surely a finite decimal number: digits with at most one point and a minus in front only.

    Only looks at neighbouring bytes, for all words at once; a False means that each word wants a real look.
    """
    if text.translate(None, _PLAIN):
        return False
    codes = np.frombuffer(b" " + text + b" ", np.uint8)
    blank, point, minus = codes == 32, codes == 46, codes == 45
    digit = ~(blank | point | minus)
    ends = np.flatnonzero(blank)
    if (
        (ends[1:] - ends[:-1]).max() > _LONGEST_PLAIN
        or (minus[1:] & ~blank[:-1]).any()
        or (minus[:-1] & blank[1:]).any()
    ):
        return False
    lonely = point[1:-1] & ~digit[:-2] & ~digit[2:]
    return not lonely.any() and not _has_double_point(ends, np.flatnonzero(point))


def _has_double_point(blanks: npt.NDArray[np.int64], points: npt.NDArray[np.int64]) -> bool:
    words = np.searchsorted(blanks, points)
    return bool((words[1:] == words[:-1]).any())
