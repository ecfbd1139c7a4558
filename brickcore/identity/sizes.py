"""Sizes that a part's name states: studs across, studs along and bricks or plates high, in LDU (a stud pitch is 20)."""

import re
from typing import NamedTuple

STUD = 20.0
PLATE = 8.0
BRICK = 24.0

_SIZE = re.compile(r"(\d+(?:\.\d+)?) × (\d+(?:\.\d+)?)(?: × (\d+(?:\.\d+)?))?")
_FLAT = re.compile(r"^(plate|tile|round plate|wedge plate|wing|baseplate|technic plate)\b", re.IGNORECASE)


class Size(NamedTuple):
    """Extents in LDU without studs: along x, along y (height) and along z."""

    width: float
    height: float
    depth: float


def size_of(title: str) -> Size | None:
    """The size that a tidy title states (`Slope 45 2 × 1` is 40 × 24 × 20 LDU), or None when it states none."""
    match = _SIZE.search(title)
    if match is None:
        return None
    across, along, high = match.groups()
    unit = PLATE if _FLAT.match(title) else BRICK
    height = BRICK * float(high) if high else unit
    return Size(float(along) * STUD, height, float(across) * STUD)
