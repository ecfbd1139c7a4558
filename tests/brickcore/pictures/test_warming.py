"""Kernels are compiled once, kept where only we can write, and fit into a child with limits."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from brickcore import compiling, pictures
from brickcore.pictures import developing, ground, lines, occlusion, shading, sight, visibility
from tests.brickcore.pictures.picture_scenes import BLUE_GLASS, COLOURS, RED, WHITE, box, place

PACKAGE = Path(pictures.__file__).parent
KERNELS: list[Any] = [
    visibility.draw_band,
    sight.look,
    lines.draw_lines,
    shading.shade_rows,
    occlusion.find_openness,
    developing.develop,
    ground.lay_shadow,
]
CHILD = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from brickcore.pictures import render
from tests.brickcore.pictures.picture_scenes import COLOURS, RED, box, place
picture = render(place(("box", RED, (0, 0, 0))), {"box": box(40, 24, 40, edges=True)}, COLOURS, (1280, 960), threads=2)
print(picture[480, 640].tolist())
"""


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder of our own instead of all the places where machine code may be kept."""
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("BRICKFOLK_VAR", str(tmp_path / "var"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    compiling.cache_folder.cache_clear()
    yield tmp_path
    compiling.cache_folder.cache_clear()


def kept() -> Path:
    folder = compiling.cache_folder(PACKAGE)
    assert folder is not None
    return folder


def test_warming_compiles_what_real_pictures_use() -> None:
    pictures.warm()
    before = [len(kernel.signatures) for kernel in KERNELS]
    model = place(("box", RED, (0, 0, 0)), ("box", BLUE_GLASS, (90, 0, 0)), ("plain", WHITE, (0, 50, 0)))
    meshes = {"box": box(40, 24, 40, edges=True), "plain": box(40, 8, 40, colour=BLUE_GLASS)}

    pictures.render(model, meshes, COLOURS, (101, 77), threads=2)
    pictures.render_part(box(40, 24, 40), RED, size=32)

    assert before == [1] * len(KERNELS)
    assert [len(kernel.signatures) for kernel in KERNELS] == before


def test_machine_code_is_kept_under_the_run_time_folder(places: Path) -> None:
    folder = kept()

    assert folder == places / "var" / "numba" / "pictures" / compiling.sources_digest(PACKAGE)
    assert folder.is_dir()


def test_numba_is_obeyed_where_it_is_told_a_folder(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(places / "told"))

    assert kept().is_relative_to(places / "told")


def test_place_that_cannot_be_written_is_passed_over(places: Path) -> None:
    (places / "var").write_text("a file, where a folder should be")

    assert kept().is_relative_to(places / f"brickfolk-numba-{os.getuid()}")


def test_folder_that_others_can_write_is_not_trusted(places: Path) -> None:
    shared = places / "var" / "numba"
    shared.mkdir(parents=True)
    shared.chmod(0o777)

    assert not kept().is_relative_to(shared)


def test_without_any_place_kernels_still_compile(places: Path) -> None:
    (places / "var").write_text("")
    (places / f"brickfolk-numba-{os.getuid()}").write_text("")

    assert compiling.cache_folder(PACKAGE) is None

    def double(values: np.ndarray) -> None:
        for i in range(len(values)):
            values[i] *= 2

    values = np.arange(3.0)
    compiling.kernel(double)(values)
    assert values.tolist() == [0, 2, 4]


def test_own_folders_are_private(places: Path) -> None:
    folder = kept()

    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0


def test_digest_follows_every_source_file(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("a = 1")
    first = compiling.sources_digest(tmp_path)
    (tmp_path / "two.py").write_text("b = 1")

    assert compiling.sources_digest(tmp_path) != first


def test_code_of_older_sources_is_removed_and_nothing_else(places: Path) -> None:
    folder = kept()
    old, other = folder.with_name("0123456789abcdef"), folder.with_name("notes")
    old.mkdir()
    other.mkdir()

    compiling.forget_old_code(PACKAGE)

    assert sorted(folder.parent.iterdir()) == sorted([folder, other])


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux only")
def test_picture_fits_into_a_child_with_one_gigabyte_of_address_space() -> None:
    pictures.warm()
    path = os.pathsep.join([str(PACKAGE.parents[1]), str(Path(__file__).parent)])

    done = subprocess.run(
        [sys.executable, "-c", CHILD],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr == ""
    assert done.stdout.strip().endswith("255]")
