"""One part's mesh, to the LDraw file format and BFC specifications."""

from pathlib import Path

import numpy as np
import pytest

from brickcore.geometry import PartMesh, mesh_part
from brickcore.geometry.limits import MAX_PART_TRIANGLES
from brickcore.library import open_library
from tests.brickcore.geometry.geometry_samples import CUBE, NO_LIBRARY, volume

HEAD = b"0 BFC CERTIFY CCW\n"
SQUARE = b"4 16 -1 0 -1 1 0 -1 1 0 1 -1 0 1\n"
AT_ORIGIN = b"0 0 0 1 0 0 0 1 0 0 0 1"


def mesh(text: bytes, **others: bytes) -> PartMesh:
    files = {f"{name}.dat": content for name, content in others.items()}
    return mesh_part("part.dat", NO_LIBRARY, {"part.dat": text, **files})


def test_a_cube_faces_outward_and_has_sharp_corners() -> None:
    cube = mesh(CUBE)
    assert len(cube.triangles) == 12
    assert volume(cube.positions, cube.triangles) == pytest.approx(8000)
    assert len(cube.positions) == 24
    assert cube.bounds.tolist() == [[-10, 0, -10], [10, 20, 10]]
    assert cube.origin == "embedded"
    assert not cube.approximate


def test_normals_have_unit_length_and_point_the_way_the_faces_do() -> None:
    cube = mesh(CUBE)
    corners = cube.positions[cube.triangles]
    faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    assert np.allclose(np.linalg.norm(cube.normals, axis=1), 1, atol=1e-3)
    assert (np.einsum("ij,ikj->ik", faces, cube.normals[cube.triangles]) > 0).all()


def test_clockwise_polygons_are_turned_round() -> None:
    turned = CUBE.replace(b"CERTIFY CCW", b"CERTIFY CW")
    assert volume(mesh(turned).positions, mesh(turned).triangles) == pytest.approx(-8000)


def test_winding_may_change_within_a_file() -> None:
    clockwise = b"4 16 -1 0 1 1 0 1 1 0 -1 -1 0 -1\n"
    part = mesh(HEAD + SQUARE + b"0 BFC CW\n" + clockwise.replace(b" 0 ", b" 9 "))
    normals = part.normals[part.triangles[:, 0]]
    assert np.allclose(normals, normals[0], atol=0.02)


def test_a_mirrored_reference_still_faces_outward() -> None:
    part = mesh(HEAD + b"1 16 0 0 0 -1 0 0 0 1 0 0 0 1 cube.dat\n", cube=CUBE)
    assert volume(part.positions, part.triangles) == pytest.approx(8000)


def test_invertnext_turns_one_reference_inside_out() -> None:
    line = b"1 16 " + AT_ORIGIN + b" cube.dat\n"
    once = mesh(HEAD + b"0 BFC INVERTNEXT\n" + line, cube=CUBE)
    assert volume(once.positions, once.triangles) == pytest.approx(-8000)
    far = line.replace(b"0 0 0 1", b"100 0 0 1", 1)
    both = mesh(HEAD + b"0 BFC INVERTNEXT\n" + line + far, cube=CUBE)
    assert volume(both.positions, both.triangles) == pytest.approx(0)


def test_an_inverted_mirror_faces_inward() -> None:
    text = HEAD + b"0 BFC INVERTNEXT\n1 16 0 0 0 -1 0 0 0 1 0 0 0 1 cube.dat\n"
    assert volume(mesh(text, cube=CUBE).positions, mesh(text, cube=CUBE).triangles) == pytest.approx(-8000)


@pytest.mark.parametrize(
    "head", [b"", b"0 BFC NOCERTIFY\n", b"0 BFC CERTIFY CCW\n0 BFC NOCLIP\n", b"2 24 5 5 5 6 6 6\n0 BFC CERTIFY CCW\n"]
)
def test_polygons_without_certain_winding_get_two_sides(head: bytes) -> None:
    part = mesh(head + SQUARE)
    assert len(part.triangles) == 4
    assert sorted(part.normals[part.triangles[:, 0], 1].tolist()) == [-1, -1, 1, 1]


def test_a_certified_file_below_an_uncertified_one_has_two_sides_too() -> None:
    assert len(mesh(b"1 16 " + AT_ORIGIN + b" cube.dat\n", cube=CUBE).triangles) == 24


def test_clip_and_ccw_certify_a_file_that_has_not_drawn_yet() -> None:
    assert len(mesh(b"0 BFC CCW\n" + SQUARE).triangles) == 2


def test_colour_16_is_inherited_and_others_stay() -> None:
    child = HEAD + SQUARE + SQUARE.replace(b"4 16", b"4 4").replace(b" 0 ", b" 9 ")
    part = mesh(HEAD + b"1 14 " + AT_ORIGIN + b" child.dat\n1 16 50 0 0 1 0 0 0 1 0 0 0 1 child.dat\n", child=child)
    assert sorted(part.triangle_colours.tolist()) == [4, 4, 4, 4, 14, 14, 16, 16]


@pytest.mark.parametrize("spelled", [b"0x2FF8000", b"50298880", b"0X2ff8000"])
def test_a_direct_colour_may_be_hexadecimal_or_decimal(spelled: bytes) -> None:
    assert set(mesh(HEAD + SQUARE.replace(b"4 16", b"4 " + spelled)).triangle_colours.tolist()) == {0x2FF8000}


