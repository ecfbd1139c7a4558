"""`check` and `formats` know every kind of file that the site takes, not only models and lists."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from brickcore.cli import main
from tests.brickcore.bundles.bundle_samples import bundled, told

MAPPING = (
    '<LDrawMapping><Brick lego="3001" ldraw="3001.dat"/>'
    '<Transformation ldraw="3001.dat" tx="0" ty="0" tz="0" ax="0" ay="1" az="0" angle="0"/></LDrawMapping>'
)
LXFML = (
    b'<LXFML><Bricks><Brick designID="3001"><Part designID="3001" materials="21">'
    b'<Bone transformation="1,0,0,0,1,0,0,0,1,0,0,0"/></Part></Brick></Bricks></LXFML>'
)


def checked(path: Path, data: bytes, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    path.write_bytes(data)
    status = main(["check", str(path), "--json"])
    [line] = capsys.readouterr().out.splitlines()
    return status, json.loads(line)


def project(**members: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name, data)
    return made.getvalue()


def test_a_program_is_accepted_with_what_it_plugs_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = checked(tmp_path / "drive.py", b"left = Motor(Port.B)\n", capsys)
    assert (status, said["outcome"], said["parts"]) == (0, "accepted", 0)
    assert said["message"] == "drive.py goes with a build, beside its model: Python program, port B: motor."


def test_a_bomb_of_a_program_is_rejected_with_its_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = checked(tmp_path / "a.ev3", project(**{"Project.lvprojx": bytes(40 << 20)}), capsys)
    assert (status, said["outcome"]) == (2, "rejected")
    assert "would unpack to" in said["message"]


def test_a_project_that_is_not_all_told_is_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = checked(tmp_path / "a.ev3", project(**{"Main.ev3p": b"no XML"}), capsys)
    assert (status, said["outcome"], said["warnings"][0]["code"]) == (3, "warning", "NOT_ALL_TOLD")


def test_a_program_that_is_none_is_rejected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(tmp_path / "a.rbt", b"no program at all", capsys)[1]["outcome"] == "rejected"


def test_a_whole_build_is_unpacked_as_an_import_would(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = checked(tmp_path / "car.zip", bundled(), capsys)
    assert (status, said["message"]) == (0, "car.zip is a whole build: 1 revision, and 1 other file.")
    status, said = checked(tmp_path / "car.zip", bundled(told(version=2)), capsys)
    assert (status, said["outcome"]) == (2, "rejected")


def test_the_mapping_that_the_environment_names_is_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LDD_MAPPING", raising=False)
    assert checked(tmp_path / "a.lxfml", LXFML, capsys)[1]["warnings"][0]["code"] == "NO_MAPPING"
    (tmp_path / "ldraw.xml").write_text(MAPPING)
    monkeypatch.setenv("LDD_MAPPING", str(tmp_path / "ldraw.xml"))
    assert checked(tmp_path / "a.lxfml", LXFML, capsys)[1]["outcome"] == "accepted"


def test_what_goes_with_a_build_is_listed_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats", "--json"]) == 0
    listed = {one["key"]: one for one in json.loads(capsys.readouterr().out)}
    assert (listed["spike"]["gives"], listed["spike"]["endings"]) == ("program", [".llsp", ".llsp3"])
    assert (listed["pdf"]["gives"], listed["build"]["written"], listed["ev3"]["written"]) == ("note", True, False)
