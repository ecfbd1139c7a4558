"""The first child: what it says and what it leaves."""

import json
from pathlib import Path
from typing import Any

import pytest

from brickcore.bom import making
from brickcore.limits import Limits
from brickcore.pipeline import derive
from brickcore.pipeline.report import to_json

BRICK = b"1 4 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat\n"


class Outcome:
    """One run: its exit status, what it printed, and what it left in its folder."""

    def __init__(self, status: int, printed: str, out: Path) -> None:
        self.status = status
        self.events = [json.loads(line) for line in printed.splitlines()]
        self.out = out

    def event(self, stage: str) -> dict[str, Any]:
        return next(event for event in self.events if event["stage"] == stage)

    def left(self, name: str) -> Any:
        return json.loads((self.out / name).read_bytes())


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """run(data, name="car.ldr", *more arguments) -> Outcome, without a library unless one is given."""
    monkeypatch.delenv("LDRAW_LIBRARY", raising=False)

    def go(data: bytes, name: str = "car.ldr", *more: str) -> Outcome:
        file, out = tmp_path / "model", tmp_path / "out"
        file.write_bytes(data)
        out.mkdir(exist_ok=True)
        status = derive.main(
            [str(file), f"--name={name}", "--out", str(out), "--cache", str(tmp_path / "meshes"), *more]
        )
        return Outcome(status, capsys.readouterr().out, out)

    return go


def test_stages_are_told_in_order_and_their_files_are_there(run) -> None:  # type: ignore[no-untyped-def]
    found = run(b"0 Car\n" + BRICK + b"0 STEP\n" + BRICK + BRICK)

    assert found.status == 0
    assert [event["stage"] for event in found.events] == ["read", "counted", "shown"]
    assert found.event("counted")["figures"] == {"parts": 3, "lots": 1}
    (lot,) = found.left("result.json")["lots"]
    assert (lot["part"], lot["colour"], lot["quantity"], lot["sources"]) == ("3001", 4, 3, ["3001:4"])
    shown = found.event("shown")
    assert (shown["figures"]["shapes"], shown["figures"]["placements"], shown["steps"]) == (1, 3, 2)
    assert (found.out / "model.glb").read_bytes()[:4] == b"glTF"
    assert shown["figures"]["bytes"] == (found.out / "model.glb").stat().st_size


def test_the_same_bytes_give_the_same_files(run) -> None:  # type: ignore[no-untyped-def]
    first = run(b"0 Car\n" + BRICK)
    before = {path.name: path.read_bytes() for path in first.out.iterdir()}

    second = run(b"0 Car\n" + BRICK)

    assert {path.name: path.read_bytes() for path in second.out.iterdir()} == before
    assert second.events == first.events


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "car.ldr"),
        (b"\x00\x01\x02\x03" * 500, "car.ldr"),
        (b"0 FILE a.ldr\n1 4 0 0 0 1 0 0 0 1 0 0 0 1 a.ldr\n", "car.mpd"),
        (b"PK\x03\x04", "car.io"),
    ],
)
def test_a_file_at_fault_leaves_its_reason_and_what_to_do(run, data: bytes, name: str) -> None:  # type: ignore[no-untyped-def]
    found = run(data, name)

    assert found.status == 2
    error = found.left("error.json")
    assert set(error) == {"code", "message", "file", "line", "hint"}
    assert all(error[key] for key in ("code", "message", "hint"))
    assert not (found.out / "result.json").exists()


def test_a_model_that_nests_into_billions_is_refused(run) -> None:  # type: ignore[no-untyped-def]
    levels = [b"0 FILE l%d.ldr\n" % n + b"1 4 0 0 0 1 0 0 0 1 0 0 0 1 l%d.ldr\n" % (n + 1) * 10 for n in range(10)]

    found = run(b"".join(levels) + b"0 FILE l10.ldr\n" + BRICK, "deep.mpd")

    assert found.status == 2
    assert found.left("error.json")["hint"]


def test_a_bill_that_nobody_could_read_is_refused(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(making, "DEFAULT", Limits(lots=3))

    found = run(b"".join(BRICK.replace(b"3001", b"part%d" % n) for n in range(4)))

    assert found.status == 2
    assert found.left("error.json")["code"] == "BILL_TOO_LONG"


def test_a_model_too_large_to_show_keeps_its_bill(run) -> None:  # type: ignore[no-untyped-def]
    hundred = b"1 4 0 0 0 1 0 0 0 1 0 0 0 1 %s\n"
    data = (
        b"0 FILE main.ldr\n" + hundred % b"b.ldr" * 100
        + b"0 FILE b.ldr\n" + hundred % b"c.ldr" * 100
        + b"0 FILE c.ldr\n" + BRICK * 100
    )  # fmt: skip

    found = run(data, "large.mpd")

    assert found.status == 0
    assert found.event("counted")["figures"]["parts"] == 1_000_000
    assert found.event("shown")["failed"]["code"] == "TOO_MANY_PLACEMENTS"


def test_texts_that_a_database_cannot_keep_are_made_storable() -> None:
    text = to_json({"a\0b": ["c\ud800d", {"e": "grün\0"}], "n": 1, "none": None})

    assert json.loads(text) == {"a\ufffdb": ["c?d", {"e": "grün\ufffd"}], "n": 1, "none": None}


def test_a_library_that_is_not_there_is_said_and_the_model_counted(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    found = run(b"0 Car\n" + BRICK, "car.ldr", "--library", str(tmp_path / "nowhere.zip"))

    assert found.status == 0
    assert "LIBRARY_MISSING" in [notice["code"] for notice in found.event("counted")["notices"]]


def test_what_a_catalogue_knows_shapes_parts_that_no_library_has(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    hints = tmp_path / "hints.json"
    hints.write_text(json.dumps({"zz9.dat": ["Brick 1 x 1", [8.0, 9.6, 40.0]]}))
    model = BRICK.replace(b"3001", b"zz9")

    plain = run(model)
    hinted = run(model, "car.ldr", "--hints", str(hints))

    assert plain.event("shown")["size_mm"] != hinted.event("shown")["size_mm"]
