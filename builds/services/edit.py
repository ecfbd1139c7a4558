"""Changing what people write about a build, and throwing a draft away."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from builds.models import Build, Licence
from builds.services.details import checked_description, checked_licence, set_tags
from builds.services.naming import clean_title
from builds.services.owning import lock_own_build
from common.errors import Conflict


@transaction.atomic
def edit_build(
    *,
    build: Build,
    by: User,
    title: str | None = None,
    description: str | None = None,
    licence: Licence | str | None = None,
    tags: Iterable[str] | None = None,
) -> Build:
    """Change what is given and leave the rest; the slug stays. Raises NotFound, Denied and Invalid."""
    build = lock_own_build(build, by)
    if title is not None:
        build.title = clean_title(title)
    if description is not None:
        build.description = checked_description(description)
    if licence is not None:
        build.licence = checked_licence(licence)
    build.save(update_fields=["title", "description", "licence", "updated_at"])
    if tags is not None:
        set_tags(build, tags)
    return build


@transaction.atomic
def delete_draft(*, build: Build, by: User) -> None:
    """Throw away a draft that was never published, with all its revisions; running work on it stops by itself.

    A build that was once published can be withdrawn, not deleted, whether others stand on it or not: so a refusal tells
    nothing of their drafts. Raises NotFound, Denied and Conflict.
    """
    build = lock_own_build(build, by)
    if build.state == Build.State.PUBLISHED or build.revisions.filter(published_at__isnull=False).exists():
        raise Conflict("WAS_PUBLISHED", _("This build was published, and others may stand on it. Withdraw it instead."))
    build.delete()
