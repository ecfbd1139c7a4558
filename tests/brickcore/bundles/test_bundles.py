"""A build's zip: written piece by piece with the same bytes each time, and unpacked only when all of it is right."""

import hashlib
import json
from collections.abc import Generator, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from brickcore.archives import open_archive
from brickcore.bundles import Bundle, BundleWriter, FileEntry, Revised, is_bundle, read_manifest
from brickcore.bundles.manifest import MOST_FILE, MOST_REVISIONS
from brickcore.pipeline import unpack
from tests.brickcore.bundles.bundle_samples import CAR, DRIVE, bundled, entry, told


def written() -> Iterator[bytes]:
    out = BundleWriter()
    yield from out.mark()
    file = yield from out.file("revisions/1/car.ldr", "car.ldr", iter([CAR[:10], CAR[10:]]))
    yield from out.text("licence.txt", "grün\n")
    yield from out.manifest(Bundle("Car", "Builder", "https://x.example/", "CC0-1.0", revisions=[Revised(1, file)]))
    yield from out.end()


def test_the_same_build_gives_the_same_bytes_which_can_be_read() -> None:
    data = b"".join(written())
    assert data == b"".join(written())
    assert data[30:45] == b"brickfolk-build"
    archive = open_archive(data, "car.zip")
    assert archive.names == ("brickfolk-build", "revisions/1/car.ldr", "licence.txt", "manifest.json")
    assert archive.read("revisions/1/car.ldr") == CAR
    bundle = read_manifest(archive.read("manifest.json"), "car.zip")
    assert (bundle.title, bundle.revisions[0].number, bundle.revisions[0].answers) == ("Car", 1, None)
    assert bundle.files == [FileEntry("revisions/1/car.ldr", "car.ldr", hashlib.sha256(CAR).hexdigest(), len(CAR))]


def test_a_file_is_handed_on_in_pieces() -> None:
    out = BundleWriter()
    longest = 0

    def drained(pieces: Generator[bytes, None, FileEntry]) -> Iterator[bytes]:
        entry = yield from pieces
        assert entry.size == 64 << 20

    for piece in drained(out.file("big", "big", (bytes(1 << 20) for _ in range(64)), size=64 << 20)):
        longest = max(longest, len(piece))
    assert longest < 3 << 20


def run(tmp_path: Path, data: bytes) -> tuple[int, Path]:
    file, out = tmp_path / "in.zip", tmp_path / "out"
    out.mkdir()
    file.write_bytes(data)
    return unpack.main([str(file), "--name", "in.zip", "--out", str(out)]), out


def test_what_is_right_is_unpacked_by_its_digest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run(tmp_path, bundled())
    assert status == 0
    names = {path.name for path in out.iterdir()}
    assert names == {hashlib.sha256(CAR).hexdigest(), hashlib.sha256(DRIVE).hexdigest(), "bundle.json"}
    assert json.loads((out / "bundle.json").read_text())["tags"] == ["car", "tiny"]
    assert [json.loads(line)["done"] for line in capsys.readouterr().out.splitlines()] == [1, 2]


