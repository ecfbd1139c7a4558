"""The GLB of a model, read back as a browser reads it."""

import numpy as np
import numpy.typing as npt
import pytest

from brickcore.colours import LDrawColour, starter_colours
from brickcore.errors import HostileFile
from brickcore.geometry import Glb, glb, meshes_for, write_glb
from brickcore.model import Placements
from tests.brickcore.geometry.geometry_samples import CUBE, NO_LIBRARY, GlbReader, placed, standing, volume

QUARTER = [[0, 0, 1], [0, 1, 0], [-1, 0, 0]]
MIRROR = [[-1, 0, 0], [0, 1, 0], [0, 0, 1]]
STRETCH = [[2, 0, 0], [0, 0.5, 0], [0, 0, 3]]
SKEW = np.array([[1, 0.5, 0], [0, 1, 0.25], [0, 0, 1]])
MIRRORED_SKEW = np.array([[-1, 0.5, 0], [0, 1, 0.25], [0, 0, 1]])
FLAT = [[1, 0, 0], [0, 0, 0], [0, 0, 1]]
TILTED = (np.array([[0.8, 0.6, 0], [-0.6, 0.8, 0], [0, 0, 1]]) @ QUARTER).tolist()

FACED = CUBE + b"3 4 -5 -1 -5 5 -1 -5 0 -1 5\n2 24 -10 0 -10 10 0 -10\n2 24 10 0 -10 10 0 10\n"
COLOURS: dict[int, LDrawColour] = dict(starter_colours())


def write(placements: Placements, colours: dict[int, LDrawColour] = COLOURS) -> Glb:
    embedded = {"cube.dat": CUBE, "faced.dat": FACED, "empty.dat": b"0 nothing\n"}
    return write_glb(placements, meshes_for(placements, NO_LIBRARY, embedded=embedded), colours)


def corners(points: npt.NDArray[np.float64]) -> list[tuple[float, ...]]:
    """Every corner once, rounded, to compare scenes whatever the order."""
    return sorted({tuple(point) for point in np.round(points.reshape(-1, 3), 3).tolist()})


@pytest.mark.parametrize("turn", [np.eye(3), QUARTER, TILTED, MIRROR, STRETCH, SKEW, MIRRORED_SKEW, FLAT])
def test_every_placement_stands_where_ldraw_says(turn: npt.ArrayLike) -> None:
    matrix = standing(100, -50, 7.5, turn)
    scene = GlbReader(write(placed(("cube.dat", 4, matrix, 0))).data)
    cube = np.array([[x, y, z] for x in (-10, 10) for y in (0, 20) for z in (-10, 10)], float)
    expected = (cube @ matrix[:, :3].T + matrix[:, 3]) * [0.01, -0.01, -0.01]
    assert np.allclose(corners(scene.drawn()), corners(expected), atol=2e-3)


@pytest.mark.parametrize("turn", [np.eye(3), QUARTER, TILTED, MIRROR, STRETCH, SKEW, MIRRORED_SKEW])
def test_faces_look_outward_however_a_part_is_placed(turn: npt.ArrayLike) -> None:
    faces = GlbReader(write(placed(("cube.dat", 4, standing(3, 2, 1, turn), 0))).data).drawn()
    enclosed = np.einsum("ij,ij->", faces[:, 0], np.cross(faces[:, 1], faces[:, 2])) / 6
    size = abs(np.linalg.det(np.asarray(turn, float)))
    assert enclosed == pytest.approx(8000e-6 * size, rel=1e-3)


def test_one_mesh_a_part_and_colour_and_one_geometry_a_part() -> None:
    rows = [("cube.dat", colour, standing(30 * i), i) for i, colour in enumerate([4, 1, 4, 4])]
    reader = GlbReader(write(placed(*rows)).data)
    assert [mesh["name"] for mesh in reader.json["meshes"]] == ["cube:1", "cube:4"]
    assert len({mesh["primitives"][0]["indices"] for mesh in reader.json["meshes"]}) == 1
    assert sorted(name for name, _ in reader.instances()) == ["cube:1", "cube:4", "cube:4", "cube:4"]


def test_a_mesh_says_its_key_part_colour_and_edges() -> None:
    reader = GlbReader(write(placed(("faced.dat", 71, standing(), 0))).data)
    (mesh,) = reader.json["meshes"]
    extras = mesh["extras"]
    assert {name: extras[name] for name in ("key", "part", "colour")} == {
        "key": "faced:71",
        "part": "faced",
        "colour": 71,
    }
    assert "approximate" not in extras
    points = reader.accessor(mesh["primitives"][0]["attributes"]["POSITION"])
    lines = points[reader.accessor(extras["edges"])[:, 0]].reshape(-1, 2, 3) / 32
    assert sorted(sorted(line) for line in lines.tolist()) == [
        [[-10, 0, -10], [10, 0, -10]],
        [[10, 0, -10], [10, 0, 10]],
    ]


def test_fixed_colours_have_a_primitive_of_their_own() -> None:
    reader = GlbReader(write(placed(("faced.dat", 71, standing(), 0))).data)
    materials = [
        reader.json["materials"][p["material"]]["extras"]["code"] for p in reader.json["meshes"][0]["primitives"]
    ]
    assert materials == [4, 71]


def test_approximate_parts_are_marked() -> None:
    reader = GlbReader(write(placed(("3001.dat", 4, standing(), 0), ("zz9.dat", 4, standing(), 0))).data)
    assert [mesh["extras"]["approximate"] for mesh in reader.json["meshes"]] == [True, True]


