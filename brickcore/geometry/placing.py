"""Sorts placements into runs that one glTF node can draw: same part, same colour, same way of standing.

A placement that keeps right angles is a turn and a stretch along the part's axes, which an instance can hold. A
mirroring one is the same under a node that mirrors. One that skews cannot be an instance; it becomes two nodes, from
its singular value decomposition.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from brickcore.geometry.limits import MAX_POSITION, MAX_SCALE
from brickcore.model import Placements

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_SQUARE = (
    2e-3  # how far from a right angle (as a cosine) and from length 1 counts as exact: builders' files carry 3 digits
)
_MIRRORED, _STRETCHED, _SKEWED = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Run:
    """Placements `first` to `last` (exclusive) of the arranged order: one part in one colour, standing one way."""

    part: int
    colour: int
    first: int
    last: int
    mirrored: bool
    stretched: bool
    skewed: bool


@dataclass(frozen=True, slots=True)
class Arrangement:
    """All drawable placements in runs. `rows` says which placement each was; the rest has one row each as well.

    `turns` are unit quaternions float64[n, 4] (x, y, z, w), `stretches` float64[n, 3], `shifts` float64[n, 3] in LDU:
    what an instance holds, x already mirrored back where the run is mirrored. `dropped` placements had numbers that no
    model can have.
    """

    rows: Ints
    runs: tuple[Run, ...]
    shifts: Floats
    turns: Floats
    stretches: Floats
    dropped: int


def arrange(placements: Placements) -> Arrangement:
    """Sort into runs; within a run the building order stays."""
    matrices = placements.matrices
    with np.errstate(invalid="ignore"):
        usable = (np.abs(matrices[:, :, :3]) <= MAX_SCALE).all(axis=(1, 2)) & (
            np.abs(matrices[:, :, 3]) <= MAX_POSITION
        ).all(axis=1)
    rows = np.flatnonzero(usable)
    kinds = _kinds(matrices[rows, :, :3])
    order = np.lexsort((kinds, placements.colours[rows], placements.part_index[rows]))
    rows, kinds = rows[order], kinds[order]
    chosen = matrices[rows].copy()
    chosen[kinds & _MIRRORED > 0, 0] *= -1
    lengths = np.linalg.norm(chosen[:, :, :3], axis=1)
    stretches = np.where(np.abs(lengths - 1) < _SQUARE, 1.0, lengths)
    turns = quaternions(chosen[:, :, :3] / np.maximum(lengths, 1e-12)[:, None, :])
    runs = tuple(_runs(placements.part_index[rows], placements.colours[rows], kinds))
    return Arrangement(rows, runs, chosen[:, :, 3], turns, stretches, len(matrices) - len(rows))


def _kinds(turns: Floats) -> npt.NDArray[np.int8]:
    """Which of mirrored, stretched and skewed each 3 x 3 matrix is; a skewed one is nothing else."""
    products = np.einsum("nji,njk->nik", turns, turns)
    lengths = np.sqrt(np.einsum("nii->ni", products))
    sizes = np.maximum(lengths[:, :, None] * lengths[:, None, :], 1e-12)
    cosines = np.abs(products / sizes)[:, [0, 0, 1], [1, 2, 2]].max(axis=1, initial=0)
    skewed = (cosines > _SQUARE) | (lengths.min(axis=1, initial=np.inf) < 1e-6)
    mirrored = np.linalg.det(turns) < 0
    stretched = (np.abs(lengths - 1) >= _SQUARE).any(axis=1)
    return np.where(skewed, _SKEWED, mirrored * _MIRRORED + stretched * _STRETCHED).astype(np.int8)


def _runs(parts: npt.NDArray[np.int32], colours: npt.NDArray[np.int32], kinds: npt.NDArray[np.int8]) -> Iterator[Run]:
    if not len(parts):
        return
    keys = np.stack([parts, colours, kinds], axis=1)
    starts = np.concatenate([[0], np.flatnonzero((keys[1:] != keys[:-1]).any(axis=1)) + 1])
    for first, last in zip(starts.tolist(), [*starts[1:].tolist(), len(parts)], strict=True):
        part, colour, kind = keys[first].tolist()
        yield Run(part, colour, first, last, bool(kind & _MIRRORED), bool(kind & _STRETCHED), bool(kind & _SKEWED))


def quaternions(turns: Floats) -> Floats:
    """Rotation matrices [n, 3, 3] as unit quaternions [n, 4] (x, y, z, w) with w >= 0.

    The outer product of a quaternion with itself is linear in the matrix; its row with the largest diagonal is the
    quaternion. Source: S. W. Shepperd, "Quaternion from Rotation Matrix", 1978.
    """
    (a, b, c), (d, e, f), (g, h, i) = turns.transpose(1, 2, 0)
    outer = np.array(
        [
            [1 + a - e - i, b + d, c + g, h - f],
            [b + d, 1 - a + e - i, f + h, c - g],
            [c + g, f + h, 1 - a - e + i, d - b],
            [h - f, c - g, d - b, 1 + a + e + i],
        ]
    ).transpose(2, 0, 1)
    best = np.argmax(np.einsum("nii->ni", outer), axis=1)
    found = outer[np.arange(len(outer)), best]
    found /= np.linalg.norm(found, axis=1)[:, None]
    return np.asarray(np.where(found[:, 3:] < 0, -found, found))
