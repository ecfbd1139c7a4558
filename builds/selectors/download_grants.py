"""Addresses of downloads for programs: who may see a revision gets one that works for an hour, without a session."""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner

from builds.models import Revision
from builds.selectors.downloads import Download

LIFE = timedelta(hours=1)
_SIGNER = TimestampSigner(salt="builds.download")


def grant_for(revision: Revision, one: Download) -> str:
    """The right to fetch this file, as a text for an address."""
    return _SIGNER.sign_object([revision.pk, one.name])


def granted_revision(grant: str, what: str) -> Revision | None:
    """The revision of which this grant allows to fetch that file, with its build and file; None when it does not."""
    try:
        key, name = _SIGNER.unsign_object(grant, max_age=LIFE)
    except (BadSignature, ValueError):
        return None
    if name != what:
        return None
    return Revision.objects.select_related("build__owner", "file").filter(pk=key).first()
