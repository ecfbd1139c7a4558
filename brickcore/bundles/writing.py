"""Writing a build's zip piece by piece: the same build gives the same bytes, and no more than a piece is in memory.

Every time in it is the earliest that a zip can hold, and the manifest comes last, since it tells the digests of what
was written before it.
"""

import hashlib
import json
import zipfile
from collections.abc import Generator, Iterable, Iterator
from dataclasses import asdict

from brickcore.bundles.manifest import FORMAT, MARK, MARK_TEXT, NAME, VERSION, Bundle, FileEntry

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name: the same build is always the same bytes
MODE = 0o100644 << 16  # a plain file that its owner writes and all may read; zips keep it in the upper half
UNIX = 3  # who made it, else the mode would not count
BIG = 4 << 20  # bytes from which on a file is stored as it is: what packs a thousandfold would look like a bomb


class _Sink:
    """What a zip is written into: it cannot seek, and hands out what came since it was last asked."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        """What came since."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


class BundleWriter:
    """A zip on its way out. Each method yields the bytes that are ready, and must be read to its end."""

    def __init__(self) -> None:
        self._sink = _Sink()
        self._zip = zipfile.ZipFile(self._sink, "w")  # type: ignore[call-overload]  # a sink needs no more than this

    def mark(self) -> Iterator[bytes]:
        """The first file, by which the zip is known."""
        yield from self.file(MARK, MARK, [MARK_TEXT], size=BIG)

    def file(
        self, path: str, name: str, chunks: Iterable[bytes], *, size: int = 0, unbounded: bool = False
    ) -> Generator[bytes, None, FileEntry]:
        """Write one file, and return what it is. `size` is its length where that is known, `unbounded` says that it may
        be longer than 2 GB."""
        info = zipfile.ZipInfo(path, EPOCH)
        info.create_system, info.external_attr = UNIX, MODE
        info.compress_type = zipfile.ZIP_STORED if size >= BIG or unbounded else zipfile.ZIP_DEFLATED
        digest, length = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=unbounded) as out:
            for chunk in chunks:
                digest.update(chunk)
                length += len(chunk)
                out.write(chunk)
                yield self._sink.taken()
        yield self._sink.taken()
        return FileEntry(path, name, digest.hexdigest(), length)

    def text(self, path: str, text: str) -> Iterator[bytes]:
        """Write a text for people; the manifest does not name it."""
        yield from self.file(path, path, [text.encode()])

    def end(self) -> Iterator[bytes]:
        """The zip's own list of files."""
        self._zip.close()
        yield self._sink.taken()

    def manifest(self, bundle: Bundle) -> Iterator[bytes]:
        """The last file but the zip's own list."""
        told = {"format": FORMAT, "version": VERSION, **asdict(bundle)}
        data = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False).encode() + b"\n"
        yield from self.file(NAME, NAME, [data])
