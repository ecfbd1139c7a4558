"""A model packed for drawing: meshes end to end, placements in one array, colours as light."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from brickcore.colours import OPAQUE, LDrawColour
from brickcore.errors import HostileFile
from brickcore.model import Placements
from brickcore.pictures.arrays import Instances, Offsets, Palette, Shapes
from brickcore.pictures.meshes import Mesh, Packed, fixed_colours, pack_shapes
from brickcore.pictures.palette import colour_for, make_palette

Doubles = npt.NDArray[np.float64]

FARTHEST = 1e7  # LDU, 4 km: beyond it nothing is a model, and single precision has no LDU left to give
MOST_TRIANGLES = 100_000_000  # some ten seconds; a set of 5,000 parts has three million
TO_WORLD = np.array([1.0, -1.0, -1.0])  # LDraw's y points down
CORNERS = np.array(list(product((0, 1), repeat=3)))


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is to be drawn, around its own middle.

    `corners` (3, n * 8) are those of every placed part's box, `bounds` (2, 3) the least and the greatest of them.
    """

    shapes: Shapes
    instances: Instances
    palette: Palette
    corners: Doubles
    bounds: Doubles

    @property
    def radius(self) -> float:
        """Half the diagonal of the box around everything, in LDU; at least 1."""
        return max(float(np.linalg.norm(self.bounds[1] - self.bounds[0])) / 2, 1.0)


def build_scene(placements: Placements, meshes: Mapping[str, Mesh], colours: Mapping[int, LDrawColour]) -> Scene | None:
    """Pack placements (n rows) for drawing; None when nothing of it can be drawn.

    Left out are parts without a mesh, and placements that are not finite or lie beyond all reason.
    """
    drawable = np.array([name in meshes and _is_drawable(meshes[name]) for name in placements.parts], bool)
    kept = np.flatnonzero(drawable[placements.part_index]) if len(drawable) else np.zeros(0, np.int64)
    kept = kept[_is_placed(placements.matrices[kept])]
    if not len(kept):
        return None
    used, part = np.unique(placements.part_index[kept], return_inverse=True)
    chosen = [meshes[placements.parts[i]] for i in used]
    codes = np.array(sorted(fixed_colours(chosen) | {int(code) for code in np.unique(placements.colours[kept])}))
    clear = frozenset(int(code) for code in codes if colour_for(int(code), colours).alpha < OPAQUE)
    _check_size(chosen, part)
    packed = pack_shapes(chosen, {int(code): row for row, code in enumerate(codes)}, clear)
    matrices = placements.matrices[kept] * TO_WORLD[:, None]
    corners, bounds = _centre(matrices, packed.shapes, part)
    paints = np.searchsorted(codes, placements.colours[kept])
    is_clear = np.isin(codes, list(clear))[paints]
    instances = _instances(part, paints, matrices, _first_clear(packed, part, is_clear))
    return Scene(packed.shapes, instances, make_palette([int(code) for code in codes], colours), corners, bounds)


def _check_size(meshes: Sequence[Mesh], part: npt.NDArray[np.int64]) -> None:
    total = int(np.array([len(mesh.triangles) for mesh in meshes], np.int64)[part].sum())
    if total > MOST_TRIANGLES:
        raise HostileFile(
            "TOO_MANY_TRIANGLES",
            f"A picture of this model would need {total:,} triangles; at most {MOST_TRIANGLES:,} can be drawn.",
            hint="Split the model, or leave out parts that were converted from scans or CAD files.",
        )


def _is_drawable(mesh: Mesh) -> bool:
    """Whether there is something to draw, at places that are finite (what is no number compares as False)."""
    return len(mesh.triangles) > 0 and bool(mesh.positions.min() > -FARTHEST and mesh.positions.max() < FARTHEST)


def _is_placed(matrices: Doubles) -> npt.NDArray[np.bool_]:
    """Whether each matrix is finite and reasonable: comparing is False for NaN."""
    with np.errstate(invalid="ignore"):
        return np.asarray((np.abs(matrices) < FARTHEST).all(axis=(1, 2)))


def _first_clear(packed: Packed, part: npt.NDArray[np.int64], is_clear: npt.NDArray[np.bool_]) -> Offsets:
    """In a clear placement the triangles that take its colour are clear too."""
    begin: Offsets = np.where(is_clear, packed.groups[part, 0], packed.groups[part, 1])
    return begin


def _centre(matrices: Doubles, shapes: Shapes, part: npt.NDArray[np.int64]) -> tuple[Doubles, Doubles]:
    """Move everything around the middle, where single precision is best; the corners of each part's box, and theirs."""
    boxes = np.stack([shapes.bounds[:, CORNERS[:, axis], axis] for axis in range(3)], axis=2).astype(np.float64)
    placed = np.matmul(boxes[part], matrices[:, :, :3].transpose(0, 2, 1)) + matrices[:, None, :, 3]
    corners = np.ascontiguousarray(placed.reshape(-1, 3).T)  # reducing rows of three takes ten times as long
    bounds = np.array([corners.min(axis=1), corners.max(axis=1)])
    middle = bounds.mean(axis=0)
    matrices[:, :, 3] -= middle
    corners -= middle[:, None]
    return corners, bounds - middle


def _instances(
    part: npt.NDArray[np.int64], paints: npt.NDArray[np.int64], matrices: Doubles, clear_from: Offsets
) -> Instances:
    """Normals turn by the cofactors of a matrix, which stay right where it stretches, mirrors or flattens."""
    x, y, z = (matrices[:, axis, :3] for axis in range(3))
    normals = np.stack([np.cross(y, z), np.cross(z, x), np.cross(x, y)], axis=1)
    facing = -np.sign(np.einsum("ij,ij->i", x, normals[:, 0]))  # rows run down the screen
    normals /= np.maximum(np.abs(normals).max(axis=(1, 2), keepdims=True), 1e-30)
    return Instances(
        parts=part.astype(np.int32),
        paints=paints.astype(np.int32),
        matrices=np.ascontiguousarray(matrices, np.float32),
        normals=np.ascontiguousarray(normals, np.float32),
        facing=facing.astype(np.float32),
        clear_from=clear_from.astype(np.int64),
    )
