import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from brickcore.cli import main
from tests.ldraw_text import mpd, ref

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def without_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LDRAW_LIBRARY", raising=False)


@pytest.fixture
def car(tmp_path: Path) -> Path:
    path = tmp_path / "car.mpd"
    path.write_bytes(
        mpd(car=["0 !FOO", ref("wheel.ldr", 0), ref("wheel.ldr", 0), ref("3001.dat", 4)], wheel=[ref("3641.dat", 16)])
    )
    return path


def test_json_has_parts_lots_and_warnings(car: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bom", str(car), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "file": "car.mpd",
        "format": "ldraw",
        "parts": 3,
        "lots": [
            {"part": "3001", "colour": 4, "quantity": 1, "name": "3001"},
            {"part": "3641", "colour": 0, "quantity": 2, "name": "3641"},
        ],
        "warnings": [
            {
                "code": "UNKNOWN_COMMAND",
                "message": "“0 !FOO” is no command that is known here, and is passed over.",
                "severity": "warning",
                "file": "car.mpd",
                "line": 2,
                "hint": "Look whether it is spelled right; comments begin with “0 //”.",
                "parts": [],
                "count": 1,
            }
        ],
    }


def test_people_get_a_table(car: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bom", str(car)]) == 0
    out = capsys.readouterr().out
    assert "     2 × 3641           Black                        3641" in out
    assert "     3 parts in 2 lots" in out


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "NO_SUCH_FILE"),
        ("folder", "IS_A_FOLDER"),
        (b"", "EMPTY_FILE"),
        (b"\x00\x01", "NOT_TEXT"),
        (ref("model.ldr").encode(), "SELF_REFERENCE"),
    ],
)
def test_what_cannot_be_read_gives_status_2_and_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | str | None, code: str
) -> None:
    path = tmp_path / "model.ldr"
    if content == "folder":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    assert main(["bom", str(path), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == code
    assert main(["bom", str(path)]) == 2
    assert f"[{code}]" in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said(car: Path, capsys: pytest.CaptureFixture[str]) -> None:
    car.chmod(0)
    assert main(["bom", str(car), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "CANNOT_OPEN"


def test_a_library_that_is_not_there_is_said(car: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bom", str(car), "--json", "--library", str(car.parent / "none.zip")]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "LIBRARY_MISSING"


def test_a_reader_that_has_seen_enough_gives_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "many.ldr"
    path.write_text("\n".join(ref(f"{number}.dat") for number in range(20_000)))
    command = f"'{sys.executable}' -m brickcore bom '{path}' | head -n 1"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_a_direct_colour_is_called_by_its_value(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "car.ldr"
    path.write_text(ref("3001.dat", "0x2FF8000"))
    assert main(["bom", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[0].split() == ["1", "×", "3001", "#FF8000", "3001"]
