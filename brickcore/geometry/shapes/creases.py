"""Finds the edges of a shape of our own: where its faces meet sharply, and where they end."""

import numpy as np

from brickcore.colours import CURRENT_COLOUR
from brickcore.geometry.shapes.solids import Triangles
from brickcore.geometry.smooth import CREASE
from brickcore.geometry.soup import Soup, make_soup

_GRID = 64  # steps in an LDU on which corners are the same


def with_edges(triangles: Triangles, *, open_ends: bool = True, colour: int = CURRENT_COLOUR) -> Soup:
    """The soup of a shape. `open_ends` draws an edge where a face ends on another one, as a stud does on a brick."""
    edges = np.roll(triangles, -1, axis=1) - triangles
    normals = np.cross(edges[:, 0], edges[:, 1])
    normals /= np.maximum(np.linalg.norm(normals, axis=1), 1e-12)[:, None]
    grid = np.rint(triangles.reshape(-1, 3) * _GRID).astype(np.int64) + (1 << 19)
    keys = (grid[:, 0] << 40) | (grid[:, 1] << 20) | grid[:, 2]
    points = np.unique(keys, return_inverse=True)[1].reshape(-1, 3)
    start, end = points.ravel(), np.roll(points, -1, axis=1).ravel()
    sides = np.minimum(start, end) << 32 | np.maximum(start, end)
    order = np.argsort(sides, kind="stable")
    sides = sides[order]
    first = np.flatnonzero(np.concatenate([[True], sides[1:] != sides[:-1]]))
    counts = np.diff(first, append=len(sides))
    one, other = order[first], order[np.minimum(first + 1, len(order) - 1)]
    sharp = np.einsum("ij,ij->i", normals[one // 3], normals[other // 3]) < CREASE
    drawn = one[np.where(counts == 1, open_ends, sharp)]
    corners = triangles.reshape(-1, 3)
    following = drawn - drawn % 3 + (drawn + 1) % 3
    return make_soup(triangles, np.stack([corners[drawn], corners[following]], axis=1), colour=colour)
