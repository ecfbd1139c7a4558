"""Which files inside a file are parts: they are counted once each, and not looked into.

What says so is the header, never the ending of the name. Parts without one are told by what they hold: surfaces,
and nothing but primitives beside them.
"""

import re
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from brickcore.formats.ldraw.sections import Section

_PART_KINDS = ("PART", "SUBPART", "PRIMITIVE", "SHORTCUT", "ALIAS", "_PRIMITIVE", "LCAD PART", "ELEMENT")
_MODEL_KINDS = ("MODEL", "CONFIGURATION", "HELPER")
_SURFACES = (b"3", b"4")
_LONGEST = 80  # bytes of a primitive's name; the pattern takes the square of the length
_PRIMITIVE = re.compile(
    rb"(?:s|8|48|p)/.*|.*\d+-\d+[a-z].*|(?:stu|box|rect|rin|ring|disc|ndis|ndisc|chrd|con|cyl|tri|edge|peghole|npeghol|axle|axl|bump|t\d\d[oiq])\S*"
)


def is_embedded_part(section: Section, kinds: npt.NDArray[np.uint8], lines: list[bytes], *, is_first: bool) -> bool:
    """Whether a section is a part. `kinds` holds the first byte of each line of the whole file.

    The first file is the model, so only its header can make it a part.
    """
    said = _says_part(section.org) if section.org else None
    if said is not None:
        return said
    if is_first or section.steps:
        return False
    inside = kinds[section.start : section.end]
    if not any(surface in inside.tobytes() for surface in _SURFACES):  # numpy's own way takes ten times as long
        return False
    rows = section.start + np.flatnonzero(inside == ord("1"))
    return all(_refers_to_primitive(lines[row]) for row in rows.tolist())


def _refers_to_primitive(line: bytes) -> bool:
    words = line.split(None, 14)
    if len(words) < 15:
        return True
    if len(words[14]) > _LONGEST:
        return False
    return _PRIMITIVE.fullmatch(words[14].strip().lower().replace(b"\\", b"/")) is not None


@lru_cache(maxsize=1_024)
def _says_part(org: bytes) -> bool | None:
    """What a header such as `!LDRAW_ORG Unofficial_Part` says; None where it says neither part nor model."""
    words = org.decode("ascii", "replace").upper().split()
    if any(word.endswith(_MODEL_KINDS) for word in words):
        return False
    return True if any(word.endswith(_PART_KINDS) for word in words[:4]) else None
