"""A table's bytes as lines of text, unpacked on the way and never more than a bound."""

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from parts.services.catalogue.frame import ImportRefused
from parts.services.catalogue.sources.records import LONGEST_RECORD

MOST_BYTES = 1024**3
"""Of one table, unpacked. The largest real one, the parts of all inventories, has some 130 MB."""

_PIECE = 1 << 20
_DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile)


@dataclass(frozen=True, slots=True)
class TableFile:
    """One file that holds a table. `name` is how it is called to people; `opened` gives its bytes as they lie."""

    name: str
    opened: Callable[[], IO[bytes]]

    @classmethod
    def at(cls, path: Path) -> "TableFile":
        """The file at a path."""
        return cls(path.name, lambda: path.open("rb"))

    def lines(self) -> Iterator[str]:
        """The lines, as UTF-8; bytes that are none come as lone surrogates. Raises ImportRefused when damaged."""
        with self._stream() as stream:
            yield from _lines(self.name, stream)

    def pieces(self) -> Iterator[bytes]:
        """The bytes, unpacked, a piece at a time. Raises ImportRefused when damaged."""
        with self._stream() as stream:
            while piece := stream.read(_PIECE):
                yield piece

    @contextmanager
    def _stream(self) -> Iterator[IO[bytes] | gzip.GzipFile]:
        try:
            with self.opened() as packed, _unpacked(self.name, packed) as stream:
                yield stream
        except _DAMAGE as error:
            message = _("%(name)s is cut short or damaged (%(reason)s). Get the file again.")
            raise ImportRefused("TABLE_DAMAGED", message % {"name": self.name, "reason": error}) from error
        except OSError as error:
            message = _("%(name)s cannot be read (%(reason)s). Check the path and who may read it.")
            reason = error.strerror or str(error)
            raise ImportRefused("TABLE_UNREADABLE", message % {"name": self.name, "reason": reason}) from error


def _unpacked(name: str, packed: IO[bytes]) -> IO[bytes] | gzip.GzipFile:
    return gzip.GzipFile(fileobj=packed) if name.lower().endswith(".gz") else packed


def _lines(name: str, stream: IO[bytes] | gzip.GzipFile) -> Iterator[str]:
    seen = 0
    while raw := stream.readline(LONGEST_RECORD):
        yield raw.decode("utf-8-sig" if not seen else "utf-8", "surrogateescape")
        seen += len(raw)
        while len(raw) == LONGEST_RECORD and not raw.endswith(b"\n"):
            # The rest of a line without end: its row is refused for its length, so nobody needs it.
            raw = stream.readline(LONGEST_RECORD)
            seen += len(raw)
            _check_size(name, seen)
        _check_size(name, seen)


def _check_size(name: str, seen: int) -> None:
    if seen > MOST_BYTES:
        message = _("%(name)s unpacks to more than %(limit)d MB, which no real table does. Get the file again.")
        raise ImportRefused("TABLE_TOO_LARGE", message % {"name": name, "limit": MOST_BYTES // 1024**2})
