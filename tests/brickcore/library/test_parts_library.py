import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from brickcore.errors import MissingLibrary
from brickcore.library import PartsLibrary, normalise, open_library
from tests.ldraw_text import part, ref

FILES = {
    "parts/3001.dat": part("Brick  2 x  4"),
    "parts/3001p01.dat": part("Brick 2 x 4 with Face Pattern", keywords="Town, set 600"),
    "parts/3023.dat": part("~Moved to 3023b"),
    "parts/3023b.dat": part("Plate 1 x 2"),
    "parts/loop1.dat": part("~Moved to loop2"),
    "parts/loop2.dat": part("~Moved to loop1"),
    "parts/4073.dat": part("=Plate 1 x 1 Round", "Part Alias UPDATE 2020-01", ref("6141.dat", 16)),
    "parts/6141.dat": part("Plate 1 x 1 Round", "Unofficial_Part"),
    "parts/60592c01.dat": part(
        "Window with Glass", "Shortcut UPDATE 2020-01", ref("60592.dat", 16), ref("60601.dat", 47)
    ),
    "parts/s/3001s01.dat": part("~Brick 2 x 4 without Studs", "Subpart"),
    "p/STUD.DAT": part("Stud", "Primitive UPDATE 2020-01"),
    "p/48/1-4cyli.dat": part("Hi-Res Cylinder", "48_Primitive UPDATE 2020-01"),
    "LDConfig.ldr": "0 !COLOUR Own_Red CODE 4 VALUE #FF0000 EDGE #000000",
}


def as_folder(tmp_path: Path, prefix: str) -> Path:
    for name, text in FILES.items():
        path = tmp_path / prefix / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def as_zip(tmp_path: Path, prefix: str) -> Path:
    path = tmp_path / "complete.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in FILES.items():
            archive.writestr(f"{prefix}/{name}" if prefix else name, text)
    return path


@pytest.fixture(params=[(as_folder, ""), (as_folder, "ldraw"), (as_zip, ""), (as_zip, "ldraw")])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> PartsLibrary:
    lay_out, prefix = request.param
    return open_library(lay_out(tmp_path, prefix))


def test_folders_and_zips_hold_the_same_names(library: PartsLibrary) -> None:
    assert len(library.names()) == len(FILES) - 1
    assert {"3001.dat", "s/3001s01.dat", "48/1-4cyli.dat", "stud.dat"} <= set(library.names())


def test_a_header_tells_title_kind_and_print(library: PartsLibrary) -> None:
    header = library.header("3001p01.dat")
    assert header is not None
    assert (header.title, header.org_type, header.category) == ("Brick 2 x 4 with Face Pattern", "Part", "Brick")
    assert (header.pattern_of, header.keywords) == ("3001.dat", ("Town", "set 600"))


def test_unofficial_parts_are_parts(library: PartsLibrary) -> None:
    header = library.header("6141.dat")
    assert header is not None
    assert header.org_type == "Part"


@pytest.mark.parametrize(
    ("name", "now"),
    [("3023.dat", "3023b.dat"), ("4073.dat", "6141.dat"), ("3001.dat", "3001.dat"), ("none.dat", "none.dat")],
)
def test_moved_parts_and_aliases_resolve(library: PartsLibrary, name: str, now: str) -> None:
    assert library.resolve(name) == now


def test_parts_that_moved_in_a_circle_end_somewhere(library: PartsLibrary) -> None:
    assert library.resolve("loop1.dat") in {"loop1.dat", "loop2.dat"}


def test_a_shortcut_tells_what_it_places(library: PartsLibrary) -> None:
    header = library.header("60592c01.dat")
    assert header is not None
    assert header.contents == (("60592.dat", 16), ("60601.dat", 47))


def test_the_librarys_own_colours_hold(library: PartsLibrary) -> None:
    assert {code: colour.name for code, colour in library.colours().items()} == {4: "Own Red"}


def test_names_are_found_however_they_are_spelled(library: PartsLibrary) -> None:
    assert library.text("S\\3001S01.DAT") == library.text("s/3001s01.dat") is not None
    assert library.text("../../etc/passwd") is None