def test_steps_follow_the_instances() -> None:
    rows = [("cube.dat", 4, standing(30 * step), step) for step in (0, 3, 7)]
    reader = GlbReader(write(placed(*rows, ("cube.dat", 4, standing(0, 90, 0, SKEW), 9))).data)
    steps = [node["extras"]["steps"] for node in reader.json["nodes"] if "mesh" in node]
    read = [step if isinstance(step, list) else reader.accessor(step)[:, 0].tolist() for step in steps]
    assert read == [[0, 3, 7], [9]]
    assert reader.scene["extras"]["steps"] == 10


def test_the_scene_says_its_unit_parts_and_size() -> None:
    made = write(placed(("cube.dat", 4, standing(), 0), ("cube.dat", 4, standing(100, 0, 0), 0)))
    extras = GlbReader(made.data).scene["extras"]
    assert extras["unit"] == "100 LDU"
    assert extras["parts"] == 2
    assert extras["size_mm"] == [48, 8, 8] == list(made.bounds_mm)


def test_facts_count_what_is_drawn() -> None:
    rows = [("cube.dat", 4, standing(30 * i), 0) for i in range(5)]
    facts = write(placed(*rows, ("3001.dat", 4, standing(), 0), ("zz9.dat", 4, standing(), 0))).facts
    assert (facts["shapes"], facts["placements"], facts["boxes"], facts["parametric"]) == (3, 7, 1, 1)
    assert facts["triangles"] == facts["stored_triangles"] + 4 * 12


@pytest.mark.parametrize(
    ("code", "finish", "metal"), [(4, "solid", 0.0), (383, "chrome", 1.0), (80, "metal", 0.75), (256, "rubber", 0.0)]
)
def test_materials_show_their_finish(code: int, finish: str, metal: float) -> None:
    (material,) = GlbReader(write(placed(("cube.dat", code, standing(), 0))).data).json["materials"]
    assert material["extras"]["finish"] == finish
    assert material["pbrMetallicRoughness"]["metallicFactor"] == metal
    assert "alphaMode" not in material


def test_transparent_colours_blend_and_colours_are_linear() -> None:
    glass = LDrawColour(47, "Glass", (255, 188, 0), (1, 2, 3), 128, "transparent")
    (material,) = GlbReader(write(placed(("cube.dat", 47, standing(), 0)), {47: glass}).data).json["materials"]
    assert material["alphaMode"] == "BLEND"
    assert material["pbrMetallicRoughness"]["baseColorFactor"] == [1, 0.5029, 0, 0.502]
    assert material["extras"]["edge"] == "#010203"


def test_direct_colours_are_taken_at_their_word() -> None:
    (material,) = GlbReader(write(placed(("cube.dat", 0x2FF0000, standing(), 0)), {}).data).json["materials"]
    assert material["pbrMetallicRoughness"]["baseColorFactor"] == [1, 0, 0, 1]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e30])
def test_placements_that_cannot_be_are_left_out_and_said(bad: float) -> None:
    twisted = standing()
    twisted[0, 0] = bad
    made = write(placed(("cube.dat", 4, standing(), 0), ("cube.dat", 4, standing(bad), 0), ("cube.dat", 4, twisted, 0)))
    assert made.facts["placements"] == 1
    assert [(notice.code, notice.count) for notice in made.notices] == [("PLACEMENT_OUT_OF_RANGE", 2)]
    assert made.bounds_mm == (8, 8, 8)


def test_missing_files_inside_parts_are_said() -> None:
    embedded = {"part.dat": CUBE + b"1 16 0 0 0 1 0 0 0 1 0 0 0 1 gone.dat\n"}
    placements = placed(("part.dat", 4, standing(), 0))
    made = write_glb(placements, meshes_for(placements, NO_LIBRARY, embedded=embedded), COLOURS)
    assert [(notice.code, notice.parts) for notice in made.notices] == [("PART_FILES_MISSING", ("part.dat",))]


@pytest.mark.parametrize("rows", [[], [("empty.dat", 4, standing(), 0)]])
def test_nothing_to_draw_is_still_a_glb(rows: list[tuple[str, int, npt.ArrayLike, int]]) -> None:
    made = write(placed(*rows))
    assert GlbReader(made.data).json["asset"]["version"] == "2.0"
    assert made.facts["triangles"] == 0


def test_too_many_placements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glb, "MAX_PLACEMENTS", 1)
    with pytest.raises(HostileFile) as caught:
        write(placed(("cube.dat", 4, standing(), 0), ("cube.dat", 4, standing(), 0)))
    assert caught.value.code == "TOO_MANY_PLACEMENTS"


def test_the_same_model_gives_the_same_bytes() -> None:
    rows = [("cube.dat", 4, standing(30 * i), i) for i in range(3)]
    assert write(placed(*rows)).data == write(placed(*rows)).data


def test_far_positions_keep_their_place() -> None:
    far = standing(1_000_000.25, 0.015625, -12_345.5)
    found = GlbReader(write(placed(("cube.dat", 4, far, 0))).data).drawn().mean(axis=(0, 1))
    assert np.allclose(found * 100, [1_000_000.25, -10.015625, 12_345.5], atol=0.2)


def test_plain_meshes_can_be_written_too() -> None:
    placements = placed(("cube.dat", 4, standing(), 0))
    plain = dict(meshes_for(placements, NO_LIBRARY, embedded={"cube.dat": CUBE}))
    drawn = GlbReader(write_glb(placements, plain, COLOURS).data).drawn()
    assert volume(
        drawn.reshape(-1, 3).astype(np.float32), np.arange(36, dtype=np.uint32).reshape(-1, 3)
    ) == pytest.approx(0.008)
