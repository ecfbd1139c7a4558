"""Scenes as this site writes them, compressed and with instances, are read back; built ones do no harm."""

import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from brickcore.formats import read
from brickcore.formats.given import Given
from brickcore.formats.solids.writer import write
from brickcore.solid import Solid
from tests.brickcore.formats.mesh_samples import as_file, glb, refusal, solid
from tests.ldraw_text import no_library, ref

MIRRORED, SKEWED = "-1 0 0 0 1 0 0 0 1", "1 0.5 0 0 1 0 0 0 1"
LINES = [
    *(ref("3001.dat", 4, (0, -24 * row, 0)) for row in range(5)),
    ref("3003.dat", 1, (100, 0, 40)),
    ref("3040.dat", 1, (-60, 0, 0), MIRRORED),
    ref("3040.dat", 1, (-60, 0, 80), MIRRORED),
    ref("3005.dat", 2, (0, 0, 90), SKEWED),
]


def written(form: str) -> bytes:
    return write(Given(read("\n".join(LINES).encode(), "a.ldr"), "a.ldr", no_library()), form)


def changed(change: Callable[[dict[str, Any]], object], data: bytes = b"") -> bytes:
    return glb(change, data or written("glb"))


def bounds(found: Solid) -> Any:
    return [found.vertices.min(axis=0), found.vertices.max(axis=0)]


def test_a_scene_of_this_site_is_read_as_the_mesh_that_others_get() -> None:
    scene, plain = solid(written("glb"), "a.glb"), solid(written("stl"), "a.stl")
    assert scene.facts["triangles"] == plain.facts["triangles"]
    middle = np.mean(bounds(scene), axis=0) - np.mean(bounds(plain), axis=0)  # the scene stands about its middle
    assert np.allclose(np.array(bounds(scene)) - middle, bounds(plain), atol=0.05)


@pytest.mark.parametrize("form", ["stl", "3mf"])
def test_a_mesh_comes_back_from_its_scene_as_large_and_as_closed(form: str) -> None:
    first = solid(as_file(form), f"box.{form}")
    again = solid(write(Given(first, f"box.{form}", no_library()), "glb"), "box.glb")
    assert again.facts["volume_mm3"] == pytest.approx(first.facts["volume_mm3"], rel=1e-3)
    assert sorted(map(float, again.facts["size_mm"])) == pytest.approx([8.0, 9.6, 16.0], abs=0.02)  # type: ignore[call-overload]


def packing(tree: dict[str, Any], view: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = tree["bufferViews"][view]["extensions"]["EXT_meshopt_compression"]
    return found


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda tree: packing(tree).update(count=1 << 40), "HOSTILE_MESH"),
        (lambda tree: packing(tree).update(count=-4), "HOSTILE_MESH"),
        (lambda tree: packing(tree).update(count=packing(tree)["count"] + 500), "BROKEN_MESH"),
        (lambda tree: packing(tree).update(byteLength=3), "BROKEN_MESH"),
        (lambda tree: packing(tree).update(byteOffset=1 << 40), "BROKEN_MESH"),
        (lambda tree: packing(tree).update(byteOffset=-8), "BROKEN_MESH"),
        (lambda tree: packing(tree).update(buffer=1), "BROKEN_MESH"),
        (lambda tree: packing(tree).update(byteStride=7), "BROKEN_MESH"),
        (lambda tree: packing(tree).update(mode="OTHER"), "BROKEN_MESH"),
        (lambda tree: packing(tree).update(filter="OTHER"), "BROKEN_MESH"),
        (lambda tree: packing(tree).pop("count"), "BROKEN_MESH"),
        (lambda tree: tree["nodes"][0].update(children=[0]), "HOSTILE_MESH"),
        (lambda tree: [one.update(count=1 << 30) for one in tree["accessors"]], "HOSTILE_MESH"),
        (lambda tree: [one.update(byteOffset=1 << 30) for one in tree["accessors"]], "BROKEN_MESH"),
        (lambda tree: tree["buffers"].append({"byteLength": 9, "uri": "/etc/passwd"}), "HOSTILE_MESH"),
    ],
)
def test_built_scenes_are_refused(change: Callable[[dict[str, Any]], object], code: str) -> None:
    assert refusal(changed(change), "a.glb").code == code


def test_damaged_streams_are_refused() -> None:
    data = written("glb")
    length = struct.unpack_from("<L", data, 12)[0]
    begins = 20 + length + 8
    assert refusal(data[:begins] + bytes(len(data) - begins), "a.glb").code == "BROKEN_MESH"
