"""A library in a zip, read without unpacking it."""

import hashlib
import os
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from brickcore.library.store import MAX_MEMBER
from brickcore.library.zip_directory import DEFLATED, LOCAL_LENGTHS, Member, faults, members, read_directory


class ZipStore:
    """Files of a library by their path inside a zip.

    The directory is walked once, bytes are inflated when asked for.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            self._directory = read_directory(file, path)
        self._members = dict(members(self._directory))

    def paths(self) -> Iterator[str]:
        """Every file's path, as spelled."""
        return iter(self._members)

    def refused(self) -> Mapping[str, str]:
        """Members that are encrypted, too large or damaged by design: overlapping, climbing, there twice."""
        return dict(faults(members(self._directory)))

    def read(self, path: str) -> bytes | None:
        """Inflate one member; None where it is absent, damaged, encrypted or larger than MAX_MEMBER."""
        member = self._members.get(path)
        if member is None or member.fault:
            return None
        with self.path.open("rb") as file:
            file.seek(member.offset)
            head = file.read(LOCAL_LENGTHS.size)
            if len(head) < LOCAL_LENGTHS.size:
                return None
            file.seek(sum(LOCAL_LENGTHS.unpack(head)), os.SEEK_CUR)
            return _inflate(file.read(member.packed), member)

    def fault(self, path: str) -> str:
        """What the directory says against it, or that its bytes are not the ones that were packed."""
        member = self._members.get(path)
        return (member.fault if member else "") or "its bytes are damaged: the zip notes another checksum"

    @cached_property
    def fingerprint(self) -> str:
        """From the directory, which holds the checksum of every member."""
        return hashlib.sha256(self._directory).hexdigest()


def _inflate(packed: bytes, member: Member) -> bytes | None:
    """The bytes, if they are as many as the directory says and have its checksum."""
    text = packed
    if member.method == DEFLATED:
        try:
            text = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, MAX_MEMBER + 1)
        except zlib.error:
            return None
    return text if len(text) == member.size and zlib.crc32(text) == member.checksum else None
