"""Joins loose polygons into one mesh with normals: smooth where the part is smooth, sharp where an edge is drawn.

Corners are welded on a grid of 1/32 LDU (0.0125 mm), the grid that the GLB stores. Two neighbouring faces share their
normal unless a hard line (type 2) runs between them or they meet at more than 40 degrees; a conditional line (type 5)
says that the meeting is smooth at any angle up to 90. Corners that are connected through smooth meetings have one
normal, the mean of their faces weighted by the angle at the corner. Hard lines become the edges of the mesh.
"""

import math
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from brickcore.geometry.mesh_kernels import (
    HARD,
    SOFT,
    grid_keys,
    grid_places,
    keep_faces,
    mark_edges,
    number_keys,
    side_keys,
    sum_normals,
    unite_corners,
    vertex_keys,
)
from brickcore.geometry.octahedron import from_octahedral
from brickcore.geometry.partmesh import Floats, Origin, PartMesh, empty_mesh
from brickcore.geometry.soup import Soup

GRID = 32  # steps in an LDU
CREASE = math.cos(math.radians(40.0))  # of the sharpest meeting that is smooth where no line says otherwise

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


def smooth(soup: Soup, origin: Origin = "library", missing: int = 0) -> PartMesh:
    """The mesh of a soup. Triangles without area are dropped; those without a known winding get a second side."""
    soup = _with_second_sides(soup)
    points, ids = _weld(soup)
    corners = 3 * len(soup.triangles)
    kept, faces, normals = _faces(soup.triangles, ids)
    if not len(faces):
        return empty_mesh(origin, missing)
    lines = ids[corners:].reshape(-1, 2)
    hard, soft = lines[: len(soup.hard)], lines[len(soup.hard) :]
    parent, edges = _smooth_corners(faces, normals, hard, soft)
    sums = np.zeros((len(parent), 3), np.float32)
    sum_normals(soup.triangles, kept, normals, parent, sums)
    keys = np.empty(len(parent), np.int64)
    vertex_keys(faces, parent, sums, keys)
    vertices, first = _numbered(keys)
    found = keys[first]
    vertex_of = np.full(len(points), -1, np.int32)
    vertex_of[found >> 16] = np.arange(len(first))
    count = mark_edges(edges, vertex_of, len(first))
    point_of, directions = np.empty(count, np.int64), np.zeros((count, 2), np.int16)
    point_of[vertex_of[edges]] = edges  # only those that no face uses keep what is written here
    point_of[: len(first)] = found >> 16
    directions[: len(first), 0], directions[: len(first), 1] = (found >> 8 & 255) - 128, (found & 255) - 128
    return PartMesh(
        positions=_positions(points[point_of]),
        normals=from_octahedral(directions),
        triangles=vertices.reshape(-1, 3).view(np.uint32),
        triangle_colours=soup.colours[kept],
        edges=vertex_of[edges].view(np.uint32),
        origin=origin,
        missing=missing,
    )


def _with_second_sides(soup: Soup) -> Soup:
    back = soup.two_sided
    if not back.any():
        return soup
    return replace(
        soup,
        triangles=np.concatenate([soup.triangles, soup.triangles[back][:, ::-1]]),
        colours=np.concatenate([soup.colours, soup.colours[back]]),
    )


def _numbered(keys: Longs) -> tuple[Ints, Ints]:
    """The number of each key, equal keys alike, and where each number appears first."""
    table = np.full(1 << max(2 * len(keys), 2).bit_length(), -1, np.int32)
    ids, first = np.empty(len(keys), np.int32), np.empty(len(keys), np.int32)
    count = number_keys(keys, table, ids, first)
    return ids, first[:count]


def _weld(soup: Soup) -> tuple[Longs, Ints]:
    """The different grid points as keys, and which of them each corner is: triangles, hard lines, soft lines."""
    triangles, hard, soft = 3 * len(soup.triangles), 2 * len(soup.hard), 2 * len(soup.soft)
    keys = np.empty(triangles + hard + soft, np.int64)
    grid_keys(soup.triangles, GRID, 0, keys)
    grid_keys(soup.hard, GRID, triangles, keys)
    grid_keys(soup.soft, GRID, triangles + hard, keys)
    ids, first = _numbered(keys)
    return keys[first], ids


def _faces(triangles: Floats, ids: Ints) -> tuple[Ints, Ints, Floats]:
    """Which triangles have an area, their points [t, 3] and unit normals [t, 3]."""
    size = len(triangles)
    kept, faces, normals = np.empty(size, np.int32), np.empty((size, 3), np.int32), np.empty((size, 3), np.float32)
    count = keep_faces(np.ascontiguousarray(triangles), ids, kept, faces, normals)
    return kept[:count], faces[:count], normals[:count]


def _smooth_corners(faces: Ints, normals: Floats, hard: Ints, soft: Ints) -> tuple[Ints, Ints]:
    """The group of corners that each corner shares its normal with, as a forest; and the hard lines, each once."""
    corners = faces.size
    keys = np.empty(corners + len(hard) + len(soft), np.int64)
    side_keys(faces, 3, 0, keys)
    side_keys(hard, 1, corners, keys)
    side_keys(soft, 1, corners + len(hard), keys)
    sides, first = _numbered(keys)
    marks = np.zeros(len(first), np.uint8)
    marks[sides[corners + len(hard) :]] = SOFT
    marks[sides[corners : corners + len(hard)]] = HARD
    chains = np.full(len(first) + corners, -1, np.int32)
    parent = np.empty(corners, np.int32)
    unite_corners(faces, sides[:corners], marks, normals, CREASE, chains, parent)
    drawn = keys[first[marks == HARD]]
    edges = np.stack([drawn >> 32, drawn & 0xFFFFFFFF], axis=1).astype(np.int32)
    return parent, edges[edges[:, 0] != edges[:, 1]]


def _positions(points: Longs) -> Floats:
    """Grid points as LDU, float32[n, 3]."""
    places = np.empty((len(points), 3), np.float32)
    grid_places(points, float(GRID), places)
    return places
