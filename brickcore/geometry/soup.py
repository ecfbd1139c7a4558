"""Loose polygons before smoothing: triangles, hard lines and soft lines, not yet joined at their corners."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

CURRENT = 16


@dataclass(frozen=True, slots=True)
class Soup:
    """Triangles float32[n, 3, 3] counter-clockwise, `colours` int32[n], `two_sided` bool[n] (their winding is unknown).

    `hard` float32[m, 2, 3] are the lines drawn as edges (line type 2), `soft` float32[k, 2, 3] the conditional lines
    (type 5), which run where two faces meet smoothly. LDU.
    """

    triangles: Floats
    colours: npt.NDArray[np.int32]
    two_sided: npt.NDArray[np.bool_]
    hard: Floats
    soft: Floats

    @property
    def points(self) -> Floats:
        """Every corner, float32[p, 3]: of the triangles, then of hard lines, then of soft lines."""
        return np.concatenate([self.triangles.reshape(-1, 3), self.hard.reshape(-1, 3), self.soft.reshape(-1, 3)])


def make_soup(
    triangles: npt.ArrayLike = (), hard: npt.ArrayLike = (), soft: npt.ArrayLike = (), colour: int = CURRENT
) -> Soup:
    """A soup of one colour from nested sequences of corners."""
    corners = np.asarray(triangles, np.float32).reshape(-1, 3, 3)
    return Soup(
        triangles=corners,
        colours=np.full(len(corners), colour, np.int32),
        two_sided=np.zeros(len(corners), bool),
        hard=np.asarray(hard, np.float32).reshape(-1, 2, 3),
        soft=np.asarray(soft, np.float32).reshape(-1, 2, 3),
    )


EMPTY = make_soup()


def join(soups: Iterable[Soup]) -> Soup:
    """All of them in one, in order."""
    parts = list(soups)
    if not parts:
        return EMPTY
    return Soup(
        triangles=np.concatenate([part.triangles for part in parts]),
        colours=np.concatenate([part.colours for part in parts]),
        two_sided=np.concatenate([part.two_sided for part in parts]),
        hard=np.concatenate([part.hard for part in parts]),
        soft=np.concatenate([part.soft for part in parts]),
    )


def place(corners: Floats, counts: Sequence[int], matrices: npt.NDArray[np.float64]) -> Floats:
    """Moves runs of shapes: the first `counts[0]` by `matrices[0]`, and so on. `corners` is [n, k, 3], `matrices` [r,
    3, 4].
    """
    rows = np.repeat(matrices.astype(np.float32).reshape(-1, 12), counts, axis=0)
    x, y, z = corners[:, :, 0], corners[:, :, 1], corners[:, :, 2]
    moved = np.empty_like(corners)
    for axis in range(3):
        a, b, c, d = rows[:, 4 * axis : 4 * axis + 4].T[:, :, None]
        moved[:, :, axis] = a * x + b * y + c * z + d
    return moved


def moved(soup: Soup, matrix: npt.ArrayLike) -> Soup:
    """The soup under one 3 x 4 placement; a mirroring one turns the winding back."""
    rows = np.asarray(matrix, np.float64).reshape(1, 3, 4)
    triangles = place(soup.triangles, [len(soup.triangles)], rows)
    if np.linalg.det(rows[0, :, :3]) < 0:
        triangles = triangles[:, ::-1]
    hard, soft = (place(lines, [len(lines)], rows) for lines in (soup.hard, soup.soft))
    return Soup(triangles, soup.colours, soup.two_sided, hard, soft)
