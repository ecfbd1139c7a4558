"""Parts that are put together from pieces: hubs, motors, sensors, wheels, frames, connectors, brackets, hinges."""

from pathlib import Path

import numpy as np
import pytest

from brickcore.formats import read
from brickcore.geometry import mesh_part, meshes_for
from brickcore.geometry.shapes import ShapeFacts
from brickcore.geometry.shapes.assemblies import assembled_numbers, assembly, placed
from brickcore.geometry.shapes.building import build
from brickcore.layout import flatten
from brickcore.library import PartsLibrary, open_library
from tests.brickcore.geometry.geometry_samples import NO_LIBRARY, volume

DEMO = Path(__file__).parents[3] / "demo" / "models"
A_BALL = "99948"
FULL_OF_HOLES = {"39369": 26_000, "39794": 15_000, "64178": 12_000}


@pytest.mark.parametrize("number", assembled_numbers())
def test_every_assembly_is_drawn_with_edges_and_few_triangles(number: str) -> None:
    mesh = mesh_part(f"{number}.dat", NO_LIBRARY)
    assert mesh.origin == "parametric"
    assert len(mesh.edges) > 0 or number == A_BALL
    assert np.isfinite(mesh.positions).all()
    assert 12 <= len(mesh.triangles) <= FULL_OF_HOLES.get(number, 9_000)


@pytest.mark.parametrize("number", assembled_numbers())
def test_every_piece_faces_outward_however_it_is_turned_and_mirrored(number: str) -> None:
    for piece in assembly(number) or ():
        points = placed(piece, build(ShapeFacts(piece.facts.kind, piece.facts.sizes))).reshape(-1, 3)
        around = (points - points.mean(axis=0)).astype(np.float32)
        assert volume(around, np.arange(len(points), dtype=np.uint32).reshape(-1, 3)) > 0, piece


def test_mirrors_multiply_a_piece() -> None:
    pieces = [piece for piece in assembly("45601") or () if piece.mirror == "xz"]
    one = build(ShapeFacts(pieces[0].facts.kind, pieces[0].facts.sizes))
    assert len(placed(pieces[0], one)) == 4 * len(one)


def test_a_hub_has_fixed_colours_and_its_placements_own() -> None:
    hub = mesh_part("45601c01.dat", NO_LIBRARY)
    assert set(hub.triangle_colours.tolist()) == {0, 14, 15, 16, 71, 272}
    assert set(mesh_part("67718.dat", NO_LIBRARY).triangle_colours.tolist()) == {0, 3, 15, 16, 71, 272}


@pytest.mark.parametrize(("variant", "plain"), [("54696p01", "54696"), ("54675c01", "54675"), ("32013", "32013")])
def test_variants_look_like_their_plain_part(variant: str, plain: str) -> None:
    assert assembly(variant) == assembly(plain) is not None


def test_what_the_table_lacks_is_no_assembly() -> None:
    assert assembly("3001") is None
    assert assembly("zz9") is None


def test_the_demo_robot_needs_no_library() -> None:
    model = read((DEMO / "scout.mpd").read_bytes(), "scout.mpd")
    meshes = meshes_for(flatten(model), NO_LIBRARY, embedded=model.embedded)
    assert {meshes[name].origin for name in meshes} == {"parametric"}


@pytest.fixture(scope="module")
def library(shared: Path) -> PartsLibrary:
    return open_library(shared / "ldraw" / "library.zip")


@pytest.mark.shared
@pytest.mark.parametrize("number", assembled_numbers())
def test_assemblies_fill_the_place_of_the_librarys_part(library: PartsLibrary, number: str) -> None:
    names = [library.resolve(f"{number}{mould}.dat") for mould in ("", "a", "b", "p01")]
    real = mesh_part(next(name for name in names if name in library), library)
    own = mesh_part(f"{number}.dat", NO_LIBRARY)
    assert np.abs(own.bounds - real.bounds).max() <= 2.0
