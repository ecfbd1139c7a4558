"""What prices, weights and densities say about each shelf of the catalogue.

docs/algorithms/estimate.md tells how the figures were fitted, and how far off they are.
"""

from decimal import Decimal
from typing import NamedTuple


class ShelfFacts(NamedTuple):
    """`factor` scales the price; `weight` (grams) is a typical part's; `density` is grams per million LDU³."""

    factor: Decimal
    weight: Decimal
    density: Decimal
    measured: bool = True


def _facts(factor: str, weight: str, density: str = "22", *, measured: bool = True) -> ShelfFacts:
    return ShelfFacts(Decimal(factor), Decimal(weight), Decimal(density), measured)


UNMEASURED = _facts("1.00", "1.00", measured=False)
"""For a shelf of which no price was at hand."""

SHELVES = {
    "Animals": _facts("1.30", "0.76", "17"),
    "Arches": _facts("0.91", "1.64", "24"),
    "Bars and Fences": _facts("1.13", "0.62"),
    "Baseplates": _facts("1.13", "35.00", "32"),
    "Brackets": _facts("1.09", "0.81", "18"),
    "Bricks": _facts("0.72", "2.32", "36"),
    "Container": _facts("1.17", "2.07", "20"),
    "Curved Slopes": _facts("1.10", "0.76", "23"),
    "Electronics": _facts("8.00", "40.00", measured=False),
    "Hinges": _facts("1.05", "0.47", "27"),
    "Minifig Accessories": _facts("1.37", "0.35", "19"),
    "Minifigs": _facts("1.25", "0.57"),
    "Panels": _facts("0.90", "1.04", "24"),
    "Plants": _facts("1.25", "0.44", "8"),
    "Plates": _facts("0.84", "1.20", "30"),
    "Round Bricks and Cones": _facts("0.83", "0.89", "20"),
    "Round Plates and Dishes": _facts("0.89", "0.45", "21"),
    "Slopes": _facts("0.85", "1.21", "25"),
    "Special Bricks": _facts("0.94", "1.25", "32"),
    "Special Plates": _facts("0.81", "0.61", "27"),
    "Stickers": _facts("1.00", "0.10", measured=False),
    "Technic Axles": _facts("1.22", "0.45"),
    "Technic Beams": _facts("0.88", "1.86", "37"),
    "Technic Bricks": _facts("0.85", "2.59", "33"),
    "Technic Connectors": _facts("0.86", "0.77", "30"),
    "Technic Gears": _facts("1.00", "1.28"),
    "Technic Panels": _facts("1.00", "8.34", measured=False),
    "Technic Pins": _facts("0.93", "0.31"),
    "Tiles": _facts("0.96", "0.45", "34"),
    "Wedges and Wings": _facts("1.14", "1.10"),
    "Wheels and Tyres": _facts("1.22", "2.24", "20"),
    "Windows and Doors": _facts("1.00", "1.80", "23"),
}


def shelf_facts(shelf: str) -> ShelfFacts:
    """The facts of a shelf; those of an unmeasured one where there are none."""
    return SHELVES.get(shelf, UNMEASURED)
