"""The directory of a zip: what each member says of itself, and which of them cannot be believed.

Written for this use because the standard module makes an object of every entry: 35,000 of them take 0.2 s and 30 MB.
Source: PKWARE APPNOTE, sections 4.3.7 (local header), 4.3.12 (central directory) and 4.3.16 (end record).
"""

import os
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from brickcore.errors import MissingLibrary
from brickcore.library.names import climbs
from brickcore.library.store import MAX_MEMBER, TOO_LARGE

STORED, DEFLATED = 0, 8
LOCAL_LENGTHS = struct.Struct("<26xHH")
MAX_DIRECTORY = 64 << 20  # bytes; the official library's directory has 2.6 MB

_END = struct.Struct("<4s6xHLLH")  # signature, entries, directory size, directory offset, comment length
_ENTRY = struct.Struct(
    "<4s4xHH4xLLLHHH8xL"
)  # signature, flags, method, checksum, packed and full size, three lengths, local header's offset
_LONGEST_COMMENT = 0xFFFF
_ENCRYPTED = 1
_MOST_COUNTED = 0xFFFF  # the end record counts entries in two bytes


class Member(NamedTuple):
    """One file of the zip, as the directory describes it. Sizes in bytes; `offset` is its local header's."""

    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    offset: int

    @property
    def fault(self) -> str:
        """Why it cannot be read, as far as the directory tells; empty where it can."""
        if self.flags & _ENCRYPTED:
            return "it is encrypted"
        if self.method not in (STORED, DEFLATED):
            return f"it is packed in a way that is not known here (method {self.method})"
        return TOO_LARGE if self.size > MAX_MEMBER or self.packed > MAX_MEMBER else ""


class Directory(NamedTuple):
    """The central directory of the zip of this name: how many entries it is said to have, and its bytes."""

    name: str
    entries: int
    listing: bytes


def read_directory(file: BinaryIO, path: Path) -> Directory:
    """The central directory, its entries unread. Raises MissingLibrary where the file is no whole zip."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _END.size - _LONGEST_COMMENT))
    tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < _END.size:
        raise MissingLibrary(
            "LIBRARY_NOT_ZIP", f"{path.name} is no zip file.", hint="Name a folder or a zip of the library."
        )
    _, count, length, offset, _ = _END.unpack_from(tail, place)
    if length > MAX_DIRECTORY:
        raise MissingLibrary(
            "LIBRARY_TOO_LARGE", f"{path.name} lists more files than any parts library.", hint="Fetch it again."
        )
    if offset + length > size:
        raise MissingLibrary("LIBRARY_DAMAGED", f"{path.name} is cut short.", hint="Fetch the library again.")
    file.seek(offset)
    return Directory(path.name, count, file.read(length))


def members(directory: Directory) -> Iterator[tuple[str, Member]]:
    """Path and description of each file; folders are left out.

    Raises MissingLibrary at the end where it lists fewer or more than it says: what is lost would seem to be deleted.
    """
    listing = directory.listing
    place, end, count = 0, len(listing) - _ENTRY.size, 0
    while place <= end:
        signature, flags, method, checksum, packed, size, name, extra, comment, offset = _ENTRY.unpack_from(
            listing, place
        )
        if signature != b"PK\x01\x02":
            break
        start = place + _ENTRY.size
        path = listing[start : start + name].decode("utf-8", "replace")
        if not path.endswith("/"):
            yield path, Member(flags, method, checksum, packed, size, offset)
        place = start + name + extra + comment
        count += 1
    if count & _MOST_COUNTED != directory.entries:
        message = f"{directory.name} is damaged: it speaks of {directory.entries:,} files and lists {count:,}."
        raise MissingLibrary("LIBRARY_DAMAGED", message, hint="Fetch the library again.")


def faults(entries: Iterable[tuple[str, Member]]) -> Iterator[tuple[str, str]]:
    """Files that are left out, and why: by what they say of themselves, by their path, by where they stand."""
    end, seen = 0, set()
    for path, member in sorted(entries, key=lambda entry: (entry[1].offset, -entry[1].packed)):
        fault = member.fault
        if climbs(path):
            fault = "its name leads out of the library"
        elif path in seen:
            fault = "the zip holds two files of this name"
        elif member.offset < end:
            fault = "it overlaps the file before it in the zip"
        if fault:
            yield path, fault
        seen.add(path)
        end = max(end, member.offset + LOCAL_LENGTHS.size + member.packed)
