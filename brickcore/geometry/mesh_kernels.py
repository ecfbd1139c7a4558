"""Welds loose triangles and finds which corners share a normal: compiled loops over millions of corners."""

import math

import numpy as np
import numpy.typing as npt

from brickcore.compiling import inlined, kernel
from brickcore.geometry.packing_kernels import octahedral

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.uint8]

HARD, SOFT = 1, 2  # what a line of the file says of the side that it runs along
_CROWD = 8  # faces looked at on one side; more meet only where a part is broken
_FLAT_AREA = 1e-6  # twice the area in LDU² below which a triangle has no direction
_SPREAD = 0x9E3779B97F4A7C1  # an odd number whose product mixes the bits of a key


@kernel
def number_keys(keys: Longs, table: Ints, ids: Ints, first: Ints) -> int:
    """Number equal keys alike, by first appearance; `first` says where that was. How many different ones there are.

    `table` is scratch: a power of two of entries, at least twice as many as keys, all -1.
    """
    mask, count = len(table) - 1, 0
    for place in range(len(keys)):
        key = keys[place]
        slot = ((key * _SPREAD) >> 23) & mask
        while table[slot] >= 0 and keys[table[slot]] != key:
            slot = (slot + 1) & mask
        if table[slot] < 0:
            table[slot], ids[place], first[count] = place, count, place
            count += 1
        else:
            ids[place] = ids[table[slot]]
    return count


@kernel
def grid_keys(points: Floats, grid: float, first: int, keys: Longs) -> None:
    """The grid point of each of the points [n, k, 3] as one number, 21 bits an axis, into `keys` from `first` on.

    2^20 is added to each so that none is negative: 32,768 LDU either way in steps of 1/32, more than a part may have.
    """
    for shape in range(len(points)):
        for corner in range(points.shape[1]):
            key = 0
            for axis in range(3):
                key = (key << 21) | (math.floor(points[shape, corner, axis] * grid + 0.5) + 0x100000)
            keys[first] = key
            first += 1


@kernel
def keep_faces(triangles: Floats, ids: Ints, kept: Ints, faces: Ints, normals: Floats) -> int:
    """The triangles [t, 3, 3] with an area on the grid: which they are, their points and unit normals; how many."""
    count = 0
    for face in range(len(triangles)):
        one, two, three = ids[3 * face], ids[3 * face + 1], ids[3 * face + 2]
        if one in (two, three) or two == three:
            continue
        (ax, ay, az), (bx, by, bz), (cx, cy, cz) = triangles[face]
        ux, uy, uz, vx, vy, vz = bx - ax, by - ay, bz - az, cx - ax, cy - ay, cz - az
        x, y, z = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
        area = math.sqrt(x * x + y * y + z * z)
        if area > _FLAT_AREA:
            kept[count] = face
            faces[count, 0], faces[count, 1], faces[count, 2] = one, two, three
            normals[count, 0], normals[count, 1], normals[count, 2] = x / area, y / area, z / area
            count += 1
    return count


@kernel
def side_keys(pairs: Ints, width: int, first: int, keys: Longs) -> None:
    """The undirected sides between neighbours in each row: 3 of a triangle's row, 1 of a line's; into `keys` from
    `first` on.
    """
    for row in range(len(pairs)):
        for place in range(width):
            one, other = pairs[row, place], pairs[row, (place + 1) % pairs.shape[1]]
            keys[first] = (min(one, other) << 32) | max(one, other)
            first += 1


@inlined
def find_root(parent: Ints, corner: int) -> int:
    """The corner that stands for the group, with the path to it halved."""
    while parent[corner] != corner:
        parent[corner] = parent[parent[corner]]
        corner = parent[corner]
    return corner


@inlined
def unite(parent: Ints, one: int, other: int) -> None:
    """Put two corners into one group; its lowest corner stands for it."""
    one, other = find_root(parent, one), find_root(parent, other)
    if one < other:
        parent[other] = one
    else:
        parent[one] = other


