"""The references of one file as columns.

One row a type 1 line, what repeats is kept once, numbers are parsed when asked for.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class Positions:
    """Translations in LDU, kept as text until somebody asks, and then only as much of it as is asked for.

    Each block of `text` holds the numbers of some rows: all their x, then all their y, then all their z. `sizes` is
    how many rows each block has.
    """

    def __init__(self, text: Sequence[bytes], sizes: Sequence[int]) -> None:
        self._text = text
        self._starts = [0, *accumulate(sizes)]
        self._read: dict[int, Floats] = {}

    @property
    def values(self) -> Floats:
        """float64[n, 3]."""
        return self.between(0, self._starts[-1])

    def between(self, start: int, end: int) -> Floats:
        """float64[end - start, 3]: the positions of these rows."""
        if start >= end:
            return np.empty((0, 3))
        first = bisect_right(self._starts, start) - 1
        blocks = [self._block(block) for block in range(first, bisect_left(self._starts, end))]
        offset = self._starts[first]
        return (np.concatenate(blocks) if len(blocks) > 1 else blocks[0])[start - offset : end - offset]

    def _block(self, block: int) -> Floats:
        if block not in self._read:
            numbers = np.fromiter(map(float, self._text[block].split()), np.float64)
            self._read[block] = numbers.reshape(3, -1).T
        return self._read[block]

    def take(self, rows: npt.NDArray[np.int64]) -> "Positions":
        """The positions of these rows only."""
        return Positions.of(self.values[rows])

    @classmethod
    def of(cls, values: Floats) -> "Positions":
        """Positions that are known: float64[n, 3]."""
        made = cls((b"",), (len(values),))
        made._read[0] = values
        return made


@dataclass(frozen=True, slots=True, eq=False)
class Placing:
    """n references. `lines` int64[n] are counted from 1 in the file.

    The `_index` columns int[n] point into what they are named after. `names` are normalised, `colours` LDraw codes,
    each there once; `rotations` float64[k, 3, 3].
    """

    lines: npt.NDArray[np.int64]
    name_index: npt.NDArray[np.int64]
    names: Sequence[str]
    colour_index: npt.NDArray[np.int64]
    colours: Sequence[int]
    positions: Positions
    rotation_index: npt.NDArray[np.int32]
    rotations: npt.NDArray[np.float64]

    @classmethod
    def once(cls, name: str, colour: int) -> "Placing":
        """One reference that stands unturned at the origin, said to be on line 1."""
        zero = np.zeros(1, np.int64)
        origin = Positions.of(np.zeros((1, 3)))
        return cls(zero + 1, zero, (name,), zero, (colour,), origin, zero.astype(np.int32), np.eye(3)[None])
