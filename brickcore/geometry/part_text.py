"""Reads what one part file draws, and the references to be expanded.

Source: LDraw.org "LDraw File Format Specification" (line types 1 to 5) and "Language Extension for Back Face Culling
(BFC)".
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from brickcore.geometry.soup import Soup
from brickcore.geometry.text_kernels import Counts, Doubles, Drawing, Flags, Ints, count_lines, read_lines
from brickcore.library import normalise


@dataclass(frozen=True, slots=True)
class References:
    """What a file refers to: names, colours int32[r], matrices float64[r, 12] (x y z, then the nine of the turn), and
    which are `inverted` or `two_sided`, bool[r].
    """

    names: tuple[str, ...]
    colours: Ints
    matrices: Doubles
    inverted: Flags
    two_sided: Flags


def read_part_text(text: bytes) -> tuple[Soup, References]:
    """The file's own polygons and lines, and its references. Lines that are not numbers where numbers belong are left
    out.
    """
    data = np.frombuffer(text, np.uint8)
    counts, used = np.zeros(6, np.int64), np.zeros(4, np.int64)
    count_lines(data, counts)
    drawing = _room(counts)
    read_lines(data, np.zeros(12), drawing, used)
    faces, hard, soft, references = used.tolist()
    return (
        Soup(
            drawing.triangles[:faces],
            drawing.colours[:faces],
            drawing.two_sided[:faces],
            drawing.hard[:hard],
            drawing.soft[:soft],
        ),
        References(
            names=tuple(_name(text[start:end]) for start, end in drawing.names[:references].tolist()),
            colours=drawing.tints[:references],
            matrices=drawing.matrices[:references],
            inverted=drawing.inverted[:references],
            two_sided=drawing.unsure[:references],
        ),
    )


def _room(counts: Counts) -> Drawing:
    """Arrays as large as the file can need."""
    _, references, hard, triangles, quads, soft = counts.tolist()
    faces = triangles + 2 * quads
    return Drawing(
        triangles=np.empty((faces, 3, 3), np.float32),
        colours=np.empty(faces, np.int32),
        two_sided=np.empty(faces, np.bool_),
        hard=np.empty((hard, 2, 3), np.float32),
        soft=np.empty((soft, 2, 3), np.float32),
        matrices=np.empty((references, 12)),
        tints=np.empty(references, np.int32),
        inverted=np.empty(references, np.bool_),
        unsure=np.empty(references, np.bool_),
        names=np.empty((references, 2), np.int32),
    )


@lru_cache(maxsize=16_384)
def _name(spelled: bytes) -> str:
    """A reference's name; the same few primitives are named again and again."""
    return normalise(spelled.decode("utf-8", "replace"))
