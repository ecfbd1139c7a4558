"""Meshes in several files of a zip, in text of any spelling, and with numbers that lead nowhere."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.brickcore.formats.mesh_samples import BOX, as_file, glb, refusal, solid, three_mf

_POINTS = ((0, 0, 0), (6, 0, 0), (0, 6, 0), (0, 0, 6))
_SIDES = ((0, 2, 1), (0, 1, 3), (0, 3, 2), (1, 2, 3))
TETRAHEDRON = (
    "<vertices>"
    + "".join(f'<vertex x="{x}" y="{y}" z="{z}"/>' for x, y, z in _POINTS)
    + "</vertices><triangles>"
    + "".join(f'<triangle v1="{a}" v2="{b}" v3="{c}"/>' for a, b, c in _SIDES)
    + "</triangles>"
)
SPACES = (
    'xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02" '
    'xmlns:p="http://schemas.microsoft.com/3dmanufacturing/production/2015/06"'
)


def in_files(main: str, items: str, **others: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as out:
        build = f"<resources>{main}</resources><build>{items}</build>"
        out.writestr("3D/3dmodel.model", f"<model {SPACES}>{build}</model>")
        for name, objects in others.items():
            out.writestr(f"3D/{name}.model", f"<model {SPACES}><resources>{objects}</resources></model>")
    return made.getvalue()


def test_objects_of_other_files_have_numbers_of_their_own() -> None:
    two = "".join(f'<object id="{number}"><mesh>{TETRAHEDRON}</mesh></object>' for number in (1, 2))
    main = (
        '<object id="1"><components><component objectid="1" p:path="/3D/parts.model"/>'
        '<component objectid="2" p:path="/3D/parts.model" transform="1 0 0 0 1 0 0 0 1 20 0 0"/></components></object>'
    )
    found = solid(in_files(main, '<item objectid="1"/>', parts=two), "plate.3mf")
    assert found.facts["triangles"] == 8
    assert found.facts["volume_mm3"] == 72.0
    assert found.facts["size_mm"] == [26.0, 6.0, 6.0]


def test_a_build_may_place_an_object_of_another_file() -> None:
    one = f'<object id="7"><mesh>{TETRAHEDRON}</mesh></object>'
    data = in_files("", '<item objectid="7" p:path="/3D/part.model" transform="-1 0 0 0 1 0 0 0 1 0 0 0"/>', part=one)
    assert solid(data, "a.3mf").facts["volume_mm3"] == 36.0


def test_files_of_a_3mf_that_place_each_other_are_refused() -> None:
    ask = '<object id="1"><components><component objectid="1" p:path="/3D/{}.model"/></components></object>'
    data = in_files(ask.format("a"), '<item objectid="1"/>', a=ask.format("b"), b=ask.format("a"))
    assert refusal(data, "a.3mf").message == "a.3mf is not read: one of its parts contains itself."


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('v1="0"', 'v1="-1"', "<triangle>"),
        ('v1="0"', 'v1="9"', "a triangle asks for point 9, and there are 4"),
        ('objectid="1"', 'objectid="5"', "it places object 5, which is not there"),
        ('objectid="1"', 'objectid="1" transform="1 0 0"', "<item>"),
    ],
)
def test_what_a_3mf_asks_for_has_to_be_there(old: str, new: str, words: str) -> None:
    data = f'<object id="1"><mesh>{TETRAHEDRON}</mesh></object>', '<item objectid="1"/>'
    assert words in refusal(three_mf(*(text.replace(old, new) for text in data)), "a.3mf").message


def test_thousands_of_things_are_placed_at_once() -> None:
    data = three_mf(f'<object id="1"><mesh>{TETRAHEDRON}</mesh></object>', '<item objectid="1"/>' * 9_000)
    assert solid(data, "a.3mf").facts["size_mm"] == [6.0, 6.0, 6.0]


def test_a_unit_that_3mf_does_not_have_is_said() -> None:
    data = three_mf(f'<object id="1"><mesh>{TETRAHEDRON}</mesh></object>')
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w", ZIP_DEFLATED) as out:
        text = old.read("3D/3dmodel.model").replace(b"millimeter", b"parsec")
        out.writestr("3D/3dmodel.model", text)
    assert [one.code for one in solid(made.getvalue(), "a.3mf").notices] == ["UNIT_ASSUMED"]


FACET = "facet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 8 0 0\nvertex 0 8 0\nendloop\nendfacet\n"


@pytest.mark.parametrize(
    "text",
    [
        f"SOLID A\n{FACET.upper()}ENDSOLID A",
        f"  solid a\n{FACET.replace(chr(10), chr(10) + '   ')}endsolid",
        f"\ufeffsolid a\r\n{FACET.replace(' ', '  ').replace(chr(10), chr(13) + chr(10))}endsolid",
    ],
)
def test_stl_in_text_may_be_spelled_in_any_way(text: str) -> None:
    assert solid(text.encode(), "a.stl").facts["size_mm"] == [8.0, 8.0, 0.0]


def test_a_text_that_is_cut_off_is_told() -> None:
    assert [one.code for one in solid(f"solid a\n{FACET}{FACET[:60]}".encode(), "a.stl").notices][1] == "CUT_OFF"


def test_bytes_after_the_triangles_of_an_stl_are_told() -> None:
    made = solid(as_file("stl") + b"by a program of another age", "a.stl")
    assert made.facts["watertight"] is True
    assert [one.code for one in made.notices] == ["UNIT_ASSUMED", "BYTES_LEFT_OVER"]


def test_an_obj_of_tabs_old_line_ends_and_endless_materials_is_read() -> None:
    corners = b"v\t0 0 0\rv\t8 0 0\rv\t0 8 0\rv\t8 8 0\r"
    materials = b"".join(b"usemtl m%d\rf\t1/1/1\t2//1 \\\r4 3\r" % number for number in range(20_000))
    found = solid(corners + materials, "a.obj")
    assert (found.facts["size_mm"], found.facts["triangles"]) == ([8.0, 8.0, 0.0], 40_000)


def test_a_face_of_a_ply_has_as_many_corners_as_it_says() -> None:
    made = BytesIO()
    BOX.export(made, file_type="ply", encoding="ascii")
    assert solid(made.getvalue(), "a.ply").facts["triangles"] == 12
    wrong = made.getvalue().replace(b"\n3 ", b"\n2147483648 ", 1)
    assert "face 1 does not have as many corners as it says" in refusal(wrong, "a.ply").message


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda tree: [one.pop("bufferView") for one in tree["accessors"]], "more points than its bytes hold"),
        (lambda tree: tree["accessors"][1].update(count=900), "more points than its bytes hold"),
        (lambda tree: tree["nodes"][0].update(matrix=[1e38] * 16), "a number that is none, or beyond all"),
        (lambda tree: tree["nodes"][0].update(extensions={"EXT_mesh_gpu_instancing": {}}), "does not fit together"),
        (lambda tree: tree.update(extensionsRequired=["KHR_draco_mesh_compression"]), "KHR_draco_mesh_compression"),
    ],
)
def test_a_gltf_that_would_be_shown_wrong_is_refused(change: Callable[[dict[str, Any]], object], words: str) -> None:
    assert words in refusal(glb(change), "a.glb").message


def test_a_picture_that_stands_in_the_gltf_itself_is_no_file_outside() -> None:
    found = solid(glb(lambda tree: tree.update(images=[{"uri": "data:image/png;base64,AAAA"}])), "a.glb")
    assert found.facts["triangles"] == 12


def test_the_first_model_of_a_3mf_is_the_one_that_its_relations_name() -> None:
    kind = "http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"
    row = f'<Relationships xmlns="x"><Relationship Target="/3D/{{}}.model" Id="a" Type="{kind}"/></Relationships>'
    body = f'<object id="1"><mesh>{TETRAHEDRON}</mesh></object>'

    def zipped(named: str, **others: str) -> bytes:
        made = BytesIO()
        with ZipFile(made, "w", ZIP_DEFLATED) as out:
            for name, text in others.items():
                out.writestr(f"3D/{name}.model", f"<model {SPACES}>{text}</model>")
            out.writestr("_rels/.rels", row.format(named))
        return made.getvalue()

    built = f'<resources>{body}</resources><build><item objectid="1"/></build>'
    named = zipped("plate", spare=f"<resources>{body * 2}</resources><build/>", plate=built)
    assert solid(named, "a.3mf").facts["volume_mm3"] == 36.0
    assert "names no other model" in refusal(zipped("elsewhere", plate=built), "a.3mf").message
    assert "names no other model" in refusal(zipped("../plate", plate=built), "a.3mf").message


def test_an_obj_may_begin_with_a_mark_and_end_its_lines_with_comments() -> None:
    points = "".join(f"v {x} {y} {z} # corner\n" for x, y, z in _POINTS)
    faces = "".join(f"f {a + 1}/1/1 {b + 1} {c + 1} # side\n" for a, b, c in _SIDES)
    found = solid(b"\xef\xbb\xbf" + (points + faces).encode(), "a.obj")
    assert found.facts["volume_mm3"] == 36.0


@pytest.mark.parametrize("corner", ["-1", "4"])
def test_a_corner_that_is_no_point_of_a_ply_is_refused(corner: str) -> None:
    head = "ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\nproperty float y\nproperty float z\n"
    head += "element face 4\nproperty list uchar int vertex_indices\nend_header\n"
    rows = [" ".join(map(str, row)) for row in (*_POINTS, *((3, *side) for side in _SIDES))]
    assert solid((head + "\n".join(rows)).encode(), "a.ply").facts["volume_mm3"] == 36.0
    wrong = [*rows[:-1], f"3 1 2 {corner}"]
    assert refusal((head + "\n".join(wrong)).encode(), "a.ply").code == "BROKEN_MESH"
