"""Showing a build to all, and taking it back.

Publishing shows the newest revision that is ready. A revision that comes later stays its owner's until the build is
published again; then the build's page shows it, and the ones shown before stay to be read, compared and remixed.
Withdrawing makes the build a draft: it and its revisions are the owner's alone again, while remixes made of it stay,
and say that they are remixes.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from builds.models import Build, Revision
from builds.services.owning import lock_own_build
from common.errors import Conflict


@transaction.atomic
def publish_build(*, build: Build, by: User) -> Build:
    """Show the newest ready revision to all; doing it twice changes nothing.

    Raises NotFound, Denied and Conflict("NOT_READY").
    """
    build = lock_own_build(build, by)
    revision = build.revisions.select_for_update().filter(state=Revision.State.READY).order_by("-number").first()
    if revision is None:
        message = _("No revision is ready yet. Wait until one is, or upload a file that can be read.")
        raise Conflict("NOT_READY", message)
    now = timezone.now()
    if revision.published_at is None:
        revision.published_at = now
        revision.save(update_fields=["published_at"])
    build.state = Build.State.PUBLISHED
    build.published_at = build.published_at or now  # withdrawing and publishing again makes nothing newer
    build.shown_revision = revision
    build.save(update_fields=["state", "published_at", "shown_revision", "updated_at"])
    return build


@transaction.atomic
def withdraw_build(*, build: Build, by: User) -> Build:
    """Make the build a draft again. Raises NotFound and Denied."""
    build = lock_own_build(build, by)
    build.state = Build.State.DRAFT
    build.shown_revision = None
    build.save(update_fields=["state", "shown_revision", "updated_at"])
    return build
