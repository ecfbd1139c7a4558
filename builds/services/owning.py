"""Locking a row of one's own before changing it."""

from django.utils.translation import gettext as _

from accounts.models import User
from builds.models import BomLine, Build, Revision
from builds.selectors.access import access_build, access_revision
from builds.selectors.bom import bom_lines
from common.errors import Denied, NotFound


def lock_own_build(build: Build, by: User) -> Build:
    """The build, locked until the transaction ends. Raises NotFound for another's draft, Denied for another's build."""
    if access_build(by, build.slug).owner_id != by.pk:
        raise _denied()
    return Build.objects.select_for_update(of=("self",)).select_related("owner", "shown_revision").get(pk=build.pk)


def lock_own_revision(revision: Revision, by: User) -> Revision:
    """The revision, locked until the transaction ends. Raises NotFound or Denied, as for builds."""
    if access_revision(by, revision.pk).build.owner_id != by.pk:
        raise _denied()
    return Revision.objects.select_for_update(of=("self",)).select_related("build__owner", "file").get(pk=revision.pk)


def lock_own_line(line: BomLine, by: User) -> tuple[Revision, BomLine]:
    """A lot as it stands now, and its revision, locked until the transaction ends. Raises NotFound and Denied."""
    revision = lock_own_revision(line.revision, by)
    now = bom_lines(revision).filter(pk=line.pk).first()
    if now is None:
        message = _("This parts list was made anew meanwhile. Load the page again, and look for the lot there.")
        raise NotFound("NO_SUCH_LOT", message)
    return revision, now


def _denied() -> Denied:
    return Denied("NOT_YOURS", _("Only its owner may change a build. Remix it to make it your own."))
