"""A plain box with its twelve edges."""

import itertools

import numpy as np

from brickcore.geometry.soup import Soup, make_soup

_FACES = ((0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3))


def box(width: float, height: float, depth: float) -> Soup:
    """A box of these LDU along x, y and z, its top in the plane y = 0 and its middle above the origin, as bricks stand."""
    corners = np.array(
        [[x * width / 2, y * height, z * depth / 2] for x, y, z in itertools.product((-1, 1), (0, 1), (-1, 1))]
    )
    faces = corners[np.array(_FACES)]
    triangles = np.concatenate([faces[:, [0, 1, 2]], faces[:, [0, 2, 3]]])
    sides = np.stack([faces, np.roll(faces, -1, axis=1)], axis=2)
    return make_soup(triangles, sides)
