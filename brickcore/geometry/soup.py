"""Loose polygons before smoothing: triangles, hard lines and soft lines, not yet joined at their corners."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from brickcore.colours import CURRENT_COLOUR
from brickcore.geometry.place_kernels import Copies, Longs, place_faces, place_lines

Floats = npt.NDArray[np.float32]


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
    triangles: npt.ArrayLike = (), hard: npt.ArrayLike = (), soft: npt.ArrayLike = (), colour: int = CURRENT_COLOUR
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


def moved(soup: Soup, matrix: npt.ArrayLike, *, colour: int = CURRENT_COLOUR, inverted: bool = False) -> Soup:
    """The soup under one placement, 12 numbers as an LDraw reference has them; `inverted` turns faces inside out."""
    target = blank(len(soup.triangles), len(soup.hard), len(soup.soft))
    copies = Copies(
        matrices=np.asarray(matrix, np.float64).reshape(1, 12),
        colours=np.array([colour], np.int32),
        inverted=np.array([inverted]),
        two_sided=np.zeros(1, np.bool_),
        firsts=np.zeros((1, 3), np.int64),
    )
    place_into(target, soup, copies, np.zeros(1, np.int64))
    return target


def blank(triangles: int, hard: int, soft: int) -> Soup:
    """A soup of that size, to be filled."""
    return Soup(
        triangles=np.empty((triangles, 3, 3), np.float32),
        colours=np.empty(triangles, np.int32),
        two_sided=np.empty(triangles, np.bool_),
        hard=np.empty((hard, 2, 3), np.float32),
        soft=np.empty((soft, 2, 3), np.float32),
    )


def place_into(target: Soup, soup: Soup, copies: Copies, rows: Longs) -> None:
    """Write the moved soup into `target` for each of these rows of `copies`."""
    if len(soup.triangles):
        place_faces(
            soup.triangles,
            soup.colours,
            soup.two_sided,
            copies.matrices,
            copies.colours,
            copies.inverted,
            copies.two_sided,
            copies.firsts,
            rows,
            target.triangles,
            target.colours,
            target.two_sided,
        )
    if len(soup.hard):
        place_lines(soup.hard, copies.matrices, copies.firsts, rows, 1, target.hard)
    if len(soup.soft):
        place_lines(soup.soft, copies.matrices, copies.firsts, rows, 2, target.soft)