@inlined
def next_corner(corner: int) -> int:
    """The next corner of the same triangle."""
    return corner - 2 if corner % 3 == 2 else corner + 1


@kernel
def unite_corners(
    faces: Ints, sides: Ints, marks: Flags, normals: Floats, crease: float, chains: Ints, parent: Ints
) -> None:
    """Join corners that share a normal, as `parent` [3 t].

    `faces` [t, 3] are points, `sides` [3 t] the side from each corner to the next, `marks` what is known of each side,
    `crease` the cosine of the sharpest smooth meeting. `chains` is scratch, -1 for each side, then [3 t]: the corners
    at each side.
    """
    older = len(marks)
    for half in range(len(parent)):
        parent[half] = half
    for half in range(len(parent)):
        side, looked = sides[half], 0
        other = chains[side]
        chains[side], chains[older + half] = half, other
        # A conditional line says that the meeting is smooth, whatever its angle: up to a right one, that is.
        limit = 0.0 if marks[side] & SOFT else crease
        while other >= 0 and looked < _CROWD and not marks[side] & HARD:
            (ax, ay, az), (bx, by, bz) = normals[half // 3], normals[other // 3]
            if ax * bx + ay * by + az * bz > limit:
                same_way = faces[half // 3, half % 3] == faces[other // 3, other % 3]
                unite(parent, half, other if same_way else next_corner(other))
                unite(parent, next_corner(half), next_corner(other) if same_way else other)
            other, looked = chains[older + other], looked + 1


@kernel
def sum_normals(triangles: Floats, kept: Ints, normals: Floats, parent: Ints, sums: Floats) -> None:
    """Add up the normals of each group's faces, weighted by their angle at the corner; `sums` [3 t, 3] holds them at
    the roots.
    """
    for corner in range(len(parent)):
        face, place = corner // 3, corner % 3
        triangle = triangles[kept[face]]
        here, ahead, back = triangle[place], triangle[(place + 1) % 3], triangle[(place + 2) % 3]
        ux, uy, uz = ahead[0] - here[0], ahead[1] - here[1], ahead[2] - here[2]
        vx, vy, vz = back[0] - here[0], back[1] - here[1], back[2] - here[2]
        lengths = math.sqrt((ux * ux + uy * uy + uz * uz) * (vx * vx + vy * vy + vz * vz))
        if lengths > 0:
            angle = math.acos(min(1.0, max(-1.0, (ux * vx + uy * vy + uz * vz) / lengths)))
            root = find_root(parent, corner)
            for axis in range(3):
                sums[root, axis] += normals[face, axis] * angle


@kernel
def vertex_keys(faces: Ints, parent: Ints, sums: Floats, keys: Longs) -> None:
    """For each corner its point and its group's normal as one number: corners with equal ones are one vertex."""
    for corner in range(len(parent)):
        root = find_root(parent, corner)
        if root == corner:  # met before the others of its group
            u, v = octahedral(sums[root, 0], sums[root, 1], sums[root, 2])
            direction = ((u + 128) << 8) | (v + 128)
        else:
            direction = keys[root] & 0xFFFF
        keys[corner] = (faces[corner // 3, corner % 3] << 16) | direction


@kernel
def mark_edges(lines: Ints, vertex_of: Ints, count: int) -> int:
    """Give every point that only lines use a vertex of its own, numbered from `count` on; how many vertices there are
    then.
    """
    for row in range(len(lines)):
        for place in range(2):
            if vertex_of[lines[row, place]] < 0:
                vertex_of[lines[row, place]] = count
                count += 1
    return count


@kernel
def grid_places(keys: Longs, grid: float, places: Floats) -> None:
    """The points [n, 3] that the numbers of `grid_keys` stand for."""
    for row in range(len(keys)):
        key = keys[row]
        for axis in range(2, -1, -1):
            places[row, axis] = ((key & 0x1FFFFF) - 0x100000) / grid
            key >>= 21
