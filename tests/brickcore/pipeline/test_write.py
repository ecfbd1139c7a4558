"""The child that writes a file in another format."""

import json
from pathlib import Path

import pytest

from brickcore.formats import read
from brickcore.pipeline import write

CAR = b"0 Car\n1 4 10 0 0 1 0 0 0 1 0 0 0 1 3001.dat\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("LDRAW_LIBRARY", raising=False)
    (tmp_path / "out").mkdir()
    return tmp_path


def run(folder: Path, data: bytes, name: str, to: str) -> int:
    (folder / "model").write_bytes(data)
    places = ["--out", str(folder / "out"), "--cache", str(folder / "meshes")]
    return write.main([str(folder / "model"), f"--name={name}", *places, "--to", to])


def test_a_model_read_back_is_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, CAR, "--to=x.ldr", "ldraw") == 0  # whatever the file is called, it is no option
    data = (folder / "out" / "written").read_bytes()
    model = read(data, "car.mpd")
    assert model.submodels[model.root].names == ("3001.dat",)
    assert json.loads(capsys.readouterr().out) == {"stage": "written", "bytes": len(data), "notes": []}


def test_a_list_becomes_no_mesh_and_says_why(folder: Path) -> None:
    assert run(folder, b"Part,Color,Quantity\n3001,4,2\n", "list.csv", "stl") == 2
    error = json.loads((folder / "out" / "error.json").read_bytes())
    assert error["code"] == "NOT_A_MODEL"
    assert not (folder / "out" / "written").exists()


def test_only_formats_that_are_written_can_be_asked_for(folder: Path) -> None:
    with pytest.raises(SystemExit):
        run(folder, CAR, "car.ldr", "studio")
