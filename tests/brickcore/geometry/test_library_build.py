"""Meshing a whole library: what is made, what is kept, and what a killed run leaves."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from brickcore.errors import MissingLibrary
from brickcore.geometry import MeshCache, library_build
from brickcore.geometry.library_build import Place, build_parts
from brickcore.geometry.library_builder import Meshed, part_names
from brickcore.geometry.mesher import PartMesher
from brickcore.geometry.pruning import prune
from brickcore.library import open_library
from tests.ldraw_text import part, ref

TRIANGLE = "3 16 0 0 0 10 0 0 0 10 0"
PARTS = {
    "corner": part("Corner", "Part", TRIANGLE),
    "pair": part("Pair", "Part", ref("corner.dat", 16), ref("corner.dat", 16, (0, 0, 5))),
    "beside": part("Beside", "Part", TRIANGLE.replace("10", "20")),
}


def write(folder: Path, parts: dict[str, str]) -> Place:
    """A library in a folder, and a folder for meshes beside it."""
    (folder / "library" / "parts").mkdir(parents=True, exist_ok=True)
    for number, text in parts.items():
        (folder / "library" / "parts" / f"{number}.dat").write_text(text)
    return Place(folder / "library", folder / "meshes")


def built(place: Place, *, processes: int = 1) -> dict[str, Meshed]:
    """What became of each part."""
    names = part_names(open_library(place.library))
    return {one.name: one for some in build_parts(place, names, processes=processes) for one in some}


def entries(place: Place) -> dict[str, bytes]:
    """Every file below the folder of meshes."""
    return {path.name: path.read_bytes() for path in place.folder.rglob("*") if path.is_file()}


def test_parts_are_all_that_stand_for_themselves(tmp_path: Path) -> None:
    place = write(tmp_path, PARTS)
    for other in ("parts/s/half.dat", "p/stud.dat", "p/48/ring.dat"):
        (place.library / other).parent.mkdir(parents=True, exist_ok=True)
        (place.library / other).write_text(part("Other", "Subpart", TRIANGLE))
    assert part_names(open_library(place.library)) == ["beside.dat", "corner.dat", "pair.dat"]


def test_every_part_is_meshed_once(tmp_path: Path) -> None:
    place = write(tmp_path, PARTS)
    first, again = built(place), built(place)
    assert [one.made for one in first.values()] == [True] * 3
    assert [one.made for one in again.values()] == [False] * 3
    assert {name: one.summary for name, one in first.items()} == {name: one.summary for name, one in again.items()}
    assert first["pair.dat"].summary is not None
    assert first["pair.dat"].summary.size == (10, 10, 5)


def test_only_what_a_release_redrew_is_meshed_again(tmp_path: Path) -> None:
    built(write(tmp_path, PARTS))
    newer = built(write(tmp_path, PARTS | {"corner": part("Corner", "Part", TRIANGLE.replace("10", "30"))}))
    assert {name for name, one in newer.items() if one.made} == {"corner.dat", "pair.dat"}


def test_a_mesh_that_was_cut_short_is_made_again(tmp_path: Path) -> None:
    place = write(tmp_path, PARTS)
    key = built(place)["corner.dat"].key
    (path,) = place.folder.rglob(key)
    path.write_bytes(path.read_bytes()[:-1])
    assert [name for name, one in built(place).items() if one.made] == ["corner.dat"]


def test_faulty_parts_are_named_each_time_and_the_others_are_meshed(tmp_path: Path) -> None:
    bad = {
        "loop": part("Loop", "Part", ref("loop.dat", 16), TRIANGLE),
        "lacks": part("Lacks", "Part", ref("nowhere.dat", 16), TRIANGLE),
        "colourful": part("C", "Part", *(TRIANGLE.replace(" 16 ", f" {colour} ") for colour in range(300))),
    }
    place = write(tmp_path, PARTS | bad)
    for _ in range(2):
        found = built(place)
        assert {name: one.fault for name, one in found.items() if one.fault} == {
            "loop.dat": "loop.dat contains itself.",
            "lacks.dat": "1 references lead to no file of the library.",
            "colourful.dat": "It asks for more triangles, lines or colours than a part may have.",
        }
        assert {name for name, one in found.items() if one.summary} == set(found) - {"loop.dat"}


def test_a_part_that_breaks_the_mesher_costs_its_own_mesh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mesh = PartMesher.mesh

    def breaking(self: PartMesher, name: str, *args: object) -> object:
        if name == "corner.dat":
            raise ValueError("too sharp")
        return mesh(self, name, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(PartMesher, "mesh", breaking)
    found = built(write(tmp_path, PARTS))
    assert {name: one.fault for name, one in found.items() if one.fault} == {
        "corner.dat": "The mesher failed: ValueError: too sharp"
    }
    assert found["pair.dat"].made


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    place = write(tmp_path, PARTS)
    place.folder.write_text("a file")
    assert [one.fault for one in built(place).values()] == [f"Its mesh cannot be written into {place.folder}."] * 3


def test_no_library_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingLibrary):
        list(build_parts(Place(tmp_path / "none", tmp_path), ["x.dat"], processes=1))


def test_many_processes_make_what_one_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_build, "_RUN", 1)
    one, two = write(tmp_path / "one", PARTS), write(tmp_path / "two", PARTS)
    assert built(two, processes=2) == built(one)
    assert entries(two) == entries(one)


def dying(place: Place, names: list[str]) -> list[Meshed]:
    """Stands for a part that takes all memory."""
    if "corner.dat" in names:
        os.kill(os.getpid(), signal.SIGKILL)
    return library_build._builder(place).build(names)


def test_a_part_that_kills_its_process_is_found_and_the_others_are_meshed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_build, "_RUN", 2)
    monkeypatch.setattr(library_build, "_build", dying)
    found = built(write(tmp_path, PARTS), processes=2)
    assert {name for name, one in found.items() if one.fault} == {"corner.dat"}
    assert {name for name, one in found.items() if one.made} == {"beside.dat", "pair.dat"}


RUN = """
import sys
from pathlib import Path
from brickcore.geometry.library_build import Place, build_parts
if __name__ == "__main__":
    place = Place(Path(sys.argv[1]), Path(sys.argv[2]))
    for some in build_parts(place, [f"{number:04}.dat" for number in range(2000)], processes=2):
        print(len(some), flush=True)
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes in /proc")
def test_a_run_that_is_killed_leaves_no_process_and_is_gone_on_with(tmp_path: Path) -> None:
    shapes = {f"{number:04}": part("X", "Part", f"3 16 0 0 0 {number + 1} 0 0 0 10 0") for number in range(2000)}
    place = write(tmp_path, shapes)
    (tmp_path / "run.py").write_text(RUN)
    command = [sys.executable, str(tmp_path / "run.py"), str(place.library), str(place.folder)]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)})
    assert run.stdout is not None
    assert run.stdout.readline() == b"48\n"
    children = [int(child) for child in Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()]
    run.kill()
    run.communicate()
    deadline = time.monotonic() + 30
    while (left := [child for child in children if is_alive(child)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(children) >= 2
    assert left == []
    made = [one.made for one in built(place).values()]
    assert 0 < sum(made) <= 2000 - 48


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_pruning_keeps_what_the_library_has_and_what_models_brought(tmp_path: Path) -> None:
    place, cache = write(tmp_path, PARTS), MeshCache(tmp_path / "meshes")
    old = built(place)
    cache.add_to_book("old state", {"corner.dat": old["corner.dat"].key})
    new = built(write(tmp_path, PARTS | {"corner": part("Corner", "Part", TRIANGLE.replace("10", "30"))}))
    cache.add_to_book("new state", {name: one.key for name, one in new.items()})
    model = Path(cache.current, "m0", "m0123")
    earlier, fresh, stray = place.folder / "v1" / "p0" / "p0", model.with_name(".fresh"), model.with_name(".stray")
    for path in (model, earlier, fresh, stray):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    os.utime(stray, (0, 0))
    assert prune(cache, {one.key for one in new.values()}, "new state") == 2
    assert set(entries(place)) == {one.key for one in new.values()} | {
        "m0123",
        ".fresh",
        cache.book_place("new state").name,
    }
