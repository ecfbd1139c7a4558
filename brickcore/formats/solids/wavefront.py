"""OBJ: the points and faces of all objects. Whatever else a line says, and every file that it names, is passed over."""

from array import array
from io import BytesIO
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from brickcore.formats.solids.refusals import MOST_POINTS, MOST_TRIANGLES, broken, refuse_many, refuse_points

Floats = npt.NDArray[np.float64]
Corners = npt.NDArray[np.int64]

_MARK = b"\xef\xbb\xbf"


def read_obj(data: bytes, name: str) -> tuple[Floats, Corners]:
    """Points float64[n, 3] and triangles int64[m, 3]: faces of more corners become fans.

    Raises UnreadableFile with the line that is wrong, and HostileFile.
    """
    if b"\0" in data:
        raise broken(name, "it holds bytes that no text has")
    found = _Found(name)
    for line, text in enumerate(BytesIO(_plain(data)), 1):
        word, _, rest = text.lstrip().partition(b" ")
        try:
            if word == b"v":
                found.point(rest.split()[:3])
            elif word == b"f":
                found.face(rest.partition(b"#")[0].split())  # a comment may end the line
        except ValueError as error:
            raise broken(name, f"line {line} does not fit: “{_shown(text)}”", line) from error
    points = np.array(found.points, np.float64).reshape(-1, 3)
    triangles = np.array(found.corners, np.int64).reshape(-1, 3)
    if len(triangles) and triangles.max() >= len(points):
        raise broken(name, f"a face asks for point {triangles.max() + 1:,}, and there are {len(points):,}")
    return points, triangles


class _Found:
    def __init__(self, name: str) -> None:
        self.points, self.corners = array("d"), array("q")
        self._name = name

    def point(self, words: list[bytes]) -> None:
        if len(words) < 3:
            raise ValueError("a point has three coordinates")
        self.points.extend(map(_float, words))
        if len(self.points) > 3 * MOST_POINTS:
            refuse_points(len(self.points) // 3, self._name)

    def face(self, words: list[bytes]) -> None:
        """Corners count from 1, or backwards from the last point; textures and normals stand behind strokes."""
        corners = [self._corner(int(word.partition(b"/")[0])) for word in words]
        if len(corners) < 3:
            raise ValueError("a face has three corners or more")
        if len(self.corners) // 3 + len(corners) - 2 > MOST_TRIANGLES:
            refuse_many(len(self.corners) // 3 + len(corners) - 2, self._name)
        for one, other in pairwise(corners[1:]):
            self.corners.extend((corners[0], one, other))

    def _corner(self, told: int) -> int:
        corner = told - 1 if told > 0 else len(self.points) // 3 + told
        if told == 0 or corner < 0 or corner >= 1 << 62:
            raise ValueError("no such point")
        return corner


def _plain(data: bytes) -> bytes:
    """Lines that end by LF, none of them broken in two, with blanks for tabs."""
    data = data.removeprefix(_MARK).replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\\\n", b" ")
    return data.replace(b"\t", b" ")


def _float(word: bytes) -> float:
    if b"_" in word:  # Python would take 1_000 for a number
        raise ValueError("no number")
    return float(word)


def _shown(text: bytes) -> str:
    return text[:60].decode("utf-8", "replace").strip()
