"""STL: a list of triangles, in binary or in text."""

import re
from array import array

import numpy as np
import numpy.typing as npt

from brickcore.errors import Location, Notice
from brickcore.formats.solids.refusals import MOST_TRIANGLES, broken, refuse_many

Floats = npt.NDArray[np.float64]

HEAD, ROW = 84, 50
_ROW = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("attribute", "<u2")])
_CORNER = re.compile(rb"\bvertex\s+(\S+)\s+(\S+)\s+(\S+)", re.IGNORECASE)
_MARK = b"\xef\xbb\xbf"
_START = 1 << 16


def read_stl(data: bytes, name: str) -> tuple[Floats, tuple[Notice, ...]]:
    """The corners, three rows a triangle, float64[3n, 3]. Raises UnreadableFile and HostileFile."""
    return _written(data, name) if _is_text(data) else _packed(data, name)


def told_triangles(data: bytes) -> int:
    """How many triangles the head of a binary file speaks of."""
    return int.from_bytes(data[HEAD - 4 : HEAD], "little")


def _is_text(data: bytes) -> bool:
    """Binary heads may begin with the same word, so a file whose bytes add up is binary."""
    if len(data) == HEAD + ROW * told_triangles(data):
        return False
    start = data[:_START].removeprefix(_MARK).lstrip().lower()
    return start.startswith(b"solid") and b"facet" in start


def _packed(data: bytes, name: str) -> tuple[Floats, tuple[Notice, ...]]:
    triangles = told_triangles(data)
    refuse_many(triangles, name)
    left = len(data) - HEAD - ROW * triangles
    if left < 0 or not triangles:
        raise broken(name, f"its head speaks of {triangles:,} triangles, and its bytes hold another number")
    corners = np.frombuffer(data, _ROW, triangles, HEAD)["corners"].reshape(-1, 3).astype(np.float64)
    return corners, (_left_over(left, triangles, name),) if left else ()


def _left_over(left: int, triangles: int, name: str) -> Notice:
    message = f"{left:,} bytes after the {triangles:,} triangles that the head of {name} speaks of are passed over."
    return Notice("BYTES_LEFT_OVER", message, "warning", Location(name), "Export it again where triangles are missing.")


def _written(data: bytes, name: str) -> tuple[Floats, tuple[Notice, ...]]:
    numbers = array("d")
    try:
        for corner in _CORNER.finditer(data):
            numbers.extend(map(float, corner.groups()))
            if len(numbers) > 9 * MOST_TRIANGLES:
                refuse_many(data.lower().count(b"endfacet"), name)
                refuse_many(MOST_TRIANGLES + 1, name)
    except ValueError as error:
        line = data.count(b"\n", 0, corner.start()) + 1
        raise broken(name, f"a corner in line {line} has a word where a number should be", line) from error
    rows = np.array(numbers[: len(numbers) - len(numbers) % 9], np.float64).reshape(-1, 3)
    if b"endsolid" in data[-_START:].lower():
        if len(numbers) % 9:
            raise broken(name, "one of its triangles does not have three corners")
        return rows, ()
    message = f"{name} ends before its last line, so that triangles may be missing."
    return rows, (Notice("CUT_OFF", message, "warning", Location(name), "Download or export it again."),)
