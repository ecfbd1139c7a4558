"""The picture that a building program keeps in its files: shown until ours is drawn."""

import struct

from brickcore.archives import Archive
from brickcore.errors import BrickError

MOST = 8 << 20  # bytes
LONGEST_SIDE = 4_096  # pixels
_HEAD = struct.Struct(">8s4x4s2L")
_PNG, _FIRST = b"\x89PNG\r\n\x1a\n", b"IHDR"


def given_picture(archive: Archive, name: str, *, password: bytes | None = None) -> bytes:
    """A PNG by its name in the archive; empty where there is none of a sane size."""
    member = archive.find(name)
    if member is None or archive.size(member) > MOST:
        return b""
    try:
        data = archive.read(member, password=password, most=MOST)
    except BrickError:
        return b""  # the model is there, and we draw it ourselves
    return data if _is_sane(data) else b""


def _is_sane(data: bytes) -> bool:
    if len(data) < _HEAD.size:
        return False
    mark, first, width, height = _HEAD.unpack_from(data)
    return (mark, first) == (_PNG, _FIRST) and 0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE
