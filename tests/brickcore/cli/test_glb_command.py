"""`python -m brickcore glb`."""

import argparse
import json
from pathlib import Path

import pytest

from brickcore.cli import glb

MODEL = b"0 Two bricks\n1 4 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat\n1 14 0 24 0 1 0 0 0 1 0 0 0 1 zz9.dat\n"


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    glb.add_parser(parser.add_subparsers())
    args = parser.parse_args(["glb", *words])
    status: int = args.run(args)
    return status


@pytest.fixture(autouse=True)
def _no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LDRAW_LIBRARY", raising=False)


def test_a_glb_is_written_and_described(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "two.ldr").write_bytes(MODEL)
    assert run(str(tmp_path / "two.ldr"), str(tmp_path / "two.glb"), "--cache", str(tmp_path / "cache")) == 0
    assert (tmp_path / "two.glb").read_bytes()[:4] == b"glTF"
    said = capsys.readouterr().out
    assert "2 parts of 2 shapes" in said
    assert "1 parts are shapes of our own, 1 are boxes" in said
    assert any((tmp_path / "cache").iterdir())


def test_json_says_the_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "two.ldr").write_bytes(MODEL)
    assert run(str(tmp_path / "two.ldr"), str(tmp_path / "two.glb"), "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["file"] == "two.ldr"
    assert said["bytes"] == (tmp_path / "two.glb").stat().st_size
    assert (said["facts"]["parametric"], said["facts"]["boxes"]) == (1, 1)
    assert said["bounds_mm"] == [32, 20.8, 16]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50, b"0 nothing but a title\n"])
def test_a_file_that_shows_nothing_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    (tmp_path / "bad.ldr").write_bytes(content)
    assert run(str(tmp_path / "bad.ldr"), str(tmp_path / "bad.glb"), "--json") == 2
    assert set(json.loads(capsys.readouterr().out)["error"]) == {"code", "message"}
    assert not (tmp_path / "bad.glb").exists()


def test_a_missing_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(tmp_path / "none.ldr"), str(tmp_path / "x.glb")) == 2
    assert "NO_SUCH_FILE" in capsys.readouterr().err


def test_warming_says_where_the_code_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--warm") == 0
    assert "ready" in capsys.readouterr().out


def test_a_model_without_an_output_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(tmp_path / "x.ldr")) == 2
    assert "OUT.glb" in capsys.readouterr().err
