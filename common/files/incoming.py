"""A request's body as a file that never grows beyond what was announced."""

from collections.abc import Iterator

from django.core.files import File
from django.http import HttpRequest


class TooLongError(Exception):
    """More bytes came than were announced."""


class SizedStream(File):  # type: ignore[type-arg]  # generic for mypy only
    """The body of a request, read in chunks; at most `max_size` bytes. Raises TooLongError while it is read."""

    def __init__(self, request: HttpRequest, max_size: int) -> None:
        super().__init__(None, name="upload")
        self.request = request
        self.max_size = max_size

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """All bytes; a length that says too much is refused before the first is read."""
        if int(self.request.headers.get("Content-Length") or 0) > self.max_size:
            raise TooLongError
        left = self.max_size
        while chunk := self.request.read(chunk_size or self.DEFAULT_CHUNK_SIZE):
            left -= len(chunk)
            if left < 0:
                raise TooLongError
            yield chunk
