"""Gzipped copies beside kept files, for whoever takes them.

A copy is made once, by the worker that keeps the file, so that nobody waits for it. It exists only where we hand out
the bytes ourselves; an object store hands out what it has.
"""

import gzip
import tempfile
from shutil import copyfileobj

from django.core.files import File
from django.core.files.storage import default_storage
from django.http import HttpRequest

from common.files.addresses import kept_locally
from common.files.content import CHUNK, SPOOL, open_file
from common.models import StoredFile

SUFFIX = ".gz"
LEVEL = 6
WORTH = 0.9  # of the size; what saves less is left as it is


def keep_smaller(stored: StoredFile) -> None:
    """Lay a gzipped copy beside a file, where it is worth it and not there yet."""
    if not kept_locally() or default_storage.exists(stored.key + SUFFIX):
        return
    with tempfile.SpooledTemporaryFile(max_size=SPOOL) as copy:
        with (
            open_file(stored) as source,
            gzip.GzipFile(fileobj=copy, mode="wb", compresslevel=LEVEL, mtime=0) as packer,
        ):
            copyfileobj(source, packer, CHUNK)
        if copy.tell() < WORTH * stored.size:
            copy.seek(0)
            default_storage.save(stored.key + SUFFIX, File(copy))


def smaller_for(request: HttpRequest, key: str) -> bool:
    """Whether to answer with the gzipped copy of a file: the client takes it, wants all of it, and it is there."""
    wanted = takes_gzip(request.headers.get("Accept-Encoding", "")) and "Range" not in request.headers
    return wanted and kept_locally() and default_storage.exists(key + SUFFIX)


def takes_gzip(accepted: str) -> bool:
    """What an Accept-Encoding header says of gzip (RFC 9110, section 12.5.3)."""
    weights = {}
    for item in accepted.lower().replace(" ", "").split(","):
        coding, _, weight = item.partition(";q=")
        weights[coding] = weight or "1"
    return weights.get("gzip", weights.get("*", "0")).strip("0.") != ""
