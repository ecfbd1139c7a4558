"""Which mesh each part of one library has.

A mesh is kept under the digest of its part's shape, and that takes reading all files that the part is made of. So what
was found out is written into one file for each state of a library, which is read whole: a record is a hash of the
part's name and the mesh's key. A book that is absent or damaged costs time and nothing else; of two processes that
write it at once, one may lose what it added.
"""

import hashlib
import struct
import zlib
from bisect import bisect_left
from collections.abc import Mapping
from pathlib import Path

from brickcore.geometry.whole_files import write_whole

_HEAD = struct.Struct("<4sLQ")  # magic, checksum and length of what follows
_MAGIC = b"BFK1"
_KIND = "p"  # what all keys begin with: only parts of the library have their place here
_NAME, _KEY = 8, 20  # bytes of a name's hash and of a key; two of 50,000 names share a hash once in ten billion books


class KeyBook:
    """Keys by part name: `hashes` sorted, and as many keys of 20 bytes in their order."""

    def __init__(self, body: bytes = b"") -> None:
        self._count = len(body) // (_NAME + _KEY)
        self._hashes = memoryview(body)[: self._count * _NAME].cast("Q")
        self._keys = body[self._count * _NAME :]

    def __len__(self) -> int:
        return self._count

    def get(self, name: str) -> str | None:
        """The key of a part's mesh, None where the book does not know it."""
        wanted = _hash(name)
        place = bisect_left(self._hashes, wanted)
        found = place < self._count and self._hashes[place] == wanted
        return _KIND + self._key(place).hex() if found else None

    def _key(self, place: int) -> bytes:
        return self._keys[place * _KEY : (place + 1) * _KEY]

    def with_more(self, more: Mapping[str, str]) -> "KeyBook":
        """This book and more keys by name."""
        known = {hashed: self._key(place) for place, hashed in enumerate(self._hashes)}
        known.update((_hash(name), bytes.fromhex(key.removeprefix(_KIND))) for name, key in more.items())
        hashes = sorted(known)
        return KeyBook(struct.pack(f"={len(hashes)}Q", *hashes) + b"".join(known[hashed] for hashed in hashes))

    def write(self, path: Path) -> None:
        """Write the book. Raises OSError."""
        body = self._hashes.tobytes() + self._keys
        write_whole(str(path.parent), path.name, _HEAD.pack(_MAGIC, zlib.crc32(body), len(body)) + body)


def read_book(path: Path) -> KeyBook:
    """The book in a file, an empty one where that is absent or damaged."""
    try:
        data = path.read_bytes()
    except OSError:
        return KeyBook()
    if len(data) < _HEAD.size:
        return KeyBook()
    magic, checksum, length = _HEAD.unpack_from(data)
    body = data[_HEAD.size :]
    whole = magic == _MAGIC and length == len(body) and zlib.crc32(body) == checksum
    return KeyBook(body) if whole and length % (_NAME + _KEY) == 0 else KeyBook()


def _hash(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=_NAME).digest(), "little")
