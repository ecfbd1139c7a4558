"""One packed part as the bytes of a cache file: a head that sums it up, then its streams, as they are or deflated.

Deflated, a part takes half the room; as it is, it is there at once. Files are checked before they are believed: the
head says how long they are and what their checksum is.
"""

import struct
import zlib
from dataclasses import dataclass
from typing import get_args

from brickcore.geometry.encode import EncodedPart
from brickcore.geometry.partmesh import Origin

_HEAD = struct.Struct("<4sLQ")  # magic, checksum and length of what follows
_PLAIN, _SMALL = b"BFM2", b"BFZ2"
_FACTS = struct.Struct(
    "<LdHHLB6iLLLLL"
)  # vertices, unit, groups, reserved, missing, origin, low and high, edges, four lengths
_GROUP = struct.Struct("<iL")
_ORIGINS: tuple[Origin, ...] = get_args(Origin)
_LEVEL = 6  # of zlib: 9 takes four times as long for 1 % less
SUMMED_UP = _HEAD.size + _FACTS.size  # bytes that `sum_up` wants


@dataclass(frozen=True, slots=True)
class Summary:
    """What the head of an entry says: where the shape comes from, how many files were missing, how large it is in LDU
    along x, y and z, and how many bytes the entry has.
    """

    origin: Origin
    missing: int
    size: tuple[float, float, float]
    bytes: int


def pack(part: EncodedPart, *, small: bool = False) -> bytes:
    """One part as the bytes of a cache file."""
    streams = (part.positions_stream, part.normals_stream, part.triangles_stream, part.edges_stream)
    facts = _FACTS.pack(
        part.vertices,
        part.unit,
        len(part.groups),
        0,
        part.missing,
        _ORIGINS.index(part.origin),
        *part.low,
        *part.high,
        part.edges,
        *map(len, streams),
    )
    rest = b"".join([*(_GROUP.pack(*group) for group in part.groups), *streams])
    body = facts + (zlib.compress(rest, _LEVEL) if small else rest)
    return _HEAD.pack(_SMALL if small else _PLAIN, zlib.crc32(body), len(body)) + body


def is_small(data: bytes) -> bool:
    """Whether an entry's streams are deflated."""
    return data.startswith(_SMALL)


def unpack(data: bytes) -> EncodedPart | None:
    """The part in the bytes of a cache file, None where they are not whole."""
    if len(data) < SUMMED_UP:
        return None
    magic, checksum, length = _HEAD.unpack_from(data)
    whole = length == len(data) - _HEAD.size and zlib.crc32(memoryview(data)[_HEAD.size :]) == checksum
    if magic not in (_PLAIN, _SMALL) or not whole:
        return None
    vertices, unit, count, _, missing, origin, *numbers = _FACTS.unpack_from(data, _HEAD.size)
    low, high, edges, lengths = numbers[0:3], numbers[3:6], numbers[6], numbers[7:11]
    rest, place = (zlib.decompress(data[SUMMED_UP:]), 0) if magic == _SMALL else (data, SUMMED_UP)
    end = place + count * _GROUP.size
    groups = tuple((colour, size) for colour, size in _GROUP.iter_unpack(rest[place:end]))
    streams = []
    for size in lengths:
        streams.append(rest[end : end + size])
        end += size
    return EncodedPart(vertices, unit, (*low,), (*high,), groups, edges, _ORIGINS[origin], missing, *streams)


def sum_up(start: bytes, size: int) -> Summary | None:
    """What the first SUMMED_UP bytes of an entry of `size` bytes say; None where it is no entry, or cut short."""
    if len(start) < SUMMED_UP:
        return None
    magic, _, length = _HEAD.unpack_from(start)
    if magic not in (_PLAIN, _SMALL) or length != size - _HEAD.size:
        return None
    _, unit, _, _, missing, origin, *numbers = _FACTS.unpack_from(start, _HEAD.size)
    width, height, depth = ((high - low) * unit for low, high in zip(numbers[0:3], numbers[3:6], strict=True))
    return Summary(_ORIGINS[origin], missing, (width, height, depth), size)