def test_a_changed_file_changes_the_fingerprint(tmp_path: Path) -> None:
    before = open_library(as_zip(tmp_path, "")).fingerprint
    with zipfile.ZipFile(tmp_path / "complete.zip", "a") as archive:
        archive.writestr("parts/9999.dat", "0 New")
    assert open_library(tmp_path / "complete.zip").fingerprint != before


def test_without_a_library_there_are_no_parts_and_the_shipped_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LDRAW_LIBRARY", raising=False)
    library = open_library()
    assert (len(library.names()), library.header("3001.dat"), len(library.colours())) == (0, None, 322)


def test_the_environment_names_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LDRAW_LIBRARY", str(as_zip(tmp_path, "ldraw")))
    assert "3001.dat" in open_library()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: None, "LIBRARY_MISSING"),
        (lambda path: path.write_bytes(b"no zip"), "LIBRARY_NOT_ZIP"),
        (lambda path: path.mkdir(), "LIBRARY_EMPTY"),
    ],
)
def test_what_is_no_library_is_said(tmp_path: Path, make: Callable[[Path], object], code: str) -> None:
    path = tmp_path / "library"
    make(path)
    with pytest.raises(MissingLibrary) as caught:
        open_library(path)
    assert caught.value.code == code


def test_a_zip_that_is_cut_short_is_said(tmp_path: Path) -> None:
    path = as_zip(tmp_path, "")
    data = path.read_bytes()
    path.write_bytes(data[2000:])
    with pytest.raises(MissingLibrary) as caught:
        open_library(path)
    assert caught.value.code == "LIBRARY_DAMAGED"


@pytest.mark.parametrize("more", [0, 90, 5_000])
def test_a_member_is_read_however_much_stands_before_its_bytes(tmp_path: Path, more: int) -> None:
    text = "0 Brick 2 x 4\n" + "0 // nothing\n" * 500
    with zipfile.ZipFile(tmp_path / "library.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        named = zipfile.ZipInfo("ldraw/parts/3001.dat")
        named.extra = struct.pack("<HH", 0x9901, more) + bytes(more) if more else b""
        named.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(named, text)
        archive.writestr("ldraw/parts/3002.dat", "0 Brick 2 x 3\n")
    library = open_library(tmp_path / "library.zip")
    assert library.text("3001.dat") == text.encode()
    assert library.text("3002.dat") == b"0 Brick 2 x 3\n"


def test_a_zip_that_is_replaced_while_it_is_open_still_gives_what_it_held(tmp_path: Path) -> None:
    path = tmp_path / "library.zip"
    for title, name in (("Brick", "library.zip"), ("Plate", "other.zip")):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("parts/3001.dat", f"0 {title} 2 x 4\n")
            archive.writestr("parts/3002.dat", f"0 {title} 2 x 3\n")
    library = open_library(path)
    assert library.text("3001.dat") == b"0 Brick 2 x 4\n"
    (tmp_path / "other.zip").replace(path)
    assert library.text("3002.dat") == b"0 Brick 2 x 3\n"


@pytest.mark.shared
def test_the_official_library_opens_and_answers(shared: Path) -> None:
    library = open_library(shared / "ldraw" / "library.zip")
    header = library.header("3001.dat")
    assert header is not None
    assert (header.title, library.resolve("758.dat"), len(library.colours())) == ("Brick 2 x 4", "30527k02.dat", 322)
    assert len(library.names()) > 35_000


@pytest.mark.parametrize("spelled", ["3001.dat", "3001", "PARTS\\3001.DAT", "parts/3001.dat", " 3001.Dat "])
def test_a_file_is_meant_however_it_is_spelled(spelled: str) -> None:
    assert normalise(spelled) == "3001.dat"
    assert normalise("parts/s/3001s01.dat") == "s/3001s01.dat"


def test_a_folder_alone_names_a_file_that_nobody_has() -> None:
    assert normalise("Parts\\") == normalise(normalise("Parts\\")) == "parts/.dat"
    assert normalise("parts/parts/3001") == "3001.dat"
    assert normalise(" ") == ""
