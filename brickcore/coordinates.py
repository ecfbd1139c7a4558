"""Where the rows of a submodel stand. Rotations repeat, so each is kept once; numbers are parsed once, when first asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


class Positions:
    """Translations of all references of one file, in LDU, kept as text until somebody asks.

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
class Coordinates:
    """Rows `start` to `end` of a file's positions, with `rotation_index` int32[n] into `rotations` float64[k, 3, 3]."""

    positions: Positions
    start: int
    end: int
    rotations: npt.NDArray[np.float64]
    rotation_index: npt.NDArray[np.int32]

    def matrices(self) -> npt.NDArray[np.float64]:
        """float64[n, 3, 4]."""
        laid = np.empty((self.end - self.start, 3, 4))
        laid[:, :, :3] = self.rotations[self.rotation_index]
        laid[:, :, 3] = self.translations()
        return laid

    def translations(self) -> npt.NDArray[np.float64]:
        """float64[n, 3], LDU."""
        return self.positions.values[self.start : self.end]

    @classmethod
    def at_origin(cls) -> "Coordinates":
        """One row that stands unturned at the origin."""
        return cls(Positions(None, np.zeros((1, 3))), 0, 1, np.eye(3)[None], np.zeros(1, np.int32))
