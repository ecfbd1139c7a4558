"""A library in a zip, read without unpacking it."""

import hashlib
import os
import weakref
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from brickcore.library.store import MAX_MEMBER
from brickcore.library.zip_directory import DEFLATED, LOCAL_LENGTHS, Member, faults, members, read_directory

_NAME_AND_MORE = 128  # bytes that stand between a local header's lengths and what is packed, in most members


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
        start = self._read_at(member.offset, LOCAL_LENGTHS.size + _NAME_AND_MORE + member.packed)
        if len(start) < LOCAL_LENGTHS.size:
            return None
        skipped = LOCAL_LENGTHS.size + sum(LOCAL_LENGTHS.unpack_from(start))
        packed = start[skipped : skipped + member.packed]
        if len(packed) < member.packed:  # it says more before its bytes than most do
            packed = self._read_at(member.offset + skipped, member.packed)
        return _inflate(packed, member)

    def _read_at(self, place: int, size: int) -> bytes:
        """Bytes of the zip, by any thread or forked process at once: nobody's place in the file moves."""
        if hasattr(os, "pread"):
            return os.pread(self._handle, size, place)
        with self.path.open("rb") as file:
            file.seek(place)
            return file.read(size)

    @cached_property
    def _handle(self) -> int:
        """The zip, opened once for hundreds of parts, and closed with the store."""
        handle = os.open(self.path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        weakref.finalize(self, os.close, handle)
        return handle

    def fault(self, path: str) -> str:
        """What the directory says against it, or that its bytes are not the ones that were packed."""
        member = self._members.get(path)
        return (member.fault if member else "") or "its bytes are damaged: the zip notes another checksum"

    @cached_property
    def fingerprint(self) -> str:
        """From the directory, which holds the checksum of every member."""
        return hashlib.sha256(self._directory.listing).hexdigest()


def _inflate(packed: bytes, member: Member) -> bytes | None:
    """The bytes, if they are as many as the directory says and have its checksum."""
    text = packed
    if member.method == DEFLATED:
        try:
            text = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, MAX_MEMBER + 1)
        except zlib.error:
            return None
    return text if len(text) == member.size and zlib.crc32(text) == member.checksum else None
