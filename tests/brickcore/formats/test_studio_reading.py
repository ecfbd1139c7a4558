import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from brickcore.bom import bill
from brickcore.errors import UnreadableFile
from brickcore.formats import read
from brickcore.library import PartsLibrary, open_library
from brickcore.library.parts_library import EmptyStore
from brickcore.pictures import encode_png

PLACE = "0 0 0 1 0 0 0 1 0 0 0 1"
MODEL = f"\ufeff0 FILE house\r\n1 4 {PLACE} 3001.dat\r\n1 1 {PLACE} mine.dat\r\n".encode()


def studio(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files.items():
            out.writestr(name, data)
    return made.getvalue()


def test_the_model_inside_is_read_and_the_authors_parts_come_with_it() -> None:
    files = {
        "model.ldr": MODEL,
        "CustomParts/mine.dat": f"0 Mine\n1 16 {PLACE} s\\mines01.dat\n1 16 {PLACE} ring.dat".encode(),
        "CustomParts/s/s/mines01.dat": b"0 Half",
        "CustomParts/p/ring.dat": b"0 Ring",
        "CustomParts/unused.dat": b"0 Unused",
    }
    model = read(studio(**files), "house.io")
    assert model.format == "studio"
    assert sorted(model.embedded) == ["mine.dat", "ring.dat", "s/mines01.dat"]
    assert [(lot.part, lot.colour) for lot in bill(model, PartsLibrary(EmptyStore())).lots] == [
        ("3001", 4),
        ("mine", 1),
    ]


@pytest.mark.parametrize(("noted", "codes"), [(2, []), (7, ["STALE_COUNT"]), ("x", []), (None, [])])
def test_a_stale_number_of_parts_is_told(noted: object, codes: list[str]) -> None:
    files = {"model.ldr": MODEL, ".info": b"\xef\xbb\xbf" + json.dumps({"total_parts": noted}).encode()}
    notices = read(studio(**files), "house.io").notices
    assert [one.code for one in notices if one.code == "STALE_COUNT"] == codes


def test_its_picture_is_kept_when_it_is_one() -> None:
    picture = encode_png(np.zeros((2, 3, 4), np.uint8))
    assert read(studio(**{"model.ldr": MODEL, "thumbnail.png": picture}), "house.io").picture == picture
    assert read(studio(**{"model.ldr": MODEL, "thumbnail.png": b"GIF89a"}), "house.io").picture == b""
    huge = picture[:16] + (100_000).to_bytes(4, "big") + picture[20:]
    assert read(studio(**{"model.ldr": MODEL, "thumbnail.png": huge}), "house.io").picture == b""


def test_a_zip_without_a_model_is_no_studio_file() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(studio(**{"other.txt": b"0"}), "house.io")
    assert refused.value.code == "UNSUPPORTED_FORMAT"


@pytest.mark.shared
def test_every_shared_studio_file_is_read(shared: Path) -> None:
    library = open_library(shared / "ldraw" / "library.zip")
    files = sorted((shared / "models" / "studio").glob("*.io"))
    counts = {path.name: bill(read(path.read_bytes(), path.name), library).parts for path in files}
    assert len(counts) == 20
    assert counts["lukasbach_burrow.io"] == 356
    assert counts["arneis_bottle-conveyor-20220206.io"] == 282
