"""Zips of building programs whose bytes and list of files say different things: refused, and told why."""

import io
import struct
import zipfile

import pytest

from brickcore.archives import open_archive
from brickcore.errors import HostileFile, UnreadableFile
from brickcore.formats import read
from tests.ldraw_text import ref

ROW = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
END_64, PLACE_64 = struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")


def packed(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files.items():
            out.writestr(name, data)
    return made.getvalue()


def test_a_name_that_is_no_text_beside_its_bytes_is_damage() -> None:
    data = bytearray(packed({"model.ldr": b"0"}))
    data[6:8] = struct.pack("<H", 0x800)  # names are UTF-8, it says
    data[30] = 0xFF
    with pytest.raises(UnreadableFile) as caught:
        open_archive(bytes(data), "a.io").read("model.ldr")
    assert caught.value.code == "DAMAGED_MEMBER"


def test_a_place_before_the_first_byte_is_refused() -> None:
    row = ROW.pack(b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    data = row + END.pack(b"PK\5\6", 0, 0, 1, 1, len(row), 40, 0)  # the list stands 40 bytes later than it does
    with pytest.raises(HostileFile):
        open_archive(data, "a.io")


def test_a_second_large_end_does_not_hide_how_many_files_there_are() -> None:
    rows = (ROW.pack(b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a") * 200_000
    small = END_64.pack(b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, ROW.size + 1, 0)
    large = END_64.pack(b"PK\6\6", 44, 45, 45, 0, 0, 200_000, 200_000, len(rows), len(small))
    end = END.pack(b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    with pytest.raises(HostileFile) as caught:
        open_archive(small + rows + large + PLACE_64.pack(b"PK\6\7", 0, 0, 1) + end, "a.io")
    assert "more than 5,000 files" in caught.value.message


@pytest.mark.parametrize("blanks", [b"\n", b" ", b"\x0b ", b"\r"])
def test_a_custom_part_of_blanks_is_read_in_one_go(blanks: bytes) -> None:
    start = ref("other.dat").encode()
    custom = start + b"\n" + start + blanks * 300_000 + b"x\n"
    data = packed({"model.ldr": ref("own.dat").encode(), "CustomParts/parts/own.dat": custom,
                   "CustomParts/parts/other.dat": b"0 Other"})  # fmt: skip
    assert sorted(read(data, "a.io").embedded) == ["other.dat", "own.dat"]


LXFML = (
    b'<LXFML><Bricks><Brick designID="3001"><Part designID="3001" materials="21">'
    b'<Bone transformation="1,0,0,0,1,0,0,0,1,0,0,0"/></Part></Brick></Bricks></LXFML>'
)


def test_a_file_packed_again_with_its_folder_or_under_another_name_is_read() -> None:
    for name in ("car/IMAGE100.LXFML", "Car.lxfml", "image100.lxfml"):
        assert len(read(packed({"readme.txt": b"", name: LXFML}), "a.lxf").submodels["a.lxf.dat"].names) == 1
    studio = {"car/model.ldr": ref("own.dat").encode(), "car/CustomParts/parts/own.dat": b"0 Own"}
    assert read(packed(studio), "a.io").embedded == {"own.dat": b"0 Own"}


def test_of_two_models_in_a_zip_none_is_guessed() -> None:
    data = packed({"a/IMAGE100.LXFML": LXFML, "b/IMAGE100.LXFML": LXFML})
    with pytest.raises(UnreadableFile) as caught:
        read(data, "a.lxf")
    assert caught.value.code == "NO_MODEL_INSIDE"


def test_a_lock_of_another_kind_is_told_as_a_lock() -> None:
    data = bytearray(packed({"model.ldr": b"0"}))
    at = data.index(b"PK\1\2")
    data[at + 10 : at + 12] = struct.pack("<H", 99)  # AES
    with pytest.raises(UnreadableFile) as caught:
        open_archive(bytes(data), "a.io")
    assert caught.value.code == "LOCKED"
