import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from parts.services.library_place import fetched_place

pytestmark = pytest.mark.usefixtures("starter")

MODEL = """0 A small wall
1 4 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat
1 4 0 -24 0 1 0 0 0 1 0 0 0 1 3001.dat
1 0 80 0 0 1 0 0 0 1 0 0 0 1 3023.dat
1 16 0 0 80 1 0 0 0 1 0 0 0 1 qqq-9.dat
"""


@pytest.fixture(autouse=True)
def no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LDRAW_LIBRARY", raising=False)


def bom_json(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    call_command("bom", str(path), "--json")
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_each_lot_has_part_numbers_confidence_evidence_and_price(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "wall.ldr"
    file.write_text(MODEL)
    answer = bom_json(file, capsys)
    lots = {lot["part"]: lot for lot in answer["lots"]}
    assert (answer["file"], answer["format"], answer["parts"]) == ("wall.ldr", "ldraw", 4)
    assert answer["coverage"] == {"references": 3, "identified": 2}
    brick = lots["3001"]
    assert (brick["colour"], brick["quantity"], brick["rebrickable"], brick["confidence"]) == (4, 2, "3001", 1.0)
    assert (brick["price"]["basis"], brick["price"]["unit"], brick["price"]["line"]) == ("estimate", "0.2258", "0.45")
    assert [link["rule"] for link in brick["evidence"]] == ["number", "colour"]
    unknown = lots["qqq-9"]
    assert (unknown["part_id"], unknown["rebrickable"], unknown["confidence"]) == (None, None, 0.0)
    assert (unknown["price"]["basis"], unknown["price"]["unit"]) == ("unknown", None)


def test_table_says_how_much_was_identified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "wall.ldr"
    file.write_text(MODEL)
    call_command("bom", str(file))
    assert "4 parts in 3 lots, 2 of them identified." in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, b"", b"\x00\x01\x02PNG\xff" * 50])
def test_unreadable_file_ends_with_status_two_and_a_reason(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "broken.ldr"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SystemExit) as ended:
        call_command("bom", str(file), "--json")
    assert ended.value.code == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"]
    assert error["message"]


def test_the_library_that_was_fetched_is_used(
    small_library: Path, tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "wall.ldr"
    file.write_text(MODEL)
    assert "qqq-9" in {lot["name"] for lot in bom_json(file, capsys)["lots"]}
    settings.VAR_DIR = tmp_path / "var"
    place = fetched_place(tmp_path / "var")
    place.parent.mkdir(parents=True)
    with zipfile.ZipFile(place, "w") as archive:
        for path in small_library.rglob("*.*"):
            archive.write(path, path.relative_to(small_library))
    names = {lot["part"]: lot["name"] for lot in bom_json(file, capsys)["lots"]}
    assert names["3001"] == "Brick 2 x 4"
