"""Meshes whose counts, nodes or files are not what was counted before a library believes them."""

import json
import struct
import zipfile
from io import BytesIO
from typing import Any

import pytest

from brickcore.errors import BrickError
from brickcore.formats import read_content

CORE = 'xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02" xmlns:p="urn:p"'
POINTS = struct.pack("<9f", 0, 0, 0, 1, 0, 0, 0, 1, 0)


def refusal(data: bytes, name: str) -> BrickError:
    with pytest.raises(BrickError) as caught:
        read_content(data, name)
    assert caught.value.hint
    return caught.value


def glb(nodes: list[dict[str, Any]], **changed: Any) -> bytes:
    tree = {
        "asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}], "nodes": nodes,
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}], "buffers": [{"byteLength": 36}],
        "bufferViews": [{"buffer": 0, "byteLength": 36}],
        "accessors": [{"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3"}],
    } | changed  # fmt: skip
    told = json.dumps(tree).encode()
    told += b" " * (-len(told) % 4)
    chunks = struct.pack("<L4s", len(told), b"JSON") + told + struct.pack("<L4s", 36, b"BIN\0") + POINTS
    return struct.pack("<4sLL", b"glTF", 2, 12 + len(chunks)) + chunks


def three_mf(objects: str, items: str, others: dict[str, str]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        build = f"<resources>{objects}</resources><build>{items}</build>"
        out.writestr("3D/3dmodel.model", f"<model {CORE}>{build}</model>")
        for name, text in others.items():
            out.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize("number", ["9" * 5_000, "1_000", "-5", "three"])
def test_a_ply_speaks_of_numbers_in_digits(number: str) -> None:
    assert (
        refusal(f"ply\nformat ascii 1.0\nelement vertex {number}\nend_header\n".encode(), "a.ply").code == "BROKEN_MESH"
    )


def test_triangles_without_a_list_of_corners_are_counted_for_each_node() -> None:
    accessors = [{"componentType": 5126, "count": 300_000, "type": "VEC3"}]
    crowd: list[dict[str, Any]] = [{"children": list(range(1, 100))}, *[{"mesh": 0}] * 99]
    assert refusal(glb(crowd, accessors=accessors), "a.glb").code == "TOO_MANY_TRIANGLES"


def test_nodes_of_nothing_that_double_at_each_step_are_refused() -> None:
    error = refusal(glb([{"children": [at + 1, at + 1]} for at in range(60)] + [{}]), "a.glb")
    assert (error.code, error.message) == ("HOSTILE_MESH", "a.glb is not read: it places 16,383 things.")


@pytest.mark.parametrize("child", [-1, 7])
def test_a_node_that_is_not_there_is_told(child: int) -> None:
    assert "a node that is not there" in refusal(glb([{"children": [child], "mesh": 0}]), "a.glb").message


def test_fewer_than_no_points_do_not_make_up_for_too_many() -> None:
    accessors = [{"componentType": 5126, "count": count, "type": "VEC3"} for count in (10**12, -(10**12))]
    assert refusal(glb([{"mesh": 0}], accessors=accessors), "a.glb").code == "BROKEN_MESH"


def test_a_file_named_by_many_components_is_counted_each_time() -> None:
    triangles = '<triangle v1="0" v2="0" v3="0"/>' * 2_000
    mesh = f'<object id="9"><mesh><triangles>{triangles}</triangles></mesh></object>'
    objects = '<object id="1"><components>' + '<component objectid="9" p:path="/3D/o.model"/>' * 300
    data = three_mf(
        f"{objects}</components></object>", '<item objectid="1"/>', {"3D/o.model": f"<model {CORE}>{mesh}</model>"}
    )
    assert refusal(data, "a.3mf").code == "TOO_MANY_TRIANGLES"


def test_a_component_may_only_name_a_model_that_was_looked_at() -> None:
    objects = '<object id="1"><components><component objectid="9" p:path="/3D/o.xml"/></components></object>'
    error = refusal(three_mf(objects, '<item objectid="1"/>', {"3D/o.xml": "<model/>"}), "a.3mf")
    assert "names 3D/o.xml, which is no model in it" in error.message


def test_a_mesh_farther_away_than_numbers_of_a_picture_can_tell_is_refused() -> None:
    rows = "vertex 0 0 0\nvertex 1e39 0 0\nvertex 0 1e39 1\n"
    data = f"solid x\nfacet normal 0 0 1\nouter loop\n{rows}endloop\nendfacet\nendsolid".encode()
    assert "farther than any part" in refusal(data, "a.stl").message
