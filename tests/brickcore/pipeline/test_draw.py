"""The second child: pictures."""

import json
from pathlib import Path

import pytest

from brickcore.pipeline import draw


def test_two_pictures_are_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "model", tmp_path / "out"
    file.write_bytes(b"0 Car\n1 4 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat\n")
    out.mkdir()

    status = draw.main([str(file), "--name=car.ldr", "--out", str(out), "--cache", str(tmp_path / "meshes")])

    assert status == 0
    assert json.loads(capsys.readouterr().out) == {"stage": "pictured", "figures": {"pictures": 2}}
    sizes = {path.name: path.read_bytes()[16:24] for path in out.iterdir()}
    assert sizes == {
        "picture.png": (1280).to_bytes(4, "big") + (960).to_bytes(4, "big"),
        "thumbnail.png": (640).to_bytes(4, "big") + (480).to_bytes(4, "big"),
    }
