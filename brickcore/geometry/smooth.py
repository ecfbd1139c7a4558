"""Joins loose polygons into one mesh with normals: smooth where the part is smooth, sharp where an edge is drawn.

Corners are welded on a grid of 1/32 LDU (0.0125 mm), the grid that the GLB stores. Two neighbouring faces share their
normal unless a hard line (type 2) runs between them or they meet at more than 40 degrees; a conditional line (type 5)
says that the meeting is smooth at any angle up to 90. Corners that are connected through smooth meetings have one
normal, the mean of their faces weighted by the angle at the corner. Hard lines become the edges of the mesh.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from brickcore.geometry.codec import Indices, from_octahedral, same_rows, to_octahedral
from brickcore.geometry.partmesh import Floats, Origin, PartMesh, empty_mesh
from brickcore.geometry.soup import Soup

GRID = 32  # steps in an LDU
_CREASE = np.cos(np.radians(40.0))
_FLAT_AREA = 1e-6  # twice the area in LDU² below which a triangle has no direction
_NEXT = np.array([1, 2, 0])

Ints = npt.NDArray[np.int64]


def smooth(soup: Soup, origin: Origin = "library", missing: int = 0) -> PartMesh:
    """The mesh of a soup. Triangles without area are dropped; those without a known winding get a second side."""
    soup = _with_second_sides(soup)
    grid = np.rint(soup.points * GRID).astype(np.int32)
    welded, ids = same_rows(grid)
    corners = 3 * len(soup.triangles)
    faces = ids[:corners].reshape(-1, 3).astype(np.int64)
    normals, areas = _face_normals(soup.triangles)
    kept = (areas > _FLAT_AREA) & (faces != faces[:, _NEXT]).all(axis=1)
    faces, normals, triangles = faces[kept], normals[kept], soup.triangles[kept]
    if not len(faces):
        return empty_mesh(origin, missing)
    lines = ids[corners:].reshape(-1, 2).astype(np.int64)
    hard, soft = lines[: len(soup.hard)], lines[len(soup.hard) :]
    groups, group = _smooth_corners(faces, normals, hard, soft, welded)
    octahedral = to_octahedral(_corner_normals(triangles, normals, groups, group))
    rows = np.empty((faces.size, 2), np.int32)
    rows[:, 0] = faces.ravel()
    rows[:, 1] = octahedral.view(np.int32)[group, 0]
    count, vertex = same_rows(rows)
    first = np.empty(count, np.int64)
    first[vertex[::-1]] = np.arange(len(vertex))[::-1]
    positions = np.empty((welded, 3), np.float32)
    positions[ids] = grid / np.float32(GRID)
    edges, extra = _edges(hard, rows[first, 0], welded)
    return PartMesh(
        positions=positions[np.concatenate([rows[first, 0], extra])],
        normals=np.concatenate([from_octahedral(octahedral[group[first]]), np.tile(_UP, (len(extra), 1))]),
        triangles=vertex.reshape(-1, 3),
        triangle_colours=soup.colours[kept],
        edges=edges,
        origin=origin,
        missing=missing,
    )


_UP: Floats = np.array([[0, -1, 0]], np.float32)  # the normal of vertices that only edges use


def _with_second_sides(soup: Soup) -> Soup:
    back = soup.two_sided
    if not back.any():
        return soup
    return replace(
        soup,
        triangles=np.concatenate([soup.triangles, soup.triangles[back][:, ::-1]]),
        colours=np.concatenate([soup.colours, soup.colours[back]]),
    )


def _face_normals(triangles: Floats) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    a, b, c = triangles.astype(np.float64).transpose(1, 0, 2)
    normals = np.cross(b - a, c - a)
    areas = np.linalg.norm(normals, axis=1)
    return normals / np.maximum(areas, 1e-30)[:, None], areas


def _smooth_corners(
    faces: Ints, normals: npt.NDArray[np.float64], hard: Ints, soft: Ints, welded: int
) -> tuple[int, npt.NDArray[np.int32]]:
    """Numbers the groups of corners that share a normal: how many, and the group of each of the 3 t corners."""
    start, end = faces.ravel(), faces[:, _NEXT].ravel()
    sides, side = _sides(
        np.concatenate([start, hard[:, 0], soft[:, 0]]), np.concatenate([end, hard[:, 1], soft[:, 1]]), welded
    )
    count = len(start)
    is_hard, is_soft = np.zeros(sides, bool), np.zeros(sides, bool)
    is_hard[side[count : count + len(hard)]] = True
    is_soft[side[count + len(hard) :]] = True
    one, other = _meetings(side[:count], sides)
    bend = np.einsum("ij,ij->i", normals[one // 3], normals[other // 3])
    meets = np.where(is_soft[side[one]], bend > 0, bend > _CREASE) & ~is_hard[side[one]]
    one, other = one[meets], other[meets]
    return _connected(start, one, other)


def _sides(start: Ints, end: Ints, welded: int) -> tuple[int, Indices]:
    """The number of each undirected side."""
    return same_rows(np.minimum(start, end) * welded + np.maximum(start, end))


def _meetings(side: Indices, sides: int) -> tuple[Ints, Ints]:
    """Pairs of half-edges that lie on one side; where more than two faces meet, every pair of neighbours in the list."""
    half = np.arange(len(side))
    first, last = np.zeros(sides, np.int64), np.zeros(sides, np.int64)
    last[side] = half
    first[side[::-1]] = half[::-1]
    shared = np.bincount(side, minlength=sides)
    pairs = shared == 2
    one, other = [first[pairs]], [last[pairs]]
    if (shared > 2).any():
        crowded = half[shared[side] > 2]
        crowded = crowded[np.argsort(side[crowded], kind="stable")]
        for step in (1, 2, 3):
            same = side[crowded[step:]] == side[crowded[:-step]]
            one.append(crowded[:-step][same])
            other.append(crowded[step:][same])
    return np.concatenate(one), np.concatenate(other)


def _connected(start: Ints, one: Ints, other: Ints) -> tuple[int, npt.NDArray[np.int32]]:
    """Joins the corners at both ends of each meeting."""
    after_one, after_other = _after(one), _after(other)
    same_way = start[one] == start[other]
    links = (
        np.concatenate([one, after_one]),
        np.concatenate([np.where(same_way, other, after_other), np.where(same_way, after_other, other)]),
    )
    corners = len(start)
    graph = csr_array((np.ones(len(links[0]), np.int8), links), shape=(corners, corners))
    groups, group = connected_components(graph, directed=False)
    return int(groups), group


def _after(half: Ints) -> Ints:
    """The next corner of the same triangle."""
    return half - half % 3 + (half + 1) % 3


def _corner_normals(
    triangles: Floats, normals: npt.NDArray[np.float64], groups: int, group: npt.NDArray[np.int32]
) -> npt.NDArray[np.float64]:
    """The mean normal of each group, faces weighted by their angle at the corner."""
    ahead = triangles[:, _NEXT] - triangles
    ahead /= np.maximum(np.linalg.norm(ahead, axis=2), 1e-12)[:, :, None]
    cosines = -np.einsum("ijk,ijk->ij", ahead, ahead[:, [2, 0, 1]])
    angles = np.arccos(np.clip(cosines, -1, 1)).ravel()
    weighted = np.repeat(normals, 3, axis=0) * angles[:, None]
    mean = np.stack([np.bincount(group, weighted[:, axis], groups) for axis in range(3)], axis=1)
    return mean / np.maximum(np.linalg.norm(mean, axis=1), 1e-12)[:, None]


def _edges(hard: Ints, vertex_ids: npt.NDArray[np.int32], welded: int) -> tuple[Indices, npt.NDArray[np.int32]]:
    """Hard lines as pairs of vertices, each once; and the welded points that need a vertex of their own for it."""
    hard = hard[hard[:, 0] != hard[:, 1]]
    count, side = _sides(hard[:, 0], hard[:, 1], welded)
    unique = np.zeros((count, 2), np.int64)
    unique[side] = hard
    vertex_of = np.full(welded, -1, np.int64)
    vertex_of[vertex_ids] = np.arange(len(vertex_ids))
    used = np.zeros(welded, bool)
    used[unique.ravel()] = True
    extra = np.flatnonzero(used & (vertex_of < 0)).astype(np.int32)
    vertex_of[extra] = len(vertex_ids) + np.arange(len(extra))
    return vertex_of[unique].astype(np.uint32), extra
