"""Shapes of our own for parts whose geometry we do not have."""

from brickcore.geometry.partmesh import Origin
from brickcore.geometry.shapes.box import box
from brickcore.geometry.soup import Soup

LDU_PER_MM = 2.5


def stand_in(name: str, title: str = "", size_mm: tuple[float, float, float] | None = None) -> tuple[Soup, Origin]:
    """A shape for a part by its number, else by its title, else a box of its size, else a box the size of a 1 x 1
    brick.
    """
    width, height, depth = size_mm or (8.0, 9.6, 8.0)
    return box(width * LDU_PER_MM, height * LDU_PER_MM, depth * LDU_PER_MM), "box"
