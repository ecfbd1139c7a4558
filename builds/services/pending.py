"""Uploads that go straight to the storage: announced, sent to a signed address, completed."""

import re
import secrets
from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.members import lock_member
from brickcore.archives import MOST_BYTES
from builds.models import Build, BuildImport, Licence, PendingUpload, Revision
from builds.services.importing import start_import
from builds.services.naming import clean_file_name
from builds.services.revisions import add_revision, create_build
from common.errors import Conflict, Invalid, NotFound
from common.files import MAX_SIZE, UploadTarget, forget_upload, keep_uploaded, upload_target
from common.models import StoredFile
from common.text import is_storable

LIFE = timedelta(hours=1)  # as long as the signed address
MAX_WHOLE = MOST_BYTES  # of a zip of a whole build: what it may unpack to
MAX_OPEN = 20  # uploads that a member may have announced and not completed


@transaction.atomic
def announce_upload(*, owner: User, file_name: str, size: int, sha256: str = "") -> tuple[PendingUpload, UploadTarget]:
    """Say that a file of so many bytes will come, and learn where to send it. `sha256`, when given, is checked later.

    A zip, which may be a whole build, may be larger than any other file. Raises Invalid, and
    Conflict("TOO_MANY_ANNOUNCED").
    """
    if size <= 0:
        raise Invalid("FILE_EMPTY", _("The file is empty. Export the model again and send that."), field="size")
    sha256 = sha256.lower()
    if sha256 and not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise Invalid("SHA256", _("A sha256 has 64 hexadecimal digits."), field="sha256")
    _make_room(owner)
    key = secrets.token_hex(16)
    is_zip = clean_file_name(file_name).lower().endswith(".zip")
    target = upload_target(key, size=size, max_size=MAX_WHOLE if is_zip else MAX_SIZE)
    pending = PendingUpload.objects.create(
        owner=owner,
        key=key,
        file_name=clean_file_name(file_name),
        size=size,
        sha256=sha256,
        expires_at=timezone.now() + LIFE,
    )
    return pending, target


def _make_room(owner: User) -> None:
    """Forget what was announced long ago, with whatever came of it; then there is room for a few, so no disk fills."""
    lock_member(owner)
    own, now = PendingUpload.objects.filter(owner=owner), timezone.now()
    old = own.filter(expires_at__lt=now - LIFE)
    for key in old.values_list("key", flat=True):
        transaction.on_commit(partial(forget_upload, key))
    old.delete()
    if own.filter(expires_at__gt=now, completed_revision=None).count() >= MAX_OPEN:
        message = _("%(count)d files are announced and have not been completed. Complete them, or wait an hour.")
        raise Conflict("TOO_MANY_ANNOUNCED", message % {"count": MAX_OPEN})


@transaction.atomic
def complete_upload(
    *,
    key: str,
    by: User,
    build: Build | None = None,
    note: str = "",
    title: str = "",
    description: str = "",
    licence: Licence | str = Licence.CC_BY_SA,
    tags: Iterable[str] = (),
) -> Revision:
    """Make what arrived a revision of `build`, or a new build. Completing it again returns the same revision.

    Raises NotFound (no such key of one's own, or nothing has arrived), Conflict (expired) and Invalid.
    """
    pending = _announced(key, by)
    if pending.completed_revision_id is not None:
        return Revision.objects.select_related("build").get(pk=pending.completed_revision_id)
    file = _arrived(pending, MAX_SIZE)
    if build is not None:
        revision = add_revision(build=build, by=by, file_name=pending.file_name, file=file, note=note)
    else:
        made = create_build(
            owner=by, file_name=pending.file_name, file=file,
            title=title, description=description, licence=licence, tags=tags,
        )  # fmt: skip
        revision = made.revisions.get()
    pending.completed_revision = revision
    pending.save(update_fields=["completed_revision", "updated_at"])
    return revision


@transaction.atomic
def import_uploaded(*, key: str, by: User) -> BuildImport:
    """Have a worker make a draft of a build's zip that arrived. Its key is spent then.

    Raises NotFound (no such key of one's own, or nothing has arrived), Conflict and Invalid.
    """
    pending = _announced(key, by)
    if pending.completed_revision_id is not None:
        raise Conflict("UPLOAD_COMPLETED", _("This upload has become a revision already."))
    made = start_import(owner=by, file_name=pending.file_name, file=_arrived(pending, MAX_WHOLE))
    pending.delete()
    return made


def _announced(key: str, by: User) -> PendingUpload:
    own = PendingUpload.objects.select_for_update().filter(owner=by)
    pending = own.filter(key=key).first() if is_storable(key) else None
    if pending is None:
        raise NotFound("NO_SUCH_UPLOAD", _("You have announced no such upload."), field="key")
    return pending


def _arrived(pending: PendingUpload, max_size: int) -> StoredFile:
    """The bytes, as they were announced."""
    if pending.expires_at <= timezone.now():
        raise Conflict("UPLOAD_EXPIRED", _("This upload has expired. Announce it again."))
    file = keep_uploaded(pending.key, max_size=max_size)
    if file.size != pending.size:
        message = _("%(came)d bytes came, %(announced)d were announced. Send the file again.")
        raise Invalid("SIZE_DIFFERS", message % {"came": file.size, "announced": pending.size}, field="key")
    if pending.sha256 and file.sha256 != pending.sha256:
        raise Invalid("SHA256_DIFFERS", _("The bytes changed on their way. Send the file again."), field="key")
    return file
