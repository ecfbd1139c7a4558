"""Where a library's bytes come from."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Protocol

MAX_MEMBER = 16 << 20  # bytes of one part once inflated; the largest official one has under 4 MB
TOO_LARGE = f"it is larger than {MAX_MEMBER >> 20} MB; no part is"
_ENDINGS = (".dat", ".ldr")


class Store(Protocol):
    """Files of a library by their path inside it."""

    def paths(self) -> Iterator[str]:
        """Every file's path, forward slashes, as spelled."""

    def read(self, path: str) -> bytes | None:
        """The bytes at that path, or None where there are none, or they are damaged or too many."""

    def refused(self) -> Mapping[str, str]:
        """Files that are left out whatever they hold, by path, and why."""

    def fault(self, path: str) -> str:
        """Why `read` gives nothing for a path."""

    @property
    def fingerprint(self) -> str:
        """Changes when any file changes."""


class FolderStore:
    """A library that lies unpacked in a folder. Links in it are left out: they may lead anywhere."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def paths(self) -> Iterator[str]:
        """Every `.dat` and `.ldr` below the folder."""
        return (path for path, fault in self._walk() if not fault)

    def refused(self) -> Mapping[str, str]:
        """Links, pipes and devices that are named like parts, and folders that cannot be listed."""
        return {path: fault for path, fault in self._walk() if fault}

    def read(self, path: str) -> bytes | None:
        """Read one file; paths come from `paths()`, never from a model."""
        try:
            with (self.folder / path).open("rb") as file:
                text = file.read(MAX_MEMBER + 1)
        except OSError:
            return None
        return text if len(text) <= MAX_MEMBER else None

    def fault(self, path: str) -> str:
        """What the system says of it, or that it is too large."""
        try:
            with (self.folder / path).open("rb"):
                return TOO_LARGE
        except OSError as error:
            return f"it cannot be opened ({error.strerror})"

    @cached_property
    def fingerprint(self) -> str:
        """From every path, size and time of change."""
        digest = hashlib.sha256()
        for path in sorted(self.paths()):
            found = (self.folder / path).stat()
            digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
        return digest.hexdigest()

    def _walk(self) -> Iterator[tuple[str, str]]:
        """Every path of interest, and what is wrong with it; folders are opened as they come, never through a link."""
        pending = [""]
        while pending:
            inner = pending.pop()
            try:
                entries = list(os.scandir(self.folder / inner))
            except OSError as error:
                if not inner:
                    raise
                yield inner, f"the folder cannot be listed ({error.strerror})"
                continue
            pending += [f"{inner}{entry.name}/" for entry in entries if entry.is_dir(follow_symlinks=False)]
            for entry in entries:
                if entry.name[-4:].lower() in _ENDINGS and not entry.is_dir(follow_symlinks=False):
                    yield inner + entry.name, _entry_fault(entry)


def _entry_fault(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "it is a link; put the file itself there"
    return "" if entry.is_file() else "it is no ordinary file"
