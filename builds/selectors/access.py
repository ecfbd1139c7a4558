"""The one way to get a build or a revision for a person: what they may not see does not exist for them.

Drafts are their owner's alone. A published build is everybody's, with each of its revisions that was ever shown; a
revision that the owner has not shown yet stays the owner's.
"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from builds.models import Build, Revision
from common.errors import NotFound
from common.text import is_storable

Viewer = User | AnonymousUser | None


def visible_builds(viewer: Viewer) -> QuerySet[Build]:
    """Builds that this person may see: published ones, and their own drafts."""
    rule = Q(state=Build.State.PUBLISHED)
    if viewer is not None and viewer.pk is not None:
        rule |= Q(owner=viewer.pk)
    return Build.objects.filter(rule).defer("words")


def visible_revisions(viewer: Viewer) -> QuerySet[Revision]:
    """Revisions that this person may see: shown ones of published builds, and all of their own."""
    rule = Q(build__state=Build.State.PUBLISHED, published_at__isnull=False)
    if viewer is not None and viewer.pk is not None:
        rule |= Q(build__owner=viewer.pk)
    return Revision.objects.filter(rule)


def published_builds() -> QuerySet[Build]:
    """Builds that everybody may see."""
    return Build.objects.filter(state=Build.State.PUBLISHED).defer("words")


def builds_by_owner(owner: User, viewer: Viewer) -> QuerySet[Build]:
    """A member's builds as this person may see them, last changed first."""
    return visible_builds(viewer).filter(owner=owner).order_by("-updated_at", "-id")


def access_build(viewer: Viewer, slug: str) -> Build:
    """The build, with its owner, shown revision and parent loaded. Raises NotFound."""
    found = visible_builds(viewer).filter(slug=slug).select_related("owner", "shown_revision")
    build = found.first() if is_storable(slug) else None
    if build is None:
        raise _no_build()
    return build


def access_own_build(viewer: Viewer, slug: str) -> Build:
    """The build, when it is this person's own. Raises NotFound, for a published one of somebody else's too."""
    build = access_build(viewer, slug)
    if viewer is None or build.owner_id != viewer.pk:
        raise _no_build()
    return build


def access_revision(viewer: Viewer, revision_id: int) -> Revision:
    """The revision, with its build and the build's owner loaded. Raises NotFound."""
    revision = visible_revisions(viewer).filter(pk=revision_id).select_related("build__owner", "file").first()
    if revision is None:
        raise _no_revision()
    return revision


def access_numbered_revision(viewer: Viewer, build: Build, number: int | None = None) -> Revision:
    """A revision of a build: by its number, or the one to show this person. Raises NotFound.

    Without a number it is the shown revision; the owner of a draft gets the newest, since a draft has shown none.
    """
    if number is None and build.shown_revision is not None:
        return build.shown_revision
    found = visible_revisions(viewer).filter(build=build).select_related("file").order_by("-number")
    revision = (found if number is None else found.filter(number=number)).first()
    if revision is None:
        raise _no_revision()
    return revision


def revisions_of(viewer: Viewer, build: Build) -> QuerySet[Revision]:
    """The build's revisions that this person may see, newest first."""
    return visible_revisions(viewer).filter(build=build).order_by("-number")


def _no_build() -> NotFound:
    return NotFound("NO_SUCH_BUILD", _("There is no such build, or it is a draft of somebody else's."))


def _no_revision() -> NotFound:
    return NotFound("NO_SUCH_REVISION", _("There is no such revision, or it has not been published."))
