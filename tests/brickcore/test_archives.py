import io
import stat
import struct
import warnings
import zipfile
import zlib

import pytest

from brickcore.archives import MOST_MEMBERS, Archive, open_archive
from brickcore.errors import BrickError, HostileFile, UnreadableFile
from brickcore.unlocking import HEAD, unlock


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", method) as out:
        warnings.simplefilter("ignore")  # of names that are there twice
        for name, data in files.items():
            out.writestr(name, data)
    return made.getvalue()


def refusal(data: bytes) -> BrickError:
    with pytest.raises(BrickError) as refused:
        open_archive(data, "a.io")
    return refused.value


def test_files_are_found_whatever_their_case_and_read() -> None:
    archive = open_archive(packed({"Folder/Model.LDR": b"0 House", "b": b""}), "a.io")
    assert archive.names == ("Folder/Model.LDR", "b")
    assert archive.find("folder/model.ldr") == "Folder/Model.LDR"
    assert archive.read("Folder/Model.LDR") == b"0 House"
    assert (archive.find("c"), archive.is_encrypted) == (None, False)


@pytest.mark.parametrize("name", ["../up", "/etc/passwd", "C:/x", "a/../../b", "..\\up", "\\\\host\\share"])
def test_names_that_lead_out_are_refused(name: str) -> None:
    error = refusal(packed({name: b""}))
    assert (type(error), error.code) == (HostileFile, "HOSTILE_ARCHIVE")
    assert "leads out of it" in error.message


def test_a_link_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        link = zipfile.ZipInfo("model.ldr")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        out.writestr(link, "/etc/passwd")
    assert "link to another place" in refusal(made.getvalue()).message


def test_what_would_unpack_to_far_more_than_it_is_gets_refused() -> None:
    assert "would unpack to" in refusal(packed({"model.ldr": bytes(40 << 20)})).message


def test_a_small_archive_may_be_well_packed() -> None:
    assert open_archive(packed({"model.ldr": bytes(4 << 20)}), "a.io").size("model.ldr") == 4 << 20


def test_too_many_files_are_refused_before_they_are_listed() -> None:
    error = refusal(packed({str(number): b"" for number in range(MOST_MEMBERS + 1)}))
    assert f"more than {MOST_MEMBERS:,} files" in error.message


def test_files_that_share_their_bytes_are_refused() -> None:
    data = bytearray(packed({"a": b"x" * 100, "b": b"y" * 100}, zipfile.ZIP_STORED))
    second = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, second + 42, 0)  # the second row now points at the first file
    assert "shares its bytes" in refusal(bytes(data)).message


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_packing_is_refused(method: int) -> None:
    assert refusal(packed({"model.ldr": b"0"}, method)).code == "UNKNOWN_PACKING"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", b"PK\x05\x06", b"", packed({"a": b"b"})[:-10]], ids=["head", "end", "nothing", "cut"]
)
def test_half_a_zip_is_called_broken(data: bytes) -> None:
    error = refusal(data)
    assert (type(error), error.code) == (UnreadableFile, "BROKEN_ARCHIVE")


def test_the_same_name_twice_is_refused() -> None:
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w") as out:
        warnings.simplefilter("ignore")
        out.writestr("model.ldr", b"0 one")
        out.writestr("model.ldr", b"0 two")
    assert "same name" in refusal(made.getvalue()).message


def test_damaged_bytes_are_told_when_they_are_read() -> None:
    data = bytearray(packed({"model.ldr": b"0 House" * 100}, zipfile.ZIP_STORED))
    data[60] ^= 0xFF
    with pytest.raises(UnreadableFile) as refused:
        open_archive(bytes(data), "a.io").read("model.ldr")
    assert refused.value.code == "DAMAGED_MEMBER"


def lock(data: bytes, password: bytes) -> bytes:
    """The traditional encryption of zips, the plain way: unlock() has to undo it."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def turn(value: int) -> None:
        keys[0] = ~zlib.crc32(bytes([value]), ~keys[0] & 0xFFFFFFFF) & 0xFFFFFFFF
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = ~zlib.crc32(bytes([keys[1] >> 24]), ~keys[2] & 0xFFFFFFFF) & 0xFFFFFFFF

    for value in password:
        turn(value)
    locked = bytearray()
    for value in data:
        mask = (keys[2] | 2) & 0xFFFF
        locked.append(value ^ (mask * (mask ^ 1) >> 8 & 0xFF))
        turn(value)
    return bytes(locked)


def locked_zip(files: dict[str, bytes], password: bytes) -> bytes:
    """A stored zip of locked files: rows are written by hand, since Python does not write such files."""
    body, directory = b"", b""
    for name, data in files.items():
        check = zlib.crc32(data)
        inside = lock(bytes(HEAD - 1) + bytes([check >> 24]) + data, password)
        facts = struct.pack("<5H3L2H", 20, 1, 0, 0, 33, check, len(inside), len(data), len(name), 0)
        directory += (
            b"PK\x01\x02" + struct.pack("<H", 20) + facts + struct.pack("<3H2L", 0, 0, 0, 0, len(body)) + name.encode()
        )
        body += b"PK\x03\x04" + facts + name.encode() + inside
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(files), len(files), len(directory), len(body), 0)
    return body + directory + end


@pytest.mark.parametrize("size", [100, 200_000])
def test_locked_files_open_with_their_password_only(size: int) -> None:
    data = bytes(range(256)) * (size // 256 + 1)
    archive: Archive = open_archive(locked_zip({"model.ldr": data}, b"right"), "a.io")
    assert archive.is_encrypted
    assert archive.read("model.ldr", password=b"right") == data
    with pytest.raises(UnreadableFile) as refused:
        archive.read("model.ldr", password=b"wrong")
    assert refused.value.code in {"LOCKED", "DAMAGED_MEMBER"}
    assert unlock(lock(b"head of 12..and more", b"pw"), b"pw") == b"head of 12..and more"
