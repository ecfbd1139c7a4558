"""Keep bytes under their sha256, and read them back."""

import hashlib
import tempfile
from collections.abc import Iterator
from io import BytesIO
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from common.errors import Invalid, NotFound
from common.models import StoredFile

MAX_SIZE = 50 << 20  # bytes; what the site takes as one upload
CHUNK = 1 << 20
SPOOL = 8 << 20  # bytes held in memory before a copy goes to disk


def keep(data: bytes | IO[bytes], *, max_size: int = MAX_SIZE) -> StoredFile:
    """Store bytes (or what a binary file has from here on) once, and return their row.

    Writes nothing when the same bytes are stored already. Raises Invalid("FILE_TOO_LARGE") above `max_size` bytes. The
    bytes stay when the surrounding transaction is rolled back: they are addressed by content, so a retry finds them.
    """
    source = BytesIO(data) if isinstance(data, bytes) else data
    digest = hashlib.sha256()
    size = 0
    with tempfile.SpooledTemporaryFile(max_size=SPOOL) as copy:
        for chunk in _chunks(source):
            size += len(chunk)
            if size > max_size:
                raise too_large(max_size)
            digest.update(chunk)
            copy.write(chunk)
        stored = StoredFile(sha256=digest.hexdigest(), size=size)
        if not default_storage.exists(stored.key):
            copy.seek(0)
            default_storage.save(stored.key, File(copy, name=stored.key))
    row, _created = StoredFile.objects.get_or_create(sha256=stored.sha256, defaults={"size": size})
    return row


def open_file(stored: StoredFile, suffix: str = "") -> IO[bytes]:
    """Open stored bytes for reading, or the copy of them with a suffix; the caller closes it.

    Raises NotFound("FILE_MISSING").
    """
    try:
        return default_storage.open(stored.key + suffix, "rb")
    except FileNotFoundError as error:
        raise NotFound("FILE_MISSING", _("The stored file is missing. Upload it again.")) from error


def read_file(stored: StoredFile) -> bytes:
    """All bytes of a stored file."""
    with open_file(stored) as file:
        return file.read()


def too_large(max_size: int) -> Invalid:
    """The one sentence for a file above the limit."""
    limit = f"{max_size / (1 << 20):g}"
    return Invalid("FILE_TOO_LARGE", _("The file is larger than %(limit)s MB.") % {"limit": limit}, field="file")


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    while chunk := source.read(CHUNK):
        yield chunk
