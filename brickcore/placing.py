"""The references of one file as columns.

One row a type 1 line, what repeats is kept once, numbers are parsed when asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


class Positions:
    """Translations in LDU, kept as text until somebody asks.

    Each block of `text` holds the numbers of some rows: all their x, then all their y, then all their z.
    """

    def __init__(self, text: Sequence[bytes] | None, values: npt.NDArray[np.float64] | None = None) -> None:
        self._text = text
        self._values = np.empty((0, 3)) if values is None else values

    @property
    def values(self) -> npt.NDArray[np.float64]:
        """float64[n, 3]."""
        if self._text is not None:
            blocks = [np.fromiter(map(float, block.split()), np.float64).reshape(3, -1).T for block in self._text]
            self._values = np.concatenate([*blocks, self._values])
            self._text = None
        return self._values

    def take(self, rows: npt.NDArray[np.int64]) -> "Positions":
        """The positions of these rows only."""
        return Positions(None, self.values[rows])


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
        origin = Positions(None, np.zeros((1, 3)))
        return cls(zero + 1, zero, (name,), zero, (colour,), origin, zero.astype(np.int32), np.eye(3)[None])
