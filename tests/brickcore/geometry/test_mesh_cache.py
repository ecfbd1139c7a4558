"""The folder that keeps packed parts."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from brickcore.errors import HostileFile
from brickcore.geometry import Hint, MeshCache, PartMesh, maker, mesh_part, meshes, meshes_for
from brickcore.geometry.cache import cache_key
from brickcore.geometry.encode import decode_part, encode_part
from brickcore.geometry.entry import pack, unpack
from tests.brickcore.geometry.geometry_samples import CUBE, NO_LIBRARY

COLOURED = CUBE + b"3 4 0 -5 0 5 -5 0 0 -5 5\n2 24 0 -5 0 5 -5 0\n"


def sample() -> PartMesh:
    return mesh_part("cube.dat", NO_LIBRARY, {"cube.dat": COLOURED})


def corners(mesh: PartMesh) -> list[list[list[float]]]:
    """Triangles as sets of corners that do not depend on the order of vertices, triangles and corners."""
    faces = mesh.positions[mesh.triangles].astype(float).tolist()
    return sorted(min(face[i:] + face[:i] for i in range(3)) for face in faces)


def entries(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_packing_keeps_the_mesh() -> None:
    mesh = sample()
    back = decode_part(encode_part(mesh))
    assert corners(back) == corners(mesh)
    assert sorted(back.triangle_colours.tolist()) == sorted(mesh.triangle_colours.tolist())
    assert {tuple(map(tuple, line)) for line in back.positions[back.edges].tolist()} == {((0, -5, 0), (5, -5, 0))}
    normals = np.einsum("ij,ij->i", back.normals, back.normals)
    assert np.allclose(normals, 1, atol=1e-5)
    assert (back.origin, back.missing) == ("embedded", 0)


def test_packing_what_was_unpacked_gives_the_same_bytes() -> None:
    once = encode_part(decode_part(encode_part(sample())))
    twice = encode_part(decode_part(once))
    assert pack(once) == pack(twice)


def test_a_packed_part_survives_its_file() -> None:
    part = encode_part(sample())
    assert unpack(pack(part)) == part
    assert part.triangles == 13
    assert part.groups == ((4, 3), (16, 36))


def test_a_huge_part_is_stored_on_a_coarser_grid() -> None:
    big = CUBE.replace(b"10", b"10000")
    part = encode_part(mesh_part("big.dat", NO_LIBRARY, {"big.dat": big}))
    assert part.unit == 0.5
    assert part.bounds[1] == (10000, 20, 10000)


def test_an_empty_part_can_be_packed_too() -> None:
    empty = encode_part(mesh_part("empty.dat", NO_LIBRARY, {"empty.dat": b"0 nothing\n"}))
    back = unpack(pack(empty))
    assert back == empty
    assert len(decode_part(empty).positions) == 0


@pytest.mark.parametrize("cut", [0, 1, 20, 60, -1])
def test_a_file_cut_short_counts_as_absent(tmp_path: Path, cut: int) -> None:
    cache, key = MeshCache(tmp_path), cache_key("part", "x")
    cache.put(key, encode_part(sample()))
    path = entries(tmp_path)[0]
    path.write_bytes(path.read_bytes()[:cut])
    assert cache.get(key) is None


def test_a_changed_byte_counts_as_absent_and_is_mended(tmp_path: Path) -> None:
    cache, embedded = MeshCache(tmp_path), {"cube.dat": COLOURED}
    first = meshes_for(["cube.dat"], NO_LIBRARY, cache, embedded=embedded).encoded["cube.dat"]
    (path,) = entries(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:90] + bytes([whole[90] ^ 1]) + whole[91:])
    assert meshes_for(["cube.dat"], NO_LIBRARY, cache, embedded=embedded).encoded["cube.dat"] == first
    assert path.read_bytes() == whole


def test_a_cached_part_is_not_meshed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, embedded = MeshCache(tmp_path), {"cube.dat": CUBE}
    first = meshes_for(["cube.dat"], NO_LIBRARY, cache, embedded=embedded)
    monkeypatch.setattr(maker, "encode_part", None)
    again = meshes_for(["cube.dat"], NO_LIBRARY, cache, embedded=embedded)
    assert again.encoded == first.encoded


def test_an_embedded_part_with_other_contents_is_another_entry(tmp_path: Path) -> None:
    cache = MeshCache(tmp_path)
    one = meshes_for(["cube.dat"], NO_LIBRARY, cache, embedded={"cube.dat": CUBE})["cube.dat"]
    other = meshes_for(["cube.dat"], NO_LIBRARY, cache, embedded={"cube.dat": COLOURED})["cube.dat"]
    assert (len(one.triangles), len(other.triangles)) == (12, 13)
    assert len(entries(tmp_path)) == 2


def test_what_is_known_of_a_part_is_in_its_key(tmp_path: Path) -> None:
    cache = MeshCache(tmp_path)
    plain = meshes_for(["zz9.dat"], NO_LIBRARY, cache)["zz9.dat"]
    hinted = meshes_for(["zz9.dat"], NO_LIBRARY, cache, hints={"zz9.dat": Hint("Brick  2 x  4")})["zz9.dat"]
    assert (plain.origin, hinted.origin) == ("box", "parametric")


def test_a_folder_that_cannot_be_made_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    found = meshes_for(["cube.dat"], NO_LIBRARY, MeshCache(tmp_path / "file" / "x"), embedded={"cube.dat": CUBE})
    assert len(found["cube.dat"].triangles) == 12


def test_meshes_are_unpacked_once() -> None:
    found = meshes_for(["cube.dat", "cube.dat"], NO_LIBRARY, embedded={"cube.dat": CUBE})
    assert len(found) == 1
    assert found["cube.dat"] is found["cube.dat"]


def test_too_many_triangles_in_all_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meshes, "MAX_UNIQUE_TRIANGLES", 20)
    embedded = {"one.dat": CUBE, "two.dat": CUBE}
    with pytest.raises(HostileFile) as caught:
        meshes_for(["one.dat", "two.dat"], NO_LIBRARY, embedded=embedded)
    assert caught.value.code == "TOO_MANY_TRIANGLES"


WRITER = """
import sys
from pathlib import Path
from brickcore.geometry.cache import MeshCache, cache_key
from brickcore.geometry.entry import unpack
part = unpack(Path(sys.argv[2]).read_bytes())
cache = MeshCache(Path(sys.argv[1]))
print("go", flush=True)
while True:
    for number in range(50):
        cache.put(cache_key("part", str(number)), part)
"""


def test_writers_that_are_killed_leave_nothing_broken(tmp_path: Path) -> None:
    part = encode_part(sample())
    (tmp_path / "part").write_bytes(pack(part))
    folder = tmp_path / "cache"
    command = [sys.executable, "-c", WRITER, str(folder), str(tmp_path / "part")]
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"go\n"
    cache, read = MeshCache(folder), 0
    deadline = time.monotonic() + 60
    while read < 200 and time.monotonic() < deadline:
        for number in range(50):
            found = cache.get(cache_key("part", str(number)))
            assert found is None or found == part
            read += found is not None
    for writer in writers:
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()
    assert read >= 200
    assert all(cache.get(path.name) == part for path in entries(folder) if not path.name.startswith("."))
