"""The meshes of all parts of a picture, laid end to end so that a kernel can reach any of them by number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from brickcore.colours import is_inherited
from brickcore.errors import BrickError
from brickcore.pictures.arrays import NOTHING, Floats, Offsets, Shapes
from brickcore.pictures.runs import edge_boxes, triangle_boxes, with_runs

OPAQUE, INHERITING, CLEAR = 0, 1, 2  # in this order: what is seen through is painted last


class Mesh(Protocol):
    """What a picture needs of a part's mesh, in the part's own LDU."""

    @property
    def positions(self) -> npt.NDArray[np.float32]:
        """(vertices, 3)."""

    @property
    def normals(self) -> npt.NDArray[np.float32]:
        """(vertices, 3)."""

    @property
    def triangles(self) -> npt.NDArray[np.uint32]:
        """(triangles, 3), counted from 0."""

    @property
    def triangle_colours(self) -> npt.NDArray[np.int32]:
        """(triangles,); 16 is the placement's colour."""

    @property
    def edges(self) -> npt.NDArray[np.uint32]:
        """(edges, 2) vertices that a line joins."""


@dataclass(frozen=True, slots=True)
class Packed:
    """All shapes, and for each part (n, 2) where its inheriting and its clear triangles begin among all triangles."""

    shapes: Shapes
    groups: Offsets


def fixed_colours(meshes: Sequence[Mesh]) -> set[int]:
    """The colours that parts bring with them."""
    found = {int(code) for mesh in meshes for code in _distinct(mesh.triangle_colours)[0]}
    return {code for code in found if not is_inherited(code)}


def pack_shapes(meshes: Sequence[Mesh], rows: Mapping[int, int], clear: frozenset[int]) -> Packed:
    """Lay meshes end to end. `rows` is the palette's row of each fixed colour, `clear` holds the transparent ones.

    Raises BrickError (BROKEN_MESH) when a mesh speaks of vertices that it has not.
    """
    triangles, paints, groups = zip(*[_sort_triangles(mesh, rows, clear) for mesh in meshes], strict=True)
    edges = [_edge_ends(mesh) for mesh in meshes]
    sizes = [(len(m.positions), len(t), len(e)) for m, t, e in zip(meshes, triangles, edges, strict=True)]
    starts = with_runs(np.concatenate([np.zeros((1, 3), np.int64), np.cumsum(sizes, axis=0, dtype=np.int64)]))
    positions = _columns([mesh.positions for mesh in meshes])
    corners = np.concatenate(triangles).astype(np.uint32, copy=False)
    ends = np.ascontiguousarray(np.concatenate(edges), np.float32)
    shapes = Shapes(
        positions=positions,
        normals=_columns([mesh.normals for mesh in meshes]),
        triangles=corners,
        paints=np.concatenate(paints).astype(np.int32, copy=False),
        edges=ends,
        starts=starts,
        bounds=_bounds(positions, starts[:-1, 0]),
        triangle_boxes=triangle_boxes(positions, corners, starts),
        edge_boxes=edge_boxes(ends, starts),
    )
    return Packed(shapes, starts[:-1, 1, None] + np.array(groups, np.int64))


def _sort_triangles(
    mesh: Mesh, rows: Mapping[int, int], clear: frozenset[int]
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int32], tuple[int, int]]:
    """Triangles and paints, opaque before inheriting before clear, and where the second and third kind begin."""
    _check(mesh.triangles, mesh)
    codes, where = _distinct(mesh.triangle_colours)
    if len(codes) == 1 and is_inherited(int(codes[0])):  # nearly all parts
        return mesh.triangles, np.full(len(where), NOTHING, np.int32), (0, len(where))
    kinds = np.array([INHERITING if is_inherited(int(c)) else CLEAR if c in clear else OPAQUE for c in codes])[where]
    paints = np.array([NOTHING if is_inherited(int(c)) else rows[int(c)] for c in codes], np.int32)[where]
    counts = np.bincount(kinds, minlength=3)
    begin = (int(counts[OPAQUE]), int(counts[OPAQUE] + counts[INHERITING]))
    if counts.max() == len(kinds):
        return mesh.triangles, paints, begin
    order = np.argsort(kinds, kind="stable")
    return mesh.triangles[order], paints[order], begin


def _distinct(colours: npt.NDArray[np.int32]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """The different colours, and which of them each entry is. Nearly all parts have one, which is seen unsorted."""
    if len(colours) and colours.min() == colours.max():
        return colours[:1], np.zeros(len(colours), np.int64)
    return np.unique(colours, return_inverse=True)


def _edge_ends(mesh: Mesh) -> Floats:
    _check(mesh.edges, mesh)
    ends = mesh.positions.take(mesh.edges.ravel(), axis=0, mode="clip")  # they have been checked
    return ends.reshape(-1, 6).astype(np.float32, copy=False)


def _check(corners: npt.NDArray[np.uint32], mesh: Mesh) -> None:
    """Kernels trust what they are given, so a vertex that is not there must not reach them."""
    if corners.max(initial=0) >= max(len(mesh.positions), 1) or len(mesh.normals) != len(mesh.positions):
        raise BrickError("BROKEN_MESH", "The mesh of a part is broken.", hint="Empty the mesh cache and try again.")


def _columns(rows: Sequence[npt.NDArray[np.float32]]) -> Floats:
    return np.ascontiguousarray(np.concatenate(rows).T, np.float32)


def _bounds(positions: Floats, starts: Offsets) -> Floats:
    """The least and the greatest corner of each part, (parts, 2, 3)."""
    least, greatest = (reduce.reduceat(positions, starts, axis=1) for reduce in (np.minimum, np.maximum))
    return np.ascontiguousarray(np.stack([least.T, greatest.T], axis=1))
