"""One byte range of a file (RFC 9110, section 14). Several at once are not worth it: we answer those with the whole."""

import re
from typing import IO, Any

from django.core.files import File

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class BadRangeError(ValueError):
    """The range lies outside of the file."""


def requested_span(header: str, size: int) -> range | None:
    """The bytes that a Range header asks for; None for the whole file. Raises BadRangeError."""
    match = RANGE.fullmatch(header.strip())
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if first:
        span = range(int(first), min(int(last) + 1 if last else size, size))
    else:
        span = range(max(0, size - int(last)), size)
    if not span:
        raise BadRangeError(header)
    return span


class Span:
    """A part of an open file, readable to its end; closing it closes the file."""

    def __init__(self, file: "File[bytes] | IO[bytes]", start: int, length: int) -> None:
        self.file = file
        self.left = length
        file.seek(start)

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, all that is left when negative."""
        data: bytes = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(data)
        return data

    def close(self) -> Any:
        """Close the file below."""
        return self.file.close()
