"""The mesh of one part: what the part mesher makes, what pictures draw and what the GLB writer packs."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Origin = Literal["library", "embedded", "parametric", "box"]


@dataclass(frozen=True)
class PartMesh:
    """One part in its own frame: LDU, -y is up, triangles counter-clockwise seen from outside.

    `positions` and `normals` are float32[v, 3] (a corner of a cube has three vertices), `triangles` uint32[t, 3],
    `triangle_colours` int32[t] LDraw codes (16 is the placement's colour, 24 its edge colour), `edges` uint32[e, 2]
    pairs of vertices that a line joins. `origin` says where the shape comes from; `missing` counts referenced files
    that were not found.
    """

    positions: Floats
    normals: Floats
    triangles: npt.NDArray[np.uint32]
    triangle_colours: npt.NDArray[np.int32]
    edges: npt.NDArray[np.uint32]
    origin: Origin = "library"
    missing: int = 0

    @property
    def approximate(self) -> bool:
        """Whether the shape is our own stand-in for a part whose real geometry we do not have."""
        return self.origin in {"parametric", "box"}

    @cached_property
    def bounds(self) -> npt.NDArray[np.float64]:
        """float64[2, 3]: the lowest and the highest corner in LDU; zeros for an empty mesh."""
        if not len(self.positions):
            return np.zeros((2, 3))
        return np.stack([self.positions.min(axis=0), self.positions.max(axis=0)]).astype(np.float64)


def empty_mesh(origin: Origin = "library", missing: int = 0) -> PartMesh:
    """A mesh without a single triangle, for parts that draw nothing."""
    return PartMesh(
        positions=np.zeros((0, 3), np.float32),
        normals=np.zeros((0, 3), np.float32),
        triangles=np.zeros((0, 3), np.uint32),
        triangle_colours=np.zeros(0, np.int32),
        edges=np.zeros((0, 2), np.uint32),
        origin=origin,
        missing=missing,
    )