def revisions(count: int) -> list[dict[str, Any]]:
    return [{"number": n + 1, "file": entry("revisions/1/car.ldr", CAR)} for n in range(count)]


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"PK\x03\x04brickfolk-build", "BROKEN_ARCHIVE", "no whole zip"),
        (bundled(files={"../car.ldr": CAR}), "HOSTILE_ARCHIVE", "leads out of it"),
        (bundled(files={"zeros": bytes(64 << 20)}), "HOSTILE_ARCHIVE", "would unpack to"),
        (bundled("{"), "BUNDLE_MANIFEST", "no JSON"),
        (bundled("[" * 100_000), "BUNDLE_MANIFEST", "no JSON"),
        (bundled("[]"), "BUNDLE_MANIFEST", "the whole is no object"),
        (bundled(told(format="other")), "BUNDLE_MANIFEST", "its format"),
        (bundled(told(version=2)), "BUNDLE_VERSION", "its version is not 1"),
        (bundled(told(version=True)), "BUNDLE_MANIFEST", "version is no whole number"),
        (bundled(told(title=7)), "BUNDLE_MANIFEST", "title is no text"),
        (bundled(told(description="x" * 20_001)), "BUNDLE_TOO_MUCH", "20,001 letters"),
        (bundled(told(tags="car")), "BUNDLE_MANIFEST", "tags is no list"),
        (bundled(told(tags=["car", 7])), "BUNDLE_MANIFEST", "tags[1] is no text"),
        (bundled(told(revisions=[])), "BUNDLE_MANIFEST", "no revision"),
        (bundled(told(revisions=[7])), "BUNDLE_MANIFEST", "revisions[0] is no object"),
        (bundled(told(revisions=revisions(MOST_REVISIONS + 1))), "BUNDLE_TOO_MUCH", "201 entries"),
        (bundled(told(revisions=revisions(1) * 2)), "BUNDLE_MANIFEST", "do not rise"),
        (bundled(told(revisions=[{"number": 1}])), "BUNDLE_MANIFEST", "revisions[0].file is no object"),
        (
            bundled(told(attachments=[{"file": entry("files/1/drive.py", DRIVE, sha256="A" * 64)}])),
            "BUNDLE_MANIFEST", "attachments[0].file.sha256 is no SHA-256",
        ),
        (
            bundled(told(attachments=[{"file": entry("files/1/drive.py", DRIVE, size=MOST_FILE + 1)}])),
            "BUNDLE_TOO_MUCH", "attachments[0].file.size is more",
        ),
        (
            bundled(told(attachments=[{"file": entry("files/1/drive.py", DRIVE, size=3)}])),
            "BUNDLE_FILE", "not as long",
        ),
        (
            bundled(told(attachments=[{"file": entry("files/1/drive.py", b"Motor(Port.B)\n  left =")}])),
            "BUNDLE_FILE", "is not as long",
        ),
        (
            bundled(told(attachments=[{"file": entry("files/1/drive.py", DRIVE[::-1])}])),
            "BUNDLE_FILE", "does not hold the bytes",
        ),
        (
            bundled(told(attachments=[{"file": entry("files/2/other.py", DRIVE)}])),
            "BUNDLE_FILE", "is not there",
        ),
        (
            bundled(told(attachments=[{"file": entry("/etc/passwd", DRIVE)}])),
            "BUNDLE_FILE", "is not there",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_place(tmp_path: Path, data: bytes, code: str, words: str) -> None:
    status, out = run(tmp_path, data)
    error = json.loads((out / "error.json").read_text())
    assert (status, error["code"]) == (2, code)
    assert words in error["message"]
    assert error["hint"]
    assert not (out / "bundle.json").exists()


def test_a_zip_without_a_manifest_says_what_is_wanted(tmp_path: Path) -> None:
    data = b"".join([*(out := BundleWriter()).mark(), *out.end()])
    status, out_folder = run(tmp_path, data)
    assert (status, json.loads((out_folder / "error.json").read_text())["code"]) == (2, "NO_BUNDLE")


def test_letters_that_no_database_keeps_are_left_out() -> None:
    manifest = json.dumps(told(title="A\0car\ud800"))
    assert read_manifest(manifest.encode(), "x").title == "Acar"


@pytest.mark.parametrize(
    ("data", "is_one"),
    [(bundled(), True), (b"PK\x03\x04" + bytes(99), False), (b"brickfolk-build", False), (b"", False)],
)
def test_a_builds_zip_is_known_by_its_first_or_last_bytes(data: bytes, is_one: bool) -> None:
    file = BytesIO(data)
    assert is_bundle(file) is is_one
    assert file.tell() == 0


def test_a_zip_that_was_packed_anew_is_known_too() -> None:
    made = BytesIO()
    with ZipFile(BytesIO(bundled())) as old, ZipFile(made, "w") as new:
        for name in reversed(old.namelist()):
            new.writestr(name, old.read(name))
    assert is_bundle(made)
