"""`python -m brickcore picture`: a file in, a PNG out, and one sentence where that cannot be."""

import argparse
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from brickcore.cli import picture

SLAB = """0 FILE model.ldr
0 A red slab, whose part travels in the file
0 Name: model.ldr
1 4 0 0 0 1 0 0 0 1 0 0 0 1 slab.dat
0 FILE slab.dat
0 Slab
0 Name: slab.dat
0 !LDRAW_ORG Unofficial_Part
0 BFC CERTIFY CCW
4 16 -40 0 -40 40 0 -40 40 0 40 -40 0 40
4 16 -40 0 40 40 0 40 40 0 -40 -40 0 -40
2 24 -40 0 -40 40 0 -40
0 NOFILE
"""


def run(*words: str | Path) -> int:
    """The exit status of the command."""
    parser = argparse.ArgumentParser()
    picture.add_parser(parser.add_subparsers())
    args = parser.parse_args(["picture", *map(str, words)])
    return int(args.run(args))


@pytest.fixture
def slab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model that needs no library."""
    monkeypatch.delenv("LDRAW_LIBRARY", raising=False)
    path = tmp_path / "slab.mpd"
    path.write_text(SLAB)
    return path


def test_model_becomes_a_picture_of_the_wanted_size(slab: Path, tmp_path: Path) -> None:
    out = tmp_path / "slab.png"

    assert run(slab, out, "--size", "120x90") == 0

    with Image.open(out) as image:
        pixels = np.asarray(image)
    assert pixels.shape == (90, 120, 4)
    assert pixels[0, 0].tolist() == [0, 0, 0, 0]
    red, green, _, opacity = pixels[45, 60].tolist()
    assert opacity == 255
    assert red > 2 * green


def test_same_file_gives_the_same_bytes(slab: Path, tmp_path: Path) -> None:
    for name in ("one.png", "two.png"):
        assert run(slab, tmp_path / name, "--size", "64x48", "--cache", tmp_path / "cache") == 0

    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_missing_file_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "nowhere.ldr", tmp_path / "out.png") == 2

    message = capsys.readouterr().err
    assert "nowhere.ldr" in message
    assert message.count("\n") == 1


def test_output_that_cannot_be_written_is_said(slab: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(slab, tmp_path / "no folder" / "out.png", "--size", "64x48") == 2

    message = capsys.readouterr().err
    assert "no folder" in message
    assert "FILE_ACCESS" in message


def test_unreadable_model_is_said_with_its_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.ldr"
    path.write_bytes(b"")

    assert run(path, tmp_path / "out.png") == 2

    assert capsys.readouterr().err.rstrip().endswith("]")
    assert not (tmp_path / "out.png").exists()


def test_model_that_shows_nothing_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "flat.mpd"
    path.write_text(SLAB.replace("0 0 0 1 0 0 0 1 0 0 0 1", "0 0 0 0 0 0 0 0 0 0 0 0"))

    assert run(path, tmp_path / "out.png") == 2

    assert "NOTHING_TO_DRAW" in capsys.readouterr().err


@pytest.mark.parametrize("size", ["640", "axb", "-5x10", "640x"])
def test_size_that_is_none_is_refused(slab: Path, size: str) -> None:
    with pytest.raises(SystemExit) as caught:
        run(slab, "out.png", f"--size={size}")
    assert caught.value.code == 2


def test_size_beyond_reason_is_said(slab: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(slab, tmp_path / "out.png", "--size", "9999x9999") == 2

    assert "PICTURE_SIZE" in capsys.readouterr().err


def test_without_an_output_it_says_what_it_wants(slab: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(slab) == 2

    assert "OUT.png" in capsys.readouterr().err


def test_warming_needs_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--warm") == 0

    assert "kept in" in capsys.readouterr().out
