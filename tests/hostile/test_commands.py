"""The commands meet files, places and terminals that are not what they should be: one line, a status, no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ldraw_text import mpd, ref

ROOT = Path(__file__).parents[2]
BRICK = ref("3001.dat").encode()
ENVIRONMENT = {"PATH": os.defpath, "LANG": "C.UTF-8"}


def brickcore(
    *arguments: str | Path, redirect: str = "", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "brickcore", *map(str, arguments)]
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {redirect}', "sh", *command],
        cwd=ROOT,
        env={**ENVIRONMENT, **(environment or {})},
        capture_output=True,
        check=False,
        timeout=60,
    )


def said(result: subprocess.CompletedProcess[bytes]) -> str:
    text = (result.stdout + result.stderr).decode()
    assert "Traceback" not in text
    return text


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.ldr"
    path.write_bytes(BRICK)
    return path


@pytest.mark.parametrize("command", ["check", "bom", "glb", "picture"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, command: str) -> None:
    os.mkfifo(tmp_path / "pipe.ldr")
    result = brickcore(command, tmp_path / "pipe.ldr", *[tmp_path / "out"] * (command in {"glb", "picture"}))
    assert result.returncode == 2
    assert "not an ordinary file" in said(result)


@pytest.mark.parametrize("command", ["glb", "picture"])
@pytest.mark.parametrize("out", [".", "none/out", "model.ldr/out"])
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, model: Path, command: str, out: str) -> None:
    result = brickcore(command, model, tmp_path / out)
    assert result.returncode == 2
    assert len(said(result).splitlines()) == 1
    assert model.read_bytes() == BRICK


@pytest.mark.parametrize("arguments", [["check"], ["bom", "--json"], ["bom"]])
def test_a_closed_output_is_no_failure(model: Path, arguments: list[str]) -> None:
    result = brickcore(*arguments, model, redirect=">&-")
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_said(model: Path) -> None:
    result = brickcore("bom", model, redirect=">/dev/full")
    assert (result.returncode, said(result)) == (2, "The output cannot be written: No space left on device.\n")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_names_that_an_encoding_cannot_spell_are_escaped(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / os.fsdecode(b"r\xc3\xa4der \xff.ldr")
    path.write_bytes(mpd(main=[ref("räder☃.dat")]))
    for command in ("bom", "check"):
        assert brickcore(command, path, environment={"PYTHONIOENCODING": encoding}).returncode == 0
    assert brickcore("bom", tmp_path / os.fsdecode(b"\xff"), environment={"PYTHONIOENCODING": encoding}).returncode == 2


@pytest.mark.parametrize("command", ["bom", "check", "glb"])
def test_nothing_in_a_file_moves_the_terminal(tmp_path: Path, command: str) -> None:
    path = tmp_path / "a\x1b[2J\nb.ldr"
    title = "Thing \x1b]0;title\x07 \u202e\x9b31m"
    data = mpd(main=[ref("p\x1b[31m.ldr"), ref("p.dat"), "0 !\x1b[2J"])
    path.write_bytes(data + f"\n0 FILE p.dat\n0 {title}\n0 !LDRAW_ORG Part\n3 16 0 0 0 9 0 0 0 9 0".encode())
    text = said(brickcore(command, path, *[tmp_path / "out"] * (command == "glb")))
    assert not set("\x1b\x07\x9b\u202e") & set(text)
    assert "\nb.ldr" not in text


def test_the_library_may_be_anything(tmp_path: Path, model: Path) -> None:
    (tmp_path / "file").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "empty.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe.zip")
    for place in ("file", "pipe.zip", "empty.zip", "folder", "nowhere", "model.ldr"):
        for command, *out in (["bom"], ["check"], ["glb", tmp_path / "out"]):
            result = brickcore(str(command), model, *out, "--library", tmp_path / place)
            assert result.returncode == 2
            assert place in said(result)


def test_pipes_in_a_library_are_no_parts(tmp_path: Path, model: Path) -> None:
    (tmp_path / "parts").mkdir()
    os.mkfifo(tmp_path / "parts" / "3001.dat")
    (tmp_path / "parts" / "3002.dat").write_text("0 Brick")
    assert "3001 is neither in the file nor in the parts library" in said(
        brickcore("bom", model, "--library", tmp_path)
    )
