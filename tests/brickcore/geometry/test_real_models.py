"""Real models with the real parts library, and without it."""

from pathlib import Path

import numpy as np
import pytest

from brickcore.errors import UnreadableFile
from brickcore.formats import read
from brickcore.geometry import MeshCache, mesh_part, meshes_for, write_glb
from brickcore.geometry.shapes.facts import facts_by_number
from brickcore.layout import flatten
from brickcore.library import PartsLibrary, open_library
from tests.brickcore.geometry.geometry_samples import NO_LIBRARY, GlbReader

pytestmark = pytest.mark.shared

MODELS = {
    "models/ldraw/moc/pyldraw_car.ldr": 61,
    "models/ldraw/omr/6080 - Kings Castle.mpd": 911,
    "models/ldraw/omr/10240-1 - Red Five X-Wing Starfighter.mpd": 1555,
}


@pytest.fixture(scope="module")
def library(shared: Path) -> PartsLibrary:
    return open_library(shared / "ldraw" / "library.zip")


@pytest.mark.parametrize(("name", "parts"), MODELS.items())
def test_every_placement_of_a_real_model_is_drawn(
    shared: Path, library: PartsLibrary, name: str, parts: int, tmp_path: Path
) -> None:
    model = read((shared / name).read_bytes(), Path(name).name)
    placements = flatten(model)
    meshes = meshes_for(placements, library, MeshCache(tmp_path), embedded=model.embedded)
    glb = write_glb(placements, meshes, library.colours())
    assert glb.facts["placements"] == len(placements.colours) == parts
    reader = GlbReader(glb.data)
    drawn = {name for name, _ in reader.instances()}
    wanted = {
        f"{placements.parts[part].removesuffix('.dat')}:{colour}"
        for part, colour in zip(placements.part_index, placements.colours, strict=True)
    }
    empty = {name.removesuffix(".dat") for name, part in meshes.encoded.items() if not part.triangles}
    assert drawn == {key for key in wanted if key.rsplit(":", 1)[0] not in empty}
    again = meshes_for(placements, library, MeshCache(tmp_path), embedded=model.embedded)
    assert write_glb(placements, again, library.colours()).data == glb.data


@pytest.mark.parametrize(
    "name", ["3001.dat", "3941.dat", "32316.dat", "3648b.dat", "2780.dat", "3626bp01.dat", "4589.dat"]
)
def test_real_parts_are_whole_and_smooth(library: PartsLibrary, name: str) -> None:
    mesh = mesh_part(name, library)
    assert mesh.missing == 0
    assert np.isfinite(mesh.positions).all()
    assert mesh.triangles.max() < len(mesh.positions)
    assert len(mesh.positions) < 2.2 * len(mesh.triangles)
    assert len(mesh.edges) > 20


def test_shapes_of_our_own_stand_where_the_librarys_do(library: PartsLibrary) -> None:
    numbers = ["3001", "3020", "3069b", "3040b", "3665a", "54200", "50950", "3062b", "4589", "3701", "32316", "32526"]
    numbers += ["32348", "3705", "2780", "3713", "3648b", "32449", "60483", "3659", "2420", "973", "4070", "87087"]
    for number in numbers:
        own, real = mesh_part(f"{number}.dat", NO_LIBRARY), mesh_part(f"{number}.dat", library)
        assert facts_by_number(number) is not None, number
        assert np.abs(own.bounds - real.bounds).max() <= (4.1 if number == "87087" else 1.7), number


def test_a_real_model_without_a_library_says_what_is_approximate(shared: Path) -> None:
    path = shared / "models/ldraw/omr/10240-1 - Red Five X-Wing Starfighter.mpd"
    model = read(path.read_bytes(), path.name)
    placements = flatten(model)
    facts = write_glb(placements, meshes_for(placements, NO_LIBRARY, embedded=model.embedded), {}).facts
    assert facts["placements"] == 1555
    assert facts["parametric"] > 1100
    assert facts["parametric"] + facts["boxes"] > 1500


def test_broken_and_odd_models_never_fail(shared: Path, library: PartsLibrary) -> None:
    shown = 0
    for path in sorted((shared / "models" / "ldraw" / "edge").rglob("*.ldr"))[:60]:
        try:
            model = read(path.read_bytes(), path.name)
        except UnreadableFile:
            continue
        placements = flatten(model)
        glb = write_glb(placements, meshes_for(placements, library, embedded=model.embedded), library.colours())
        shown += glb.facts["placements"] > 0
    assert shown > 20
