import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh

from brickcore.bom import bill
from brickcore.formats import read
from brickcore.formats.given import Given
from brickcore.formats.solids.modelling import solid_model
from brickcore.formats.solids.writer import write
from brickcore.geometry import meshes_for
from brickcore.layout import flatten
from brickcore.library import PartsLibrary
from brickcore.library.parts_library import EmptyStore
from tests.brickcore.formats.mesh_samples import BOX, as_file, glb, refusal, solid, three_mf

NO_LIBRARY = PartsLibrary(EmptyStore())


@pytest.mark.parametrize("form", ["stl", "obj", "ply", "3mf"])
def test_a_closed_mesh_is_measured(form: str) -> None:
    found = solid(as_file(form), f"My Box.{form}")
    assert (found.format, found.name) == (form, "custom-my-box")
    assert found.facts["size_mm"] == [8.0, 16.0, 9.6]
    assert found.facts["watertight"] is True
    assert found.facts["volume_mm3"] == pytest.approx(8 * 16 * 9.6, abs=0.1)
    assert found.facts["weight_g"] == pytest.approx(8 * 16 * 9.6 * 0.00124, abs=0.01)


def test_a_glb_is_in_metres_with_y_up() -> None:
    found = solid(as_file("glb"), "box.glb")
    assert np.ptp(found.vertices, axis=0) == pytest.approx([8000, 9600, 16000])


def test_a_surface_with_holes_has_no_volume() -> None:
    open_box = trimesh.Trimesh(BOX.vertices, BOX.faces[:-1], process=False)
    made = BytesIO()
    open_box.export(made, file_type="stl")
    found = solid(made.getvalue(), "a.stl")
    assert "volume_mm3" not in found.facts
    assert [one.code for one in found.notices] == ["UNIT_ASSUMED", "NOT_CLOSED"]


def test_a_mesh_is_one_part_of_its_own_and_is_shown_as_one() -> None:
    found = solid(as_file("stl"), "box.stl")
    lots = bill(found, NO_LIBRARY).lots
    assert [(lot.system, lot.part, lot.quantity) for lot in lots] == [("custom", "custom-box", 1)]
    model = solid_model(found)
    mesh = meshes_for(flatten(model), NO_LIBRARY, embedded=model.embedded)["custom-box.dat"]
    assert mesh.origin == "embedded"
    low, high = mesh.bounds
    assert np.ptp([low, high], axis=0) == pytest.approx([20, 24, 40], abs=0.01)
    assert high[1] == pytest.approx(0, abs=0.01)  # it stands on the ground


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda tree: tree["buffers"][0].update(uri="../../etc/passwd"), "HOSTILE_MESH"),
        (lambda tree: tree["buffers"][0].update(uri="https://example.org/a.bin"), "HOSTILE_MESH"),
        (lambda tree: tree["accessors"][0].update(sparse={"count": 10**9}), "BROKEN_MESH"),
        (lambda tree: tree["accessors"][0].update(count=10**9), "TOO_MANY_TRIANGLES"),
        (lambda tree: tree.update(nodes=[{"children": [1]}, {"children": [0]}]), "HOSTILE_MESH"),
        (lambda tree: tree.update(extensionsRequired=["KHR_draco_mesh_compression"]), "BROKEN_MESH"),
        (lambda tree: tree.update(nodes=[{"mesh": 99}]), "BROKEN_MESH"),
        (lambda tree: tree.update(accessors="many"), "BROKEN_MESH"),
    ],
)
def test_a_gltf_that_asks_for_too_much_is_refused(change: Callable[[dict[str, Any]], object], code: str) -> None:
    assert refusal(glb(change), "a.glb").code == code


def test_components_that_contain_themselves_are_refused() -> None:
    loop = '<object id="1"><components><component objectid="2"/></components></object>'
    loop += '<object id="2"><components><component objectid="1"/></components></object>'
    assert refusal(three_mf(loop), "a.3mf").message == "a.3mf is not read: one of its parts contains itself."


