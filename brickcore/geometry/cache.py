"""Keeps packed parts in a folder, so that a part is meshed once for every model that uses it.

A name in the folder is a hash of all that the mesh depends on, so entries are never wrong and never change: any number
of processes may read and write at once. A file is written aside and renamed into place; one that was cut short or
damaged fails its checksum, counts as absent and is written anew.
"""

import hashlib
import os
import struct
import threading
import zlib
from pathlib import Path
from typing import get_args

from brickcore.geometry.encode import EncodedPart
from brickcore.geometry.partmesh import Origin
from brickcore.versions import MESHER_VERSION

_HEAD = struct.Struct("<4sLQ")  # magic, checksum and length of what follows
_MAGIC = b"BFM1"
_FACTS = struct.Struct(
    "<LdHHLB6iLLLLL"
)  # vertices, unit, groups, reserved, missing, origin, low and high, edges, four lengths
_GROUP = struct.Struct("<iL")
_ORIGINS: tuple[Origin, ...] = get_args(Origin)


def cache_key(*parts: str | bytes) -> str:
    """The name of an entry: a hash of everything that the mesh depends on, the mesher's version among it."""
    digest = hashlib.blake2b(f"mesher {MESHER_VERSION}".encode(), digest_size=20)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "little") + data)
    return digest.hexdigest()


class MeshCache:
    """Packed parts by key in a folder, which is made when the first one is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> EncodedPart | None:
        """The entry, None where it is absent or damaged."""
        try:
            with open(f"{self.folder}/{key[0]}/{key}", "rb", buffering=0) as file:  # noqa: PTH123 - read hundreds of times a model
                return unpack(file.read())
        except OSError:
            return None

    def put(self, key: str, part: EncodedPart) -> None:
        """Keep an entry. A full or read-only disk costs the time of meshing again, nothing else."""
        try:
            self._write(f"{self.folder}/{key[0]}", key, pack(part))
        except OSError:
            return

    @staticmethod
    def _write(folder: str, key: str, data: bytes) -> None:
        """Two writers of one entry write the same bytes; each has a file of its own until it is whole."""
        aside = f"{folder}/.{key}.{os.getpid()}.{threading.get_ident()}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        try:
            handle = os.open(aside, flags, 0o644)
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - paths are text here, as in `get`
            handle = os.open(aside, flags, 0o644)
        with open(handle, "wb", buffering=0) as file:  # noqa: PTH123
            file.write(data)
        os.replace(aside, f"{folder}/{key}")  # noqa: PTH105


def pack(part: EncodedPart) -> bytes:
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
    body = b"".join([facts, *(_GROUP.pack(*group) for group in part.groups), *streams])
    return _HEAD.pack(_MAGIC, zlib.crc32(body), len(body)) + body


def unpack(data: bytes) -> EncodedPart | None:
    """The part in the bytes of a cache file, None where they are not whole."""
    if len(data) < _HEAD.size + _FACTS.size:
        return None
    magic, checksum, length = _HEAD.unpack_from(data)
    if magic != _MAGIC or length != len(data) - _HEAD.size or zlib.crc32(memoryview(data)[_HEAD.size :]) != checksum:
        return None
    vertices, unit, count, _, missing, origin, *rest = _FACTS.unpack_from(data, _HEAD.size)
    low, high, edges, lengths = rest[0:3], rest[3:6], rest[6], rest[7:11]
    place = _HEAD.size + _FACTS.size
    groups = tuple((colour, size) for colour, size in _GROUP.iter_unpack(data[place : place + count * _GROUP.size]))
    place += count * _GROUP.size
    streams = []
    for size in lengths:
        streams.append(data[place : place + size])
        place += size
    return EncodedPart(vertices, unit, (*low,), (*high,), groups, edges, _ORIGINS[origin], missing, *streams)
