"""Keeps packed parts in a folder, so that a part is meshed once for every model that uses it.

A name in the folder is a hash of all that the mesh depends on, so entries are never wrong and never change: any number
of processes may read and write at once. One that was cut short or damaged fails its checksum, counts as absent and is
written anew.
"""

import hashlib
import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from brickcore.geometry.encode import EncodedPart
from brickcore.geometry.entry import SUMMED_UP, Summary, is_small, pack, sum_up, unpack
from brickcore.geometry.key_book import KeyBook, read_book
from brickcore.geometry.whole_files import write_whole
from brickcore.versions import MESHER_VERSION

Kind = Literal["part", "model"]


def cache_key(kind: Kind, *facts: str | bytes) -> str:
    """The name of an entry: a hash of everything that the mesh depends on, the mesher's version among it.

    It begins with the kind's first letter: `part` for what any model may use, `model` for what came with one.
    """
    digest = hashlib.blake2b(f"mesher {MESHER_VERSION}".encode(), digest_size=20)
    for fact in facts:
        data = fact.encode() if isinstance(fact, str) else fact
        digest.update(len(data).to_bytes(8, "little") + data)
    return kind[0] + digest.hexdigest()


class MeshCache:
    """Packed parts by key in a folder, which is made when the first one is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.current = f"{folder}/v{MESHER_VERSION}"

    def get(self, key: str) -> EncodedPart | None:
        """The entry, None where it is absent or damaged. One that was deflated is kept as it is from now on: parts
        that a model uses are used again.
        """
        try:
            with open(self._path(key), "rb", buffering=0) as file:  # noqa: PTH123 - read hundreds of times a model
                data = file.read()
            part = unpack(data)
        except (OSError, zlib.error):
            return None
        if part is not None and is_small(data):
            self.put(key, part)
        return part

    def put(self, key: str, part: EncodedPart, *, small: bool = False) -> None:
        """Keep an entry, deflated if it should be small. A full or read-only disk costs the time of meshing again,
        nothing else.
        """
        try:
            write_whole(self._path(key).rpartition("/")[0], key, pack(part, small=small))
        except OSError:
            return

    def summary(self, key: str) -> Summary | None:
        """What the head of an entry says, None where it is absent or cut short. Its streams are not looked at."""
        try:
            with open(self._path(key), "rb", buffering=0) as file:  # noqa: PTH123 - read thousands of times
                return sum_up(file.read(SUMMED_UP), os.fstat(file.fileno()).st_size)
        except OSError:
            return None

    def _path(self, key: str) -> str:
        return f"{self.current}/{key[:2]}/{key}"

    def book(self, library: str) -> KeyBook:
        """What is known of the meshes of a library's parts, by the library's fingerprint."""
        return read_book(self.book_place(library))

    def add_to_book(self, library: str, keys: Mapping[str, str]) -> None:
        """Write down keys by part name. Costs time when it cannot be done, nothing else."""
        try:
            self.book(library).with_more(keys).write(self.book_place(library))
        except OSError:
            return

    def book_place(self, library: str) -> Path:
        """The file of the book of a state of a library."""
        return Path(self.current, "books", hashlib.sha256(library.encode()).hexdigest()[:40])
