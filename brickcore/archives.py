"""Zips that somebody sent: looked at as a whole before any byte of them is unpacked.

Nothing is written to a path, and no archive inside an archive is opened. Methods other than "stored" and "deflated" are
refused: no brick program uses them.
Source: PKWARE APPNOTE 6.3, sections 4.3 to 4.4.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO

from brickcore.errors import HostileFile, Location, UnreadableFile

MOST_MEMBERS = 5_000
MOST_BYTES = 256 << 20  # unpacked, all members together
MOST_RATIO = 200
"""Unpacked to packed, of the archive as a whole. Text of models packs to a tenth, rarely to a fiftieth."""
SMALL = 16 << 20
"""What any archive may unpack to, whatever its ratio."""

_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_END_64 = struct.Struct("<4sQ2H2L4Q")  # of archives above 4 GB; some programs write it always
_PLACE_64 = struct.Struct("<4sLQL")
_PLACE_64_MARK, _END_64_MARK = b"PK\x06\x07", b"PK\x06\x06"
_LONGEST_COMMENT = 65_535  # bytes behind the last record: two bytes say how many
_LONGEST_HEAD = 1_024  # bytes of one member's row in the directory, its name included
_LOCAL_HEAD = 30  # bytes before the name that stands with a member itself
_NAME_LENGTHS = struct.Struct("<2H")
_SLOW = 1 << 16  # bytes of a locked file from which on loading the compiled key pays
_LOCKED_METHOD = 99  # AES, which stands in the place of the method
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1  # of a member's flags
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    OverflowError,
)
"""What the unpackers raise of bytes that are not what the list of files says: ValueError of places and names."""


@dataclass(frozen=True, slots=True, eq=False)
class Archive:
    """A zip that passed the checks. `names` are its files in its order, with forward slashes."""

    name: str
    names: tuple[str, ...]
    _data: bytes
    _zip: zipfile.ZipFile
    _members: dict[str, zipfile.ZipInfo]

    @property
    def is_encrypted(self) -> bool:
        """Whether any file needs a password."""
        return any(one.flag_bits & _ENCRYPTED for one in self._members.values())

    def find(self, name: str) -> str | None:
        """The file of this name, whatever its case, and in whatever folder where it is the only one; None without one.

        Whoever unpacks a file and packs it again often packs the folder.
        """
        wanted = name.lower()
        whole = [one for one in self.names if one.lower() == wanted]
        if whole:
            return name if name in whole else whole[0]
        inside = [one for one in self.names if one.lower().endswith(f"/{wanted}")]
        return inside[0] if len(inside) == 1 else None

    def size(self, member: str) -> int:
        """Bytes of one file when unpacked, as the zip says."""
        return self._members[member].file_size

    def read(self, member: str, *, password: bytes | None = None, most: int = MOST_BYTES) -> bytes:
        """Unpack one file. Raises UnreadableFile where it is damaged or the password is another's."""
        at = Location(f"{self.name}: {member}")
        if self._members[member].file_size > most:
            raise HostileFile(
                "MEMBER_TOO_LARGE",
                f"{member} in {self.name} unpacks to {self._members[member].file_size >> 20:,} MB; "
                f"at most {most >> 20:,} MB are read.",
                location=at,
                hint="Save a smaller model.",
            )
        try:
            if (
                password
                and self._members[member].compress_size > _SLOW
                and self._members[member].flag_bits & _ENCRYPTED
            ):
                return self._unlocked(self._members[member], password)
            with self._zip.open(self._members[member], pwd=password) as file:
                data = file.read(most + 1)
        except _DAMAGE as error:
            message = f"{member} in {self.name} is damaged: {error}."
            raise UnreadableFile("DAMAGED_MEMBER", message, location=at, hint="Save or download it again.") from error
        except RuntimeError as error:  # zipfile says so of passwords
            message = f"{member} in {self.name} is locked with a password that is not known here."
            raise UnreadableFile("LOCKED", message, location=at, hint="Save it without a password.") from error
        return data

    def _unlocked(self, member: zipfile.ZipInfo, password: bytes) -> bytes:
        """A large locked file, by our own key: Python's takes two seconds for a megabyte."""
        names, extra = _NAME_LENGTHS.unpack_from(self._data, member.header_offset + _LOCAL_HEAD - _NAME_LENGTHS.size)
        start = member.header_offset + _LOCAL_HEAD + names + extra
        module = import_module("brickcore.unlocking")  # its compiler takes longer to load than most files to read
        data: bytes = module.unlock(self._data[start : start + member.compress_size], password)[module.HEAD :]
        if member.compress_type == zipfile.ZIP_DEFLATED:
            try:
                data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, member.file_size + 1)
            except zlib.error as error:
                raise RuntimeError("another password") from error
        if zlib.crc32(data) != member.CRC:
            raise RuntimeError("another password")
        return data


