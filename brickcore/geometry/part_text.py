"""Reads the drawing lines of one part file: triangles, quads, lines, and the references to be expanded.

Source: LDraw.org "LDraw File Format Specification" (line types 1 to 5) and "Language Extension for Back Face Culling
(BFC)".
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from brickcore.geometry.limits import MAX_COORDINATE
from brickcore.geometry.soup import Soup
from brickcore.library import normalise

_WIDTH = {b"1": 14, b"2": 8, b"3": 11, b"4": 14, b"5": 14}  # words of each line type that are numbers
_FLIPPED, _TWO_SIDED = 1, 2


@dataclass(frozen=True, slots=True)
class References:
    """What a file refers to: names, colours int32[r], matrices float64[r, 3, 4], and which are `inverted` or
    `two_sided`.
    """

    names: tuple[str, ...]
    colours: npt.NDArray[np.int32]
    matrices: npt.NDArray[np.float64]
    inverted: npt.NDArray[np.bool_]
    two_sided: npt.NDArray[np.bool_]


@dataclass(slots=True)
class _Lines:
    """The lines of a file by type, each with the culling state it was met in."""

    certified: bool | None = None
    clip: bool = True
    clockwise: bool = False
    invert_next: bool = False
    found: dict[bytes, list[bytes]] = field(default_factory=lambda: {kind: [] for kind in _WIDTH})
    states: dict[bytes, bytearray] = field(default_factory=lambda: {kind: bytearray() for kind in _WIDTH})

    def take(self, kind: bytes, line: bytes) -> None:
        """Keep one drawing line. A file that draws before it says a word about BFC is not certified."""
        if self.certified is None:
            self.certified = False
        winding = self.invert_next if kind == b"1" else self.clockwise
        self.found[kind].append(line)
        self.states[kind].append((_FLIPPED if winding else 0) | (0 if self.certified and self.clip else _TWO_SIDED))
        self.invert_next = False

    def culling(self, words: list[bytes]) -> None:
        """Apply one `0 BFC …` line. Any of them but NOCERTIFY certifies a file that has not drawn yet."""
        if self.certified is None:
            self.certified = b"NOCERTIFY" not in words
        for word in words:
            if word == b"CW":
                self.clockwise = True
            elif word == b"CCW":
                self.clockwise = False
            elif word == b"CLIP":
                self.clip = True
            elif word == b"NOCLIP":
                self.clip = False
            elif word == b"INVERTNEXT":
                self.invert_next = True


def read_part_text(text: bytes) -> tuple[Soup, References]:
    """The file's own polygons and lines, and its references. Lines that are not numbers where numbers belong are left
    out.
    """
    lines = _Lines()
    for raw in text.splitlines():
        line = raw.lstrip()
        kind = line[:1]
        if kind in _WIDTH and line[1:2].isspace():
            lines.take(kind, line)
        elif kind == b"0" and b"BFC" in line[:16]:
            words = line.split()
            if words[1:2] == [b"BFC"]:
                lines.culling([word.upper() for word in words[2:]])
    return _polygons(lines), _references(lines)


def _polygons(lines: _Lines) -> Soup:
    threes, three_colours, three_states = _shapes(lines, b"3", 3)
    fours, four_colours, four_states = _shapes(lines, b"4", 4)
    triangles = np.concatenate([threes, fours[:, [0, 1, 2]], fours[:, [2, 3, 0]]])
    states = np.concatenate([three_states, four_states, four_states])
    flipped = states & _FLIPPED > 0
    if flipped.any():
        triangles[flipped] = triangles[flipped][:, ::-1]
    return Soup(
        triangles=triangles,
        colours=np.concatenate([three_colours, four_colours, four_colours]),
        two_sided=states & _TWO_SIDED > 0,
        hard=_shapes(lines, b"2", 2)[0],
        soft=_shapes(lines, b"5", 4)[0][:, :2],
    )


def _shapes(
    lines: _Lines, kind: bytes, corners: int
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    """Corners float32[n, corners, 3], colours and states of every line of that type whose numbers can be used."""
    states = np.frombuffer(bytes(lines.states[kind]), np.uint8)
    rows, kept = _numbers(lines.found[kind], kind)
    points = rows[:, 2 : 2 + 3 * corners]
    usable = np.abs(points).max(axis=1, initial=0) < MAX_COORDINATE  # false for NaN too
    if not usable.all():
        rows, points, kept = rows[usable], points[usable], kept[usable]
    return points.reshape(-1, corners, 3).astype(np.float32), _colours(rows[:, 1]), states[kept]


def _references(lines: _Lines) -> References:
    words = [line.split(None, 14) for line in lines.found[b"1"]]
    rows, kept = _numbers([b" ".join(row[:14]) for row in words], b"1")
    usable = np.abs(rows[:, 2:]).max(axis=1, initial=0) < MAX_COORDINATE
    usable &= np.array([len(words[row]) == 15 for row in kept], bool)
    rows, kept = rows[usable], kept[usable]
    states = np.frombuffer(bytes(lines.states[b"1"]), np.uint8)[kept]
    return References(
        names=tuple(normalise(words[row][14].decode("utf-8", "replace")) for row in kept),
        colours=_colours(rows[:, 1]),
        matrices=np.concatenate([rows[:, 5:].reshape(-1, 3, 3), rows[:, 2:5, None]], axis=2),
        inverted=states & _FLIPPED > 0,
        two_sided=states & _TWO_SIDED > 0,
    )


def _numbers(lines: list[bytes], kind: bytes) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """float64[n, width] of the lines, and which lines they are. One call reads them all; line by line only where that
    fails.
    """
    width = _WIDTH[kind]
    try:
        values = np.fromstring(b" ".join(lines), sep=" ")
    except ValueError:
        return _numbers_one_by_one(lines, width)
    if len(values) != width * len(lines) or (values[::width] != float(kind)).any():
        return _numbers_one_by_one(lines, width)
    return values.reshape(-1, width), np.arange(len(lines))


def _numbers_one_by_one(lines: list[bytes], width: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    rows, kept = [], []
    for index, line in enumerate(lines):
        words = line.split(None, width)[:width]
        try:
            row = [float(words[0]), _colour(words[1]), *map(float, words[2:])]
        except (ValueError, IndexError):
            continue
        if len(row) == width:
            rows.append(row)
            kept.append(index)
    return np.array(rows, np.float64).reshape(-1, width), np.array(kept, np.int64)


def _colour(word: bytes) -> float:
    """A colour code; a direct colour may stand in hexadecimal."""
    return float(int(word, 16) if word[:2].lower() == b"0x" else int(word))


def _colours(values: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    """Codes that no colour can have become the current colour."""
    possible = (values >= 0) & (values < 0x4000000)
    return np.where(possible, values, 16).astype(np.int32)
