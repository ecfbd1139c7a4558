"""A part mesh packed as the GLB stores it, and back: quantised, in an order that packs well, meshopt-compressed.

This packed form is also what the mesh cache keeps, so that writing a GLB whose parts are all cached means joining
bytes.
"""

from dataclasses import dataclass

import numpy as np

from brickcore.geometry import codec
from brickcore.geometry.octahedron import from_octahedral
from brickcore.geometry.packing_kernels import pack_vertices, renumber
from brickcore.geometry.partmesh import Origin, PartMesh
from brickcore.geometry.smooth import GRID

_LARGEST = 32_767  # of an int16


@dataclass(frozen=True, slots=True)
class EncodedPart:
    """One part as four meshopt streams. A stored position times `unit` is LDU.

    `low` and `high` bound the stored positions; `groups` are (LDraw colour, number of indices) in the order of the
    triangle stream; `edges` counts line indices. Streams: int16[v, 4] positions, int8[v, 4] octahedral normals,
    triangle indices, line indices.
    """

    vertices: int
    unit: float
    low: tuple[int, int, int]
    high: tuple[int, int, int]
    groups: tuple[tuple[int, int], ...]
    edges: int
    origin: Origin
    missing: int
    positions_stream: bytes
    normals_stream: bytes
    triangles_stream: bytes
    edges_stream: bytes

    @property
    def triangles(self) -> int:
        """How many triangles the part has."""
        return sum(count for _, count in self.groups) // 3

    @property
    def bounds(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """The lowest and the highest corner in LDU."""
        return tuple(value * self.unit for value in self.low), tuple(value * self.unit for value in self.high)


def encode_part(mesh: PartMesh) -> EncodedPart:
    """Pack a mesh. Positions keep a grid of 1/32 LDU, twice as coarse for each doubling beyond 2,000 LDU in size."""
    if not len(mesh.triangles):
        return EncodedPart(0, 1 / GRID, (0, 0, 0), (0, 0, 0), (), 0, mesh.origin, mesh.missing, b"", b"", b"", b"")
    groups, indices = _grouped(mesh)
    edges = mesh.edges.astype(np.uint32)
    order = np.empty(len(mesh.positions), np.uint32)
    count = renumber(indices, edges, np.full(len(mesh.positions), -1, np.int32), order)
    order, unit = order[:count], _unit(mesh)
    # Three numbers are stored as four: meshopt takes vertices whose size is a multiple of four bytes.
    positions, normals = np.zeros((count, 4), np.int16), np.zeros((count, 4), np.int8)
    bounds = np.array([[_LARGEST] * 3, [-_LARGEST] * 3], np.int32)
    pack_vertices(order, mesh.positions, mesh.normals, 1 / unit, positions, normals, bounds)
    # Sorted, neighbours differ little, and so the stream packs well.
    pairs = np.sort((edges[:, 0].astype(np.int64) << 32) | edges[:, 1])
    lines = np.stack([pairs >> 32, pairs & 0xFFFFFFFF], axis=1).astype(np.uint32).ravel()
    (x, y, z), (i, j, k) = bounds.tolist()
    return EncodedPart(
        vertices=count,
        unit=unit,
        low=(x, y, z),
        high=(i, j, k),
        groups=groups,
        edges=len(lines),
        origin=mesh.origin,
        missing=mesh.missing,
        positions_stream=codec.encode_vertices(positions),
        normals_stream=codec.encode_vertices(normals),
        triangles_stream=codec.encode_triangles(indices, count),
        edges_stream=codec.encode_sequence(lines, count) if len(lines) else b"",
    )


def _grouped(mesh: PartMesh) -> tuple[tuple[tuple[int, int], ...], codec.Indices]:
    """Triangle indices ordered by colour, and within a colour for the vertex cache."""
    colours, triangles = mesh.triangle_colours, mesh.triangles
    if not (colours != colours[0]).any():  # as in most parts
        indices = codec.cache_order(triangles.reshape(-1), len(mesh.positions)).copy()
        return ((int(colours[0]), len(indices)),), indices
    order = np.argsort(colours, kind="stable")
    colours, triangles = colours[order], triangles[order]
    starts = np.flatnonzero(np.diff(colours)) + 1
    runs = [codec.cache_order(run.ravel(), len(mesh.positions)) for run in np.split(triangles, starts)]
    firsts = colours[[0, *starts]].tolist()
    return tuple((colour, len(run)) for colour, run in zip(firsts, runs, strict=True)), np.concatenate(runs)


def _unit(mesh: PartMesh) -> float:
    unit, largest = 1 / GRID, float(np.abs(mesh.positions).max())
    while largest > unit * _LARGEST:
        unit *= 2
    return unit


def decode_part(part: EncodedPart) -> PartMesh:
    """The mesh again, vertices in the stored order. Raises RuntimeError where a stream is damaged."""
    positions = (
        codec.decode_vertices(part.positions_stream, part.vertices, 4, np.int16) if part.vertices else np.zeros((0, 4))
    )
    normals = (
        codec.decode_vertices(part.normals_stream, part.vertices, 4, np.int8) if part.vertices else np.zeros((0, 4))
    )
    indices = sum(count for _, count in part.groups)
    triangles = codec.decode_triangles(part.triangles_stream, indices) if indices else np.zeros(0, np.uint32)
    edges = codec.decode_sequence(part.edges_stream, part.edges) if part.edges else np.zeros(0, np.uint32)
    colours = [np.full(count // 3, colour, np.int32) for colour, count in part.groups]
    return PartMesh(
        positions=positions[:, :3].astype(np.float32) * np.float32(part.unit),
        normals=from_octahedral(normals.astype(np.int8)),
        triangles=triangles.reshape(-1, 3),
        triangle_colours=np.concatenate(colours) if colours else np.zeros(0, np.int32),
        edges=edges.reshape(-1, 2),
        origin=part.origin,
        missing=part.missing,
    )
