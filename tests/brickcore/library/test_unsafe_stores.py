"""Folders and zips that try to make the reader read what it should not."""

import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from brickcore.errors import MissingLibrary
from brickcore.library import open_library
from brickcore.library.store import MAX_MEMBER
from brickcore.library.zip_directory import MAX_DIRECTORY

GOOD = "parts/3001.dat"


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(GOOD, "0 Brick")
        for name, data in members.items():
            archive.writestr(f"parts/{name}.dat", data)
    return path


def refused(path: Path) -> dict[str, str]:
    return {str(error.location): error.message for error in open_library(path).refused()}


def in_directory(path: Path, name: str, field: int, form: str, value: int) -> None:
    """Change a number of a member's entry in the zip's directory; `field` is its place after the signature."""
    data = bytearray(path.read_bytes())
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(name.encode()))
    struct.pack_into(form, data, entry + field, value)
    path.write_bytes(data)


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", locked=b"0 Locked")
    in_directory(path, "parts/locked.dat", 8, "<H", 1)
    assert refused(path) == {"parts/locked.dat": "it is encrypted."}
    assert open_library(path).text("locked.dat") is None


def test_a_member_that_inflates_beyond_measure_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", bomb=bytes(MAX_MEMBER + 1))
    assert refused(path) == {"parts/bomb.dat": "it is larger than 16 MB; no part is."}
    in_directory(path, "parts/bomb.dat", 24, "<L", 100)
    library = open_library(path)
    assert (refused(path), library.text("bomb.dat")) == ({}, None)
    assert library.fault("bomb.dat").message == "its bytes are damaged: the zip notes another checksum."


def test_members_that_overlap_are_refused_but_for_the_first(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", one=b"0 One", two=b"0 Two")
    in_directory(path, "parts/two.dat", 42, "<L", 10)
    assert refused(path) == {"parts/two.dat": "it overlaps the file before it in the zip."}


def test_a_directory_that_lists_less_than_it_says_is_refused_whole(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", one=b"0 One", two=b"0 Two")
    in_directory(path, "parts/one.dat", 0, "<L", 0)
    with pytest.raises(MissingLibrary, match=r"x\.zip is damaged: it speaks of 3 files and lists 1") as stopped:
        open_library(path)
    assert stopped.value.code == "LIBRARY_DAMAGED"


def test_a_member_packed_in_an_unknown_way_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr(GOOD, "0 Brick")
    assert refused(path) == {GOOD: "it is packed in a way that is not known here (method 14)."}


@pytest.mark.parametrize(
    "name", ["parts/../../x.dat", "../parts/x.dat", "/parts/x.dat", "c:/parts/x.dat", "parts/./x.dat"]
)
def test_a_name_that_climbs_is_refused_and_no_part(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "x.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, "0 Elsewhere")
    assert refused(path) == {name: "its name leads out of the library."}
    assert set(open_library(path).names()) == {"3001.dat"}


def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(GOOD, "0 Second")
    assert refused(path) == {GOOD: "the zip holds two files of this name."}


def test_a_directory_beyond_measure_is_no_library(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip")
    data = bytearray(path.read_bytes())
    struct.pack_into("<L", data, data.rfind(b"PK\x05\x06") + 12, MAX_DIRECTORY + 1)
    path.write_bytes(data)
    with pytest.raises(MissingLibrary) as caught:
        open_library(path)
    assert caught.value.code == "LIBRARY_TOO_LARGE"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "library" / "parts").mkdir(parents=True)
    (tmp_path / "library" / GOOD).write_text("0 Brick")
    (tmp_path / "secret.dat").write_text("0 Secret")
    return tmp_path / "library"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.symlink_to(path.parents[2] / "secret.dat"), "it is a link; put the file itself there."),
        (lambda path: path.symlink_to(path), "it is a link; put the file itself there."),
        (lambda path: path.symlink_to(path.parents[1]), "it is a link; put the file itself there."),
        (os.mkfifo, "it is no ordinary file."),
    ],
)
def test_links_and_pipes_in_a_folder_are_refused_and_never_read(
    folder: Path, make: Callable[[Path], object], reason: str
) -> None:
    make(folder / "parts" / "x.dat")
    assert refused(folder) == {"parts/x.dat": reason}
    assert set(open_library(folder).names()) == {"3001.dat"}


def test_a_file_beyond_measure_and_one_that_cannot_be_opened_say_so(folder: Path) -> None:
    with (folder / "parts" / "huge.dat").open("wb") as file:
        file.truncate(MAX_MEMBER + 1)
    (folder / "parts" / "gone.dat").write_text("0 Gone")
    library = open_library(folder)
    assert {"huge.dat", "gone.dat"} <= set(library.names())
    (folder / "parts" / "gone.dat").unlink()
    assert (library.text("huge.dat"), library.text("gone.dat")) == (None, None)
    assert library.fault("huge.dat").message == "it is larger than 16 MB; no part is."
    assert library.fault("gone.dat").message == "it cannot be opened (No such file or directory)."
