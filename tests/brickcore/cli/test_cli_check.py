import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from brickcore.child import ChildResult, Reason
from brickcore.cli import main
from brickcore.cli.check import judge
from tests.ldraw_text import mpd, ref


@pytest.fixture(autouse=True)
def without_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LDRAW_LIBRARY", raising=False)


def checked(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, dict[str, Any]]:
    status = main(["check", str(path), "--json", *more])
    [line] = capsys.readouterr().out.splitlines()
    return status, json.loads(line)


@pytest.mark.parametrize(
    ("lines", "status", "outcome", "parts"),
    [
        ([ref("3001.dat")], 0, "accepted", 1),
        (["0 !FOO", ref("3001.dat")], 3, "warning", 1),
        ([ref("upload.ldr")], 2, "rejected", 0),
    ],
)
def test_the_outcome_is_told_in_one_line_and_by_the_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: list[str], status: int, outcome: str, parts: int
) -> None:
    path = tmp_path / "blob"
    path.write_text("\n".join(lines))
    got, said = checked(path, capsys, "--name", "upload.ldr")
    assert (got, said["outcome"], said["parts"]) == (status, outcome, parts)
    assert "upload.ldr" in said["message"]
    assert bool(said["warnings"]) is (outcome == "warning")


def test_one_part_is_not_called_parts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.ldr"
    path.write_text(ref("3001.dat"))
    assert checked(path, capsys)[1]["message"] == "a.ldr is read: 1 part in 1 lot."
    path.write_text(f"{ref('3001.dat')}\n{ref('3002.dat')}")
    assert checked(path, capsys)[1]["message"] == "a.ldr is read: 2 parts in 2 lots."


def test_notes_alone_are_no_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.mpd"
    path.write_bytes(mpd(main=[ref("3001.dat")], spare=[ref("3002.dat")]))
    assert checked(path, capsys)[0] == 0


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir(), lambda path: path.write_bytes(b"\0")])
def test_what_cannot_be_read_is_rejected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], make: Callable[[Path], object]
) -> None:
    make(tmp_path / "a.ldr")
    status, said = checked(tmp_path / "a.ldr", capsys)
    assert (status, said["outcome"], said["warnings"]) == (2, "rejected", [])


@pytest.mark.parametrize(
    ("reason", "words"), [("memory", "1 GB"), ("cpu", "30 seconds"), ("wall", "too long"), ("killed", "from outside")]
)
def test_a_child_that_was_ended_is_a_rejection_with_its_reason(reason: Reason, words: str) -> None:
    said = judge(ChildResult(-9, b"", b"", reason), "big.ldr")
    assert (said["outcome"], said["parts"]) == ("rejected", 0)
    assert words in said["message"]


def test_a_child_that_breaks_is_a_rejection_without_a_traceback() -> None:
    said = judge(ChildResult(1, b"", b"Traceback ...", None), "a.ldr")
    assert said["outcome"] == "rejected"
    assert "Traceback" not in said["message"]
