"""Files that go with a build: programs, pictures, documents.

They are kept and handed out as sent. What they are is told by their ending, which must be in the core's table of kinds,
and by their first bytes, which must fit the ending; what is in them a child process looks for later.
"""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from brickcore.programs.kinds import BINARY, ENDINGS, HEAD, Kind, begins_right, ending_of, kind_by_name
from builds.models import Attachment, Build
from builds.services.jobs import defer_looking_into
from builds.services.naming import clean_file_name
from builds.services.owning import lock_own_build
from common.errors import Conflict, Invalid, NotFound
from common.files import open_file
from common.models import StoredFile

MAX_ATTACHMENTS = 30


@transaction.atomic
def attach_file(*, build: Build, by: User, file_name: str, file: StoredFile) -> Attachment:
    """Put a file beside one's own build, and have a worker look into it; sent twice, it is kept once.

    Raises NotFound, Denied, Invalid, Conflict.
    """
    build = lock_own_build(build, by)
    file_name = clean_file_name(file_name)
    kind = checked_kind(file_name, file)
    present = build.attachments.filter(file=file, file_name=file_name).first()
    if present is not None:
        return present
    if build.attachments.count() >= MAX_ATTACHMENTS:
        message = _("A build has at most %(count)d files beside it. Remove one first.")
        raise Conflict("TOO_MANY_FILES", message % {"count": MAX_ATTACHMENTS})
    last = build.attachments.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    attachment = build.attachments.create(kind=kind.family, file=file, file_name=file_name, position=position)
    defer_looking_into(attachment)
    return attachment


@transaction.atomic
def remove_attachment(*, attachment: Attachment, by: User) -> None:
    """Take a file away from one's own build. Raises NotFound and Denied."""
    build = lock_own_build(attachment.build, by)
    removed, _by_model = build.attachments.filter(pk=attachment.pk).delete()
    if not removed:
        raise NotFound("NO_SUCH_FILE", _("This build has no such file beside it."))


def content_type_of(attachment: Attachment) -> str:
    """The type that the attachment is served as: one of ours, never what the sender claims."""
    kind = kind_by_name(attachment.file_name)
    return kind.media[ending_of(attachment.file_name)] if kind else BINARY


def checked_kind(file_name: str, file: StoredFile) -> Kind:
    """What kind of file it is. Raises Invalid when we do not take it, it is too large, or its bytes do not fit."""
    kind = kind_by_name(file_name)
    if kind is None:
        known = ", ".join(ENDINGS)
        raise Invalid(
            "FILE_KIND", _("This kind of file cannot go with a build. These can: %(known)s.") % {"known": known}, "file"
        )
    if file.size > kind.megabytes << 20:
        raise Invalid("FILE_TOO_LARGE", _("The file is larger than %(limit)s MB.") % {"limit": kind.megabytes}, "file")
    with open_file(file) as content:
        head = content.read(HEAD)
    if not head or not begins_right(head, file_name):
        message = _("“%(name)s” is not what its ending says. Save it again from the program that made it.")
        raise Invalid("FILE_DIFFERS", message % {"name": file_name}, "file")
    return kind
