"""Zips of tables that are built to hurt: refused before anything in them is read, and nothing is imported."""

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from parts.models import Part
from parts.services.catalogue.frame import ImportRefused
from parts.services.catalogue.rebrickable import load_rebrickable
from tests.parts.rebrickable_tables import TABLES

pytestmark = pytest.mark.django_db

PARTS = TABLES["parts"].encode()


def archive(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return packed.getvalue()


def link() -> bytes:
    member = zipfile.ZipInfo("elements.csv")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return archive(("parts.csv", PARTS), (member, b"/etc/passwd"))


def encrypted() -> bytes:
    data = bytearray(archive(("parts.csv", PARTS)))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + place] |= 1
    return bytes(data)


def said_to_be(size: int) -> bytes:
    """The directory and the local header say another size than what is there."""
    data = bytearray(archive(("parts.csv", PARTS)))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", data, data.find(mark) + place, size)
    return bytes(data)


def overlapping() -> bytes:
    """Two rows of the directory that mean the same bytes under two names."""
    data = bytearray(archive(("parts.csv", PARTS), ("sparts.csv", PARTS)))
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    struct.pack_into("<L", data, second + 42, 0)
    return bytes(data)


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (link, "'elements.csv' is a link"),
        (encrypted, "'parts.csv' is encrypted"),
        (overlapping, "members overlap"),
        (lambda: said_to_be(0xFFFF_0000), "'parts.csv' unpacks to more than any real table"),
        (lambda: said_to_be(60), "parts.csv is cut short or damaged"),
        (lambda: archive(("a/parts.csv", PARTS), ("b/Parts.csv", PARTS)), "There are two tables parts"),
        (lambda: archive(("../parts.csv", PARTS)), "the path of '../parts.csv' leads out of it"),
        (lambda: archive(("/parts.csv", PARTS)), "the path of '/parts.csv' leads out of it"),
        (lambda: archive(("a\\..\\parts.csv", PARTS)), "leads out of it"),
        (lambda: archive(*((f"{n}.csv", b"") for n in range(1001))), "it has 1001 members"),
        (lambda: archive(("parts.csv", PARTS))[:-30], "is no zip file, or cut short"),
        (lambda: b"not a zip", "is no zip file, or cut short"),
    ],
)
def test_hostile_zip_is_refused_whole(tmp_path: Path, made: Callable[[], bytes], says: str) -> None:
    (tmp_path / "tables.zip").write_bytes(made())
    with pytest.raises(ImportRefused) as refused:
        load_rebrickable(place=tmp_path / "tables.zip")
    assert says in refused.value.message
    assert not Part.objects.exists()


def test_member_that_hides_its_size_is_read_no_further_than_it_says(tmp_path: Path) -> None:
    bomb = bytearray(archive(("parts.csv", PARTS + b"x" * 50_000_000)))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", bomb, bomb.find(mark) + place, len(PARTS))
    (tmp_path / "tables.zip").write_bytes(bytes(bomb))
    with pytest.raises(ImportRefused, match="cut short or damaged"):
        load_rebrickable(place=tmp_path / "tables.zip")
    assert not Part.objects.exists()
