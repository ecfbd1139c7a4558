"""The point of a part that a sample shows: where it is in the world and which way it faces."""

import math

from brickcore.compiling import inlined
from brickcore.pictures.arrays import Camera, Floats, Indices, Instances, Shapes, single

HALF, ONE, TINY = single(0.5), single(1), single(1e-20)


@inlined
def world_point(camera: Camera, x: float, y: float, depth: float) -> tuple[float, float, float]:
    """The world coordinates of what is seen x right of and y above the middle of the picture (samples) at 1 / w."""
    away = ONE / depth
    right, up = x * away / camera.focal, y * away / camera.focal
    axes, eye = camera.axes, camera.eye
    return (
        eye[0] + axes[0, 0] * right + axes[1, 0] * up - axes[2, 0] * away,
        eye[1] + axes[0, 1] * right + axes[1, 1] * up - axes[2, 1] * away,
        eye[2] + axes[0, 2] * right + axes[1, 2] * up - axes[2, 2] * away,
    )


@inlined
def corner(view: Floats, positions: Floats, vertex: int) -> tuple[float, float, float]:
    """Column, row and 1 / w of a vertex."""
    x, y, z = positions[0, vertex], positions[1, vertex], positions[2, vertex]
    depth = ONE / (view[2, 0] * x + view[2, 1] * y + view[2, 2] * z + view[2, 3])
    column = (view[0, 0] * x + view[0, 1] * y + view[0, 2] * z + view[0, 3]) * depth
    return column, (view[1, 0] * x + view[1, 1] * y + view[1, 2] * z + view[1, 3]) * depth, depth


@inlined
def shares(view: Floats, shapes: Shapes, first: int, triangle: int, x: float, y: float) -> tuple[float, float]:
    """How much of a triangle's second and third corner the sample at x, y shows, as perspective has it."""
    corners = shapes.triangles[triangle]
    ax, ay, az = corner(view, shapes.positions, first + corners[0])
    bx, by, bz = corner(view, shapes.positions, first + corners[1])
    cx, cy, cz = corner(view, shapes.positions, first + corners[2])
    area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
    if area == 0:
        return single(0), single(0)
    u = min(max(((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / area, single(0)), ONE)
    v = min(max(((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / area, single(0)), ONE - u)
    total = (ONE - u - v) * az + u * bz + v * cz
    return u * bz / total, v * cz / total


@inlined
def world_normal(
    shapes: Shapes, instances: Instances, view: Floats, owner: int, triangle: int, x: float, y: float
) -> tuple[float, float, float]:
    """The smooth normal that the sample at x, y (samples) shows, of length 1."""
    first = shapes.starts[instances.parts[owner], 0]
    u, v = shares(view, shapes, first, triangle, x, y)
    a, b, c = vertices(shapes.triangles, triangle, first)
    normals = shapes.normals
    w = ONE - u - v
    nx = w * normals[0, a] + u * normals[0, b] + v * normals[0, c]
    ny = w * normals[1, a] + u * normals[1, b] + v * normals[1, c]
    nz = w * normals[2, a] + u * normals[2, b] + v * normals[2, c]
    turn = instances.normals[owner]
    wx = turn[0, 0] * nx + turn[0, 1] * ny + turn[0, 2] * nz
    wy = turn[1, 0] * nx + turn[1, 1] * ny + turn[1, 2] * nz
    wz = turn[2, 0] * nx + turn[2, 1] * ny + turn[2, 2] * nz
    scale = ONE / single(math.sqrt(wx * wx + wy * wy + wz * wz + TINY))
    return wx * scale, wy * scale, wz * scale


@inlined
def vertices(triangles: Indices, triangle: int, first: int) -> tuple[int, int, int]:
    """The three vertices of a triangle among all vertices."""
    return first + triangles[triangle, 0], first + triangles[triangle, 1], first + triangles[triangle, 2]
