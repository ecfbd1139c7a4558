"""Addresses of whole builds for programs: who may see a build gets one that works for an hour, without a session."""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner

from accounts.models import User
from builds.models import Build
from builds.selectors.access import Viewer

LIFE = timedelta(hours=1)
_SIGNER = TimestampSigner(salt="builds.export")


def export_grant(build: Build, viewer: Viewer) -> str:
    """The right to fetch this build as this person sees it, as a text for an address."""
    return _SIGNER.sign_object([build.slug, viewer.pk if viewer is not None else None])


def granted_viewer(grant: str, slug: str) -> User | None:
    """Whose eyes this grant lends for the build; None where it is for nobody, or for another build."""
    try:
        granted, key = _SIGNER.unsign_object(grant, max_age=LIFE)
    except (BadSignature, ValueError):
        return None
    return User.objects.filter(pk=key, is_active=True).first() if granted == slug and key is not None else None
