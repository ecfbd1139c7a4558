"""Where a library's bytes come from."""

import hashlib
import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Protocol

MAX_MEMBER = 16 << 20  # bytes of one part once inflated; the largest official one has under 4 MB


class Store(Protocol):
    """Files of a library by their path inside it."""

    def paths(self) -> Iterator[str]:
        """Every file's path, forward slashes, as spelled."""

    def read(self, path: str) -> bytes | None:
        """The bytes at that path, or None where there are none or they are damaged."""

    @property
    def fingerprint(self) -> str:
        """Changes when any file changes."""


class FolderStore:
    """A library that lies unpacked in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def paths(self) -> Iterator[str]:
        """Every `.dat` and `.ldr` below the folder, links to other folders not followed."""
        pending = [("", str(self.folder))]
        while pending:
            inner, place = pending.pop()
            with os.scandir(place) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        pending.append((f"{inner}{entry.name}/", entry.path))
                    elif entry.name[-4:].lower() in (".dat", ".ldr") and entry.is_file():
                        yield inner + entry.name

    def read(self, path: str) -> bytes | None:
        """Read one file; paths come from `paths()`, never from a model."""
        try:
            with (self.folder / path).open("rb") as file:
                return file.read(MAX_MEMBER)
        except OSError:
            return None

    @cached_property
    def fingerprint(self) -> str:
        """From every path, size and time of change."""
        digest = hashlib.sha256()
        for path in sorted(self.paths()):
            found = (self.folder / path).stat()
            digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
        return digest.hexdigest()
