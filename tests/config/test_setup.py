"""The setup says in one sentence what a machine lacks, and does nothing twice."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def setup() -> ModuleType:
    spec = importlib.util.spec_from_file_location("setup_script", ROOT / "scripts" / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def with_node(folder: Path, version: str) -> dict[str, str]:
    for name in ("node", "npm"):
        program = folder / name
        program.write_text(f"#!/bin/sh\necho {version}\n")
        program.chmod(0o755)
    return os.environ | {"PATH": f"{folder}:/usr/bin:/bin"}


def run_setup(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "setup.py")]
    return subprocess.run(command, check=False, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("version", ["v18.20.1", "v20.9.0"])
def test_an_old_node_is_said_in_one_sentence(tmp_path: Path, version: str) -> None:
    done = run_setup(with_node(tmp_path, version))
    said = f"Brickfolk needs Node 20.19 or newer, and this is {version}: install one from https://nodejs.org.\n"
    assert (done.returncode, done.stderr, done.stdout) == (1, said, "")


def test_a_missing_node_is_said_in_one_sentence(tmp_path: Path) -> None:
    done = run_setup(os.environ | {"PATH": str(tmp_path)})
    said = "Brickfolk needs Node 20.19 or newer with npm, and there is none: install it from https://nodejs.org.\n"
    assert (done.returncode, done.stderr) == (1, said)


def test_an_old_python_is_said_in_one_sentence(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    assert setup.missing() == (
        "Brickfolk needs Python 3.11 or newer, and this is 3.9: install it, or say PYTHON=/path/to/it."
    )


def test_a_step_is_done_again_only_when_its_files_changed(setup: ModuleType, tmp_path: Path) -> None:
    given, stamp, done = tmp_path / "lock", tmp_path / "made" / "stamp", []
    for text in ("a", "a", "b"):
        given.write_text(text)
        setup.step("Something", stamp, [given], lambda: done.append(1))
    assert len(done) == 2


def test_a_step_that_failed_is_done_again(setup: ModuleType, tmp_path: Path) -> None:
    stamp = tmp_path / "stamp"
    with pytest.raises(SystemExit, match=r"false failed\. Why"):
        setup.step("Something", stamp, [], lambda: setup.run(["false"], "Why"))
    assert not stamp.exists()


def test_modules_are_compiled_even_where_python_writes_nothing_itself(
    setup: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    for name in setup.PACKAGES:
        (tmp_path / name / "inside").mkdir(parents=True)
        (tmp_path / name / "inside" / "one.py").write_text("ONE = 1")
    assert [path.name for path in setup.modules()] == ["one.py"] * len(setup.PACKAGES)
    setup.compile_modules()
    for path in setup.modules():
        assert Path(importlib.util.cache_from_source(str(path))).exists()


def test_every_package_is_named(setup: ModuleType) -> None:
    named = {ROOT / name for name in setup.PACKAGES}
    ours = {path.parent for path in ROOT.glob("*/__init__.py")} - {ROOT / "tests", ROOT / "bench"}
    assert ours <= named
    assert all(path.is_dir() for path in named)