def test_components_that_multiply_are_refused() -> None:
    mesh = '<object id="1"><mesh><triangles><triangle v1="0" v2="1" v3="2"/></triangles></mesh></object>'
    tens = "".join(
        f'<object id="{n}"><components>{f"""<component objectid="{n - 1}"/>""" * 10}</components></object>'
        for n in range(2, 12)
    )
    error = refusal(three_mf(mesh + tens, '<item objectid="11"/>'), "a.3mf")
    assert (error.code, error.message) == ("HOSTILE_MESH", "a.3mf is not read: it places 11,111 things.")


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (bytes(80) + struct.pack("<L", 4_000_000_000), "a.stl", "TOO_MANY_TRIANGLES"),
        (bytes(80) + struct.pack("<L", 1000), "a.stl", "BROKEN_MESH"),
        (
            b"ply\nformat binary_little_endian 1.0\nelement vertex 900000000\nend_header\n",
            "a.ply",
            "TOO_MANY_TRIANGLES",
        ),
        (b"ply\nformat ascii 1.0\nelement vertex 90000\nend_header\n", "a.ply", "BROKEN_MESH"),
        (b"mtllib ../../etc/passwd\nv 0 0 0\n", "a.obj", "BROKEN_MESH"),
        (b"v 0 0 0\nv 1 0 0\nv 0 nan 0\nf 1 2 3\n", "a.obj", "BROKEN_MESH"),
        (b"v 0 0\nv 1 0\nv 0 1\nf 1 2 3\n", "a.obj", "BROKEN_MESH"),
        (b"glTF\x02\x00\x00\x00\x10\x00\x00\x00", "a.glb", "BROKEN_MESH"),
    ],
)
def test_lying_heads_and_broken_meshes_are_refused(data: bytes, name: str, code: str) -> None:
    error = refusal(data, name)
    assert (error.code, bool(error.hint)) == (code, True)


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (b"ply\nformat ascii 1.0\nelement vertex 1\nproperty strange x\nend_header\n1\n", "a.ply", "PLY"),
        (b"ply\nformat wild 1.0\nelement vertex 1\nproperty float x\nend_header\n1\n", "a.ply", "PLY"),
    ],
)
def test_what_a_library_stumbles_over_is_said_in_our_own_words(data: bytes, name: str, form: str) -> None:
    error = refusal(data, name)
    assert (error.code, error.hint) == ("BROKEN_MESH", "Export it again.")
    assert error.message == (
        f"{name} cannot be read as a mesh: its points and faces do not fit together as {form} has them."
    )


@pytest.mark.parametrize(
    ("data", "name", "line", "words"),
    [
        (b"v 0 0 0\nv 1 0 x\nv 0 1 0\nf 1 2 3\n", "a.obj", 2, "line 2 does not fit: “v 1 0 x”"),
        (b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf 0 1 2\n", "a.obj", 4, "line 4 does not fit: “f 0 1 2”"),
        (b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf -1 -2 -4\n", "a.obj", 4, "line 4 does not fit: “f -1 -2 -4”"),
        (b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 9\n", "a.obj", None, "a face asks for point 9, and there are 3"),
        (
            three_mf('<object id="1"><mesh><vertices><vertex x="a"/></vertices></mesh></object>'), "a.3mf", 1,
            "line 1 of 3D/3dmodel.model does not fit: <vertex>",
        ),
        (b"solid a\nfacet normal 0 0 0\nvertex 0 0 x\n", "a.stl", 3, "a corner in line 3 has a word"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_line(data: bytes, name: str, line: int | None, words: str) -> None:
    error = refusal(data, name)
    assert error.code == "BROKEN_MESH"
    assert words in error.message
    assert error.location is not None
    assert error.location.line == line


def test_materials_of_an_obj_are_never_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.mtl").write_text("map_Kd /etc/passwd")
    monkeypatch.chdir(tmp_path)
    text = b"mtllib a.mtl\nusemtl a\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"
    assert solid(text, "a.obj").facts["triangles"] == 1


@pytest.mark.parametrize("form", ["stl", "obj", "ply", "3mf"])
def test_a_model_becomes_a_mesh_of_all_its_parts(form: str) -> None:
    rows = [f"1 4 {x} 0 0 1 0 0 0 1 0 0 0 1 3001.dat" for x in (0, 80)]
    model = read("\n".join(rows).encode(), "two.ldr")
    again = solid(write(Given(model, "two.ldr", NO_LIBRARY), form), f"two.{form}")
    assert again.facts["size_mm"] == pytest.approx([64, 16, 11.2], abs=0.5)  # two bricks in a row, z up, with studs


@pytest.mark.shared
def test_every_shared_mesh_is_read_and_both_formats_of_one_part_agree(shared: Path) -> None:
    files = sorted((shared / "meshes").iterdir())
    found = {path.name: solid(path.read_bytes(), path.name) for path in files}
    assert len(found) == 17
    for name, one in found.items():
        if name.endswith(".3mf"):
            other = found[name.replace(".3mf", ".obj")]
            assert one.facts["volume_mm3"] == other.facts["volume_mm3"]