def open_archive(data: bytes, name: str) -> Archive:
    """Look at a zip's directory. Raises UnreadableFile where it is none, HostileFile where it is built to hurt."""
    _check_directory(data, name)
    try:
        opened = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, UnicodeError, struct.error, OSError) as error:
        raise _broken(name) from error
    files = [one for one in opened.infolist() if not one.is_dir()]
    if len(files) > MOST_MEMBERS:
        raise _hostile(name, f"it holds {len(files):,} files, and {MOST_MEMBERS:,} are the most")
    _check_members(files, name)
    _check_sizes(files, len(data), name)
    _check_overlaps(opened.infolist(), name)
    members = {one.filename.replace("\\", "/"): one for one in files}
    if len(members) < len(files):
        raise _hostile(name, "two of its files have the same name")
    return Archive(name, tuple(members), data, opened, members)


def _check_directory(data: bytes, name: str) -> None:
    """The directory's length, before a row of it is believed."""
    start = data.rfind(_END_MARK, max(0, len(data) - _LONGEST_COMMENT - _END.size))
    if start < 0 or len(data) < start + _END.size:
        raise _broken(name)
    _, _, _, _, rows, length, _, _ = _END.unpack_from(data, start)
    if data[max(0, start - _PLACE_64.size) : start].startswith(_PLACE_64_MARK):
        at = start - _PLACE_64.size - _END_64.size  # where the unpacker looks, whatever place is said
        if at < 0 or not data.startswith(_END_64_MARK, at):
            raise _broken(name)
        *_, rows, length, _ = _END_64.unpack_from(data, at)
    if rows > MOST_MEMBERS or length > MOST_MEMBERS * _LONGEST_HEAD:
        raise _hostile(name, f"it says that it holds more than {MOST_MEMBERS:,} files")


def _check_members(files: Iterable[zipfile.ZipInfo], name: str) -> None:
    for one in files:
        if _climbs(one.filename):
            raise _hostile(name, f"the name “{one.filename[:60]}” leads out of it")
        if stat.S_ISLNK(one.external_attr >> 16):
            raise _hostile(name, f"{one.filename[:60]} is a link to another place")
        if one.compress_type == _LOCKED_METHOD:
            message = f"{one.filename[:60]} in {name} is locked with a password that is not known here."
            raise UnreadableFile("LOCKED", message, location=Location(name), hint="Save it without a password.")
        if one.compress_type not in _METHODS:
            raise UnreadableFile(
                "UNKNOWN_PACKING",
                f"{one.filename[:60]} in {name} is packed by a method that no brick program uses.",
                location=Location(name),
                hint="Pack it as an ordinary zip.",
            )


def _climbs(member: str) -> bool:
    path = member.replace("\\", "/")
    return path.startswith("/") or ":" in path.split("/")[0] or ".." in path.split("/") or "\0" in path


def _check_sizes(files: Iterable[zipfile.ZipInfo], packed: int, name: str) -> None:
    total = sum(one.file_size for one in files)
    if total > MOST_BYTES or (total > SMALL and total > MOST_RATIO * packed):
        raise _hostile(name, f"{packed:,} bytes would unpack to {total:,}")


def _check_overlaps(rows: Iterable[zipfile.ZipInfo], name: str) -> None:
    """Files that share bytes: each is small, and together they unpack to anything."""
    end = 0
    for one in sorted(rows, key=lambda row: row.header_offset):
        if one.header_offset < end:
            raise _hostile(name, f"{one.filename[:60]} shares its bytes with another of its files")
        end = one.header_offset + _LOCAL_HEAD + one.compress_size


def _hostile(name: str, why: str) -> HostileFile:
    return HostileFile(
        "HOSTILE_ARCHIVE",
        f"{name} is not unpacked: {why}.",
        location=Location(name),
        hint="Save the model anew in the program that made it, and send that file.",
    )


def _broken(name: str) -> UnreadableFile:
    return UnreadableFile(
        "BROKEN_ARCHIVE",
        f"{name} is no whole zip file: its end, where the list of files stands, is missing or damaged.",
        location=Location(name),
        hint="Download or save it again.",
    )
