"""Knowing a build's zip by a few of its bytes, before anything of it is believed."""

from typing import IO

from brickcore.bundles.manifest import MARK

TAIL = 1 << 20  # bytes at the end, where a zip that was packed anew lists its files


def is_bundle(file: IO[bytes]) -> bool:
    """Whether a file that was sent is a build's zip, told by its first bytes or by the list of files at its end."""
    file.seek(0)
    head = file.read(64)
    tail = b""
    if head.startswith(b"PK\x03\x04"):
        file.seek(max(0, file.seek(0, 2) - TAIL))
        tail = file.read(TAIL)
    file.seek(0)
    return bool(tail) and MARK.encode() in head + tail
