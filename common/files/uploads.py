"""Uploads that go straight to the storage: announce, PUT, then keep. The web process never holds them."""

import re
import time
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.storage import default_storage, storages
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from storages.backends.s3 import S3Storage

from common.errors import Invalid, NotFound
from common.files.addresses import Grant, kept_locally
from common.files.content import MAX_SIZE, keep, too_large
from common.models import StoredFile

KEY = re.compile(r"[A-Za-z0-9_-]{8,100}")
LIFE = timedelta(hours=1)  # in which an announced file has to be sent


@dataclass(frozen=True, slots=True)
class UploadTarget:
    """Where to send the bytes. `url` begins with "/" when this site takes them itself."""

    url: str
    method: str
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class WriteGrant(Grant):
    """May write one upload of at most so many bytes."""

    max_size: int


def upload_target(key: str, *, max_size: int = MAX_SIZE, size: int | None = None) -> UploadTarget:
    """Say where and how to PUT an upload that we call `key` (8 to 100 letters, digits, "-", "_"; make it unguessable).

    With `size` (bytes, as announced) the storage itself refuses any other length; `max_size` holds in any case when the
    upload is kept. Raises Invalid("FILE_TOO_LARGE").
    """
    if size is not None and size > max_size:
        raise too_large(max_size)
    name = incoming(key)
    if kept_locally():
        grant = WriteGrant(name, int(time.time() + LIFE.total_seconds()), max_size if size is None else size)
        return UploadTarget(reverse("files:put", args=[grant.sign()]), "PUT", {})
    return _presigned_put(name, size)


def keep_uploaded(key: str, *, max_size: int = MAX_SIZE) -> StoredFile:
    """Take an upload that has arrived, by content. What arrived goes away when the transaction commits.

    Raises NotFound("UPLOAD_NOT_ARRIVED") and Invalid("FILE_TOO_LARGE").
    """
    name = incoming(key)
    try:
        if default_storage.size(name) > max_size:
            default_storage.delete(name)
            raise too_large(max_size)
        with default_storage.open(name, "rb") as file:
            stored = keep(file, max_size=max_size)
    except FileNotFoundError as error:
        raise NotFound(
            "UPLOAD_NOT_ARRIVED", _("The file has not arrived. Send it to the upload address first.")
        ) from error
    transaction.on_commit(lambda: default_storage.delete(name))
    return stored


def forget_upload(key: str) -> None:
    """Remove what was sent as `key`, if anything was."""
    default_storage.delete(incoming(key))


def incoming(key: str) -> str:
    """Where an upload lies until it is kept. Raises Invalid for a key that could leave the folder."""
    if not KEY.fullmatch(key):
        raise Invalid("UPLOAD_KEY", _("This is not the key of an upload."), field="key")
    return f"incoming/{key}"


def _presigned_put(name: str, size: int | None) -> UploadTarget:
    storage = storages["default"]
    assert isinstance(storage, S3Storage)
    parameters: dict[str, object] = {"Bucket": storage.bucket_name, "Key": name}
    headers = {}
    if size is not None:
        parameters["ContentLength"] = size
        headers["Content-Length"] = str(size)
    client = storage.connection.meta.client
    url = client.generate_presigned_url("put_object", Params=parameters, ExpiresIn=int(LIFE.total_seconds()))
    return UploadTarget(url, "PUT", headers)
