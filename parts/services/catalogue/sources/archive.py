"""A zip of tables, checked whole before anything in it is believed. Nothing is ever unpacked to the disk.

Source: PKWARE APPNOTE, sections 4.3.7 (local header), 4.4.4 (flags) and 4.4.15 (external attributes).
"""

import stat
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from parts.services.catalogue.frame import ImportRefused
from parts.services.catalogue.sources.streams import MOST_BYTES

MOST_MEMBERS = 1000
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1


def open_archive(path: Path) -> zipfile.ZipFile:
    """The zip, when it is one and nothing in it is meant to harm; else ImportRefused says which member does."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        message = _("%(name)s is no zip file, or cut short (%(reason)s). Get the file again.")
        raise ImportRefused("ARCHIVE_DAMAGED", message % {"name": path.name, "reason": error}) from error
    if fault := _fault(archive.infolist()):
        archive.close()
        message = _("%(name)s is refused: %(fault)s. Make a zip of nothing but the tables.")
        raise ImportRefused("ARCHIVE_REFUSED", message % {"name": path.name, "fault": fault})
    return archive


def _fault(members: Sequence[zipfile.ZipInfo]) -> str:
    if len(members) > MOST_MEMBERS:
        return _("it has %(count)d members") % {"count": len(members)}
    names = [member.filename for member in members]
    for member in members:
        if fault := _member_fault(member):
            return fault % {"member": repr(member.filename[:80])}
    if len(set(names)) < len(names):
        return _("two members have the same name")
    return _("members overlap") if _overlap(members) else ""


def _member_fault(member: zipfile.ZipInfo) -> str:
    path = PurePosixPath(member.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in member.orig_filename or "\0" in member.orig_filename:
        return _("the path of %(member)s leads out of it")
    if stat.S_ISLNK(member.external_attr >> 16):
        return _("%(member)s is a link")
    if member.flag_bits & _ENCRYPTED:
        return _("%(member)s is encrypted")
    if member.file_size > MOST_BYTES:
        return _("%(member)s unpacks to more than any real table")
    return ""


def _overlap(members: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether two members share bytes: the trick by which a small zip unpacks to a huge one."""
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            return True
        end = member.header_offset + _LOCAL_HEADER + len(member.orig_filename) + member.compress_size
    return False
