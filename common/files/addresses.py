"""Links to stored bytes that need no login and expire: presigned by S3, or signed by us for the local folder."""

import time
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Self

from django.core.files.storage import storages
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.http import content_disposition_header
from storages.backends.s3 import S3Storage

from common.files.storage import LocalFolder
from common.models import StoredFile

HOUR = 3600


def kept_locally() -> bool:
    """Whether we serve and take the bytes ourselves."""
    return isinstance(storages["default"], LocalFolder)


@dataclass(frozen=True, slots=True)
class Grant:
    """What a signed address allows until when: seconds since 1970."""

    key: str
    until: int

    def sign(self) -> str:
        """The grant as one segment of an address."""
        return Signer(salt=type(self).__qualname__).sign_object(asdict(self), compress=True)

    @classmethod
    def read(cls, signed: str) -> Self:
        """Check a signature and the time. Raises BadSignature."""
        grant = cls(**Signer(salt=cls.__qualname__).unsign_object(signed))
        if grant.until < time.time():
            raise BadSignature("expired")
        return grant


@dataclass(frozen=True, slots=True)
class ReadGrant(Grant):
    """May read one file, under this name and type."""

    name: str
    content_type: str
    inline: bool


def signed_url(
    stored: StoredFile,
    *,
    name: str,
    content_type: str,
    inline: bool = False,
    expires: timedelta = timedelta(hours=1),
) -> str:
    """An address that hands out the bytes as `name`: shown in the page when `inline`, else saved.

    It is good for `expires`, rounded up to a whole hour when the bytes lie here, so that pages name the same address
    for an hour and browsers keep what they have.
    """
    seconds = int(expires.total_seconds())
    if kept_locally():
        until = -(-int(time.time() + seconds) // HOUR) * HOUR
        signed = ReadGrant(stored.key, until, name, content_type, inline).sign()
        return reverse("files:get", args=[signed, name.replace("/", "_")])
    disposition = content_disposition_header(as_attachment=not inline, filename=name)
    parameters = {"ResponseContentType": content_type, "ResponseContentDisposition": disposition}
    storage = storages["default"]
    assert isinstance(storage, S3Storage)
    return str(storage.url(stored.key, parameters=parameters, expire=seconds))
