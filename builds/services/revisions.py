"""From bytes to a build: the revision and the job that works on it are written together, or neither is."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.members import lock_member
from builds.models import Build, Licence, Revision
from builds.services.details import checked_description, checked_licence, set_tags
from builds.services.jobs import defer_processing
from builds.services.naming import clean_file_name, clean_title, free_slug
from builds.services.owning import lock_own_build
from common.errors import Conflict, Invalid
from common.models import StoredFile
from common.text import storable

MAX_UNFINISHED = 20  # revisions of one member that may wait or be worked on at once
MAX_NOTE = 500
SLUG_TRIES = 5  # another build may take the slug between looking and storing
Reading = dict[str, Any]


@transaction.atomic
def create_build(
    *,
    owner: User,
    file_name: str,
    file: StoredFile,
    title: str = "",
    description: str = "",
    licence: Licence | str = Licence.CC_BY_SA,
    tags: Iterable[str] = (),
) -> Build:
    """A draft with its first revision, and the job that reads it. Without a title the file's name gives one.

    Raises Invalid, and Conflict("TOO_MANY_AT_ONCE").
    """
    file_name = checked_upload(owner, file_name, file)
    build = insert_build(
        Build(
            owner=owner,
            title=clean_title(title, file_name),
            description=checked_description(description),
            licence=checked_licence(licence),
        )
    )
    set_tags(build, tags)
    revision = Revision.objects.create(build=build, number=1, file=file, file_name=file_name)
    defer_processing(revision)
    return build


@transaction.atomic
def add_revision(
    *, build: Build, by: User, file_name: str, file: StoredFile, note: str = "", reading: Reading | None = None
) -> Revision:
    """The next revision of one's own build. A published build goes on showing the one it shows until it is published
    again. `reading` says how the bytes are to be read, where they do not say so themselves.

    Raises NotFound, Denied, Invalid and Conflict.
    """
    build = lock_own_build(build, by)
    file_name = checked_upload(by, file_name, file)
    newest = build.revisions.aggregate(newest=Max("number"))["newest"] or 0
    revision = Revision.objects.create(
        build=build, number=newest + 1, file=file, file_name=file_name, note=checked_note(note), reading=reading or {}
    )
    build.save(update_fields=["updated_at"])
    defer_processing(revision)
    return revision


def insert_build(build: Build) -> Build:
    """Insert a build under a slug of its own; it keeps that slug for good, whatever its title becomes."""
    for _try in range(SLUG_TRIES):
        build.slug = free_slug(build.title)
        try:
            with transaction.atomic():
                build.save(force_insert=True)
        except IntegrityError:
            continue  # another took that slug since we looked
        return build
    raise Conflict("NO_SLUG", _("Many builds of this title are being made. Try again, or choose another title."))


def checked_upload(owner: User, file_name: str, file: StoredFile) -> str:
    """The file's name as we keep it. Raises Invalid for an empty file, Conflict when too much is unfinished."""
    if file.size == 0:
        raise Invalid("FILE_EMPTY", _("The file is empty. Export the model again and send that."), field="file")
    lock_member(owner)
    unfinished = Revision.objects.filter(build__owner=owner, state__in=Revision.UNFINISHED)
    if unfinished.count() >= MAX_UNFINISHED:
        message = _("%(count)d of your uploads are still being worked on. Wait until one is done.")
        raise Conflict("TOO_MANY_AT_ONCE", message % {"count": MAX_UNFINISHED})
    return clean_file_name(file_name)


def checked_note(note: str) -> str:
    """What changed, in one line. Raises Invalid when it is too long."""
    note = " ".join(storable(note).split())
    if len(note) > MAX_NOTE:
        raise Invalid("NOTE", _("A note has at most %(count)d characters.") % {"count": MAX_NOTE}, field="note")
    return note