@pytest.mark.parametrize("spelled", [b"-1", b"99999999", b"red", b"nan", b"0x2GG0000"])
def test_a_colour_that_cannot_be_is_the_current_one(spelled: bytes) -> None:
    assert set(mesh(HEAD + SQUARE.replace(b"4 16", b"4 " + spelled)).triangle_colours.tolist()) == {16}


def test_references_are_nested_moved_and_found_in_any_spelling() -> None:
    inner = HEAD + b"1 16 0 5 0 2 0 0 0 1 0 0 0 1 CUBE.DAT\n"
    part = mesh_part(
        "part.dat",
        NO_LIBRARY,
        {"part.dat": HEAD + b"1 16 100 0 0 1 0 0 0 1 0 0 0 1 S\\Inner.dat\r\n", "s/inner.dat": inner, "cube.dat": CUBE},
    )
    assert part.bounds.tolist() == [[80, 5, -10], [120, 25, 10]]


def test_a_missing_file_is_counted_and_the_rest_drawn() -> None:
    part = mesh(CUBE + b"1 16 " + AT_ORIGIN + b" nowhere.dat\n1 16 " + AT_ORIGIN + b" ../../etc/passwd\n")
    assert (part.missing, len(part.triangles)) == (2, 12)


def test_a_part_that_refers_to_itself_is_drawn_once() -> None:
    part = mesh(CUBE + b"1 16 5 0 0 1 0 0 0 1 0 0 0 1 part.dat\n")
    assert (part.missing, len(part.triangles)) == (1, 12)


def test_two_parts_that_refer_to_each_other_end() -> None:
    one = CUBE + b"1 16 50 0 0 1 0 0 0 1 0 0 0 1 other.dat\n"
    other = CUBE + b"1 16 0 0 0 1 0 0 0 1 0 0 0 1 part.dat\n"
    part = mesh(one, other=other)
    assert (part.missing, len(part.triangles)) == (1, 24)


def test_deep_nesting_ends_without_recursion() -> None:
    files = {f"n{i}.dat": b"1 16 " + AT_ORIGIN + f" n{i + 1}.dat\n".encode() for i in range(5000)}
    part = mesh_part("n0.dat", NO_LIBRARY, {**files, "n5000.dat": CUBE})
    assert part.missing > 0


def test_forty_lines_that_nest_into_billions_become_a_box() -> None:
    files = {f"n{i}.dat": HEAD + (b"1 16 " + AT_ORIGIN + f" n{i + 1}.dat\n".encode()) * 2 for i in range(39)}
    part = mesh_part("n0.dat", NO_LIBRARY, {**files, "n39.dat": CUBE})
    assert part.origin == "box"
    assert len(part.triangles) == 12 <= MAX_PART_TRIANGLES


@pytest.mark.parametrize(
    "number", [b"nan", b"inf", b"-inf", b"1e300", b"1e999", b"99999999", b"x", b"", b"--1", b"1e", b"."]
)
def test_a_line_with_an_impossible_number_is_left_out(number: bytes) -> None:
    part = mesh(CUBE + b"3 16 0 0 0 1 0 0 0 1 " + number + b"\n")
    assert len(part.triangles) == 12


@pytest.mark.parametrize(
    ("written", "value"), [(b"1", 1), (b"+1.5", 1.5), (b"-.25", -0.25), (b"2.", 2), (b"1.25e1", 12.5), (b"50E-1", 5)]
)
def test_numbers_may_be_written_in_every_way(written: bytes, value: float) -> None:
    part = mesh(HEAD + b"3 16 40 0 0 0 0 40 0 " + written + b" 0\n")
    assert value in part.positions[:, 1].tolist()


def test_triangles_without_area_are_dropped() -> None:
    part = mesh(CUBE + b"3 16 0 0 0 1 1 1 2 2 2\n3 16 0 0 0 0 0 0 1 1 1\n")
    assert len(part.triangles) == 12


def test_an_edge_line_keeps_a_shallow_meeting_sharp_and_is_kept() -> None:
    bent = HEAD + b"4 16 0 0 0 10 0 0 10 0 10 0 0 10\n4 16 0 0 0 0 0 10 -10 1 10 -10 1 0\n"
    assert len(mesh(bent).positions) == 6
    sharp = mesh(bent + b"2 24 0 0 0 0 0 10\n")
    assert len(sharp.positions) == 8
    ends = sharp.positions[sharp.edges[0]].tolist()
    assert sorted(ends) == [[0, 0, 0], [0, 0, 10]]


def test_a_steep_meeting_is_sharp_unless_a_conditional_line_says_otherwise() -> None:
    bent = HEAD + b"4 16 0 0 0 10 0 0 10 0 10 0 0 10\n4 16 0 0 0 0 0 10 -10 12 10 -10 12 0\n"
    assert len(mesh(bent).positions) == 8
    assert len(mesh(bent + b"5 24 0 0 0 0 0 10 10 0 0 -10 12 0\n").positions) == 6


def test_an_edge_that_no_face_touches_is_kept_and_an_edge_twice_is_one() -> None:
    part = mesh(CUBE + b"2 24 0 50 0 0 60 0\n2 24 0 60 0 0 50 0\n")
    assert sorted(part.positions[part.edges[0], 1].tolist()) == [50, 60]
    assert len(part.edges) == 1


def test_an_embedded_file_never_changes_a_library_part(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "real.dat").write_bytes(HEAD + b"1 16 " + AT_ORIGIN + b" cube.dat\n")
    (tmp_path / "parts" / "cube.dat").write_bytes(CUBE)
    part = mesh_part("real.dat", open_library(tmp_path), {"cube.dat": HEAD + SQUARE})
    assert (len(part.triangles), part.origin) == (12, "library")
