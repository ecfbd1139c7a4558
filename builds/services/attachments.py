"""Files that go with a build: programs, pictures, documents.

They are kept and handed out as sent. What they are is told by their ending, which must be on the list, and by their
first bytes, which must fit the ending; nothing here opens them.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from builds.models import Attachment, Build
from builds.services.naming import clean_file_name
from builds.services.owning import lock_own_build
from common.errors import Conflict, Invalid, NotFound
from common.files import open_file
from common.models import StoredFile

MAX_ATTACHMENTS = 30
HEAD = 4096  # bytes looked at
TEXT = b""  # stands for "no fixed first bytes, but readable text"
ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind of file that we take: what it counts as, the type it is served as, how it begins, how large it may be."""

    kind: Attachment.Kind
    content_type: str
    begins: tuple[tuple[int, bytes], ...]  # (offset, bytes); all must be there
    megabytes: int = 20


def _sort(kind: Attachment.Kind, content_type: str, *begins: tuple[int, bytes], megabytes: int = 20) -> Sort:
    return Sort(kind, content_type, begins, megabytes)


PROGRAM, PICTURE, DOCUMENT = Attachment.Kind.PROGRAM, Attachment.Kind.PICTURE, Attachment.Kind.DOCUMENT
BINARY = "application/octet-stream"
PLAIN = "text/plain; charset=utf-8"
SORTS = {
    ".ev3": _sort(PROGRAM, BINARY, (0, ZIP)),
    ".ev3m": _sort(PROGRAM, BINARY, (0, ZIP)),
    ".lms": _sort(PROGRAM, BINARY, (0, ZIP)),
    ".lmsp": _sort(PROGRAM, BINARY, (0, ZIP)),
    ".llsp": _sort(PROGRAM, BINARY, (0, ZIP)),
    ".llsp3": _sort(PROGRAM, BINARY, (0, ZIP)),
    ".rbt": _sort(PROGRAM, BINARY, (0, b"RSRC")),
    ".py": _sort(PROGRAM, PLAIN, (0, TEXT), megabytes=2),
    ".png": _sort(PICTURE, "image/png", (0, b"\x89PNG\r\n\x1a\n")),
    ".jpg": _sort(PICTURE, "image/jpeg", (0, b"\xff\xd8\xff")),
    ".jpeg": _sort(PICTURE, "image/jpeg", (0, b"\xff\xd8\xff")),
    ".webp": _sort(PICTURE, "image/webp", (0, b"RIFF"), (8, b"WEBP")),
    ".pdf": _sort(DOCUMENT, "application/pdf", (0, b"%PDF-"), megabytes=50),
    ".txt": _sort(DOCUMENT, PLAIN, (0, TEXT), megabytes=2),
    ".md": _sort(DOCUMENT, PLAIN, (0, TEXT), megabytes=2),
}


@transaction.atomic
def attach_file(*, build: Build, by: User, file_name: str, file: StoredFile) -> Attachment:
    """Put a file beside one's own build; sent twice, it is kept once. Raises NotFound, Denied, Invalid, Conflict."""
    build = lock_own_build(build, by)
    file_name = clean_file_name(file_name)
    sort = checked_sort(file_name, file)
    present = build.attachments.filter(file=file, file_name=file_name).first()
    if present is not None:
        return present
    if build.attachments.count() >= MAX_ATTACHMENTS:
        message = _("A build has at most %(count)d files beside it. Remove one first.")
        raise Conflict("TOO_MANY_FILES", message % {"count": MAX_ATTACHMENTS})
    last = build.attachments.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    return build.attachments.create(kind=sort.kind, file=file, file_name=file_name, position=position)


@transaction.atomic
def remove_attachment(*, attachment: Attachment, by: User) -> None:
    """Take a file away from one's own build. Raises NotFound and Denied."""
    build = lock_own_build(attachment.build, by)
    removed, _by_model = build.attachments.filter(pk=attachment.pk).delete()
    if not removed:
        raise NotFound("NO_SUCH_FILE", _("This build has no such file beside it."))


def content_type_of(attachment: Attachment) -> str:
    """The type that the attachment is served as: one of ours, never what the sender claims."""
    return SORTS[_ending(attachment.file_name)].content_type


def checked_sort(file_name: str, file: StoredFile) -> Sort:
    """What sort of file it is. Raises Invalid when we do not take it, it is too large, or its bytes do not fit."""
    sort = SORTS.get(_ending(file_name))
    if sort is None:
        known = ", ".join(SORTS)
        raise Invalid(
            "FILE_KIND", _("This kind of file cannot go with a build. These can: %(known)s.") % {"known": known}, "file"
        )
    if file.size > sort.megabytes << 20:
        raise Invalid("FILE_TOO_LARGE", _("The file is larger than %(limit)s MB.") % {"limit": sort.megabytes}, "file")
    with open_file(file) as content:
        head = content.read(HEAD)
    if not all(_fits(head, offset, begin) for offset, begin in sort.begins):
        message = _("“%(name)s” is not what its ending says. Save it again from the program that made it.")
        raise Invalid("FILE_DIFFERS", message % {"name": file_name}, "file")
    return sort


def _fits(head: bytes, offset: int, begin: bytes) -> bool:
    if begin != TEXT:
        return head[offset : offset + len(begin)] == begin
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < HEAD - 4:  # a letter that the cut went through is no fault
            return False
        text = head[: error.start].decode("utf-8")
    return "\0" not in text


def _ending(file_name: str) -> str:
    return PurePosixPath(file_name).suffix.lower()
