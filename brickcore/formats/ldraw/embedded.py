"""Which files inside a file are parts: they are counted once each, and not looked into.

What says so is the header, never the ending of the name. Parts without one are told by what they hold: surfaces,
and nothing but primitives beside them.
"""

import re

import numpy as np
import numpy.typing as npt

from brickcore.formats.ldraw.sections import Section

_PART_KINDS = ("PART", "SUBPART", "PRIMITIVE", "SHORTCUT", "ALIAS", "_PRIMITIVE", "LCAD PART", "ELEMENT")
_MODEL_KINDS = ("MODEL", "CONFIGURATION", "HELPER")
_SURFACES = (ord("3"), ord("4"))
_PRIMITIVE = re.compile(
    rb"(?:s|8|48|p)/.*|.*\d+-\d+[a-z].*|(?:stu|box|rect|rin|ring|disc|ndis|ndisc|chrd|con|cyl|tri|edge|peghole|npeghol|axle|axl|bump|t\d\d[oiq])\S*"
)


def is_embedded_part(section: Section, kinds: npt.NDArray[np.uint8], lines: list[bytes], *, is_first: bool) -> bool:
    """Whether a section is a part. `kinds` holds the first byte of each line of the whole file.

    The first file is the model, so only its header can make it a part.
    """
    said = section.org.decode("ascii", "replace").upper()
    if said:
        words = said.split()
        if any(kind in words for kind in _MODEL_KINDS) or any(word.endswith("_MODEL") for word in words):
            return False
        if any(word.endswith(_PART_KINDS) for word in words[:4]):
            return True
    if is_first or section.steps:
        return False
    inside = kinds[section.start : section.end]
    if not np.isin(inside, _SURFACES).any():
        return False
    rows = section.start + np.flatnonzero(inside == ord("1"))
    return all(_refers_to_primitive(lines[row]) for row in rows.tolist())


def _refers_to_primitive(line: bytes) -> bool:
    words = line.split(None, 14)
    if len(words) < 15:
        return True
    return _PRIMITIVE.fullmatch(words[14].strip().lower().replace(b"\\", b"/")) is not None
