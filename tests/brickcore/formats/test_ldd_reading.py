import gzip
import io
import zipfile
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from brickcore.bom import bill
from brickcore.content import Asked
from brickcore.errors import BrickError, UnreadableFile
from brickcore.formats import read
from brickcore.formats.given import Given
from brickcore.formats.ldd.reader import UNKNOWN_COLOUR
from brickcore.formats.ldd.writer import write
from brickcore.layout import flatten
from brickcore.library import PartsLibrary, open_library
from brickcore.library.parts_library import EmptyStore
from brickcore.model import Model

MAPPING = """<LDrawMapping>
  <Material ldraw="511" lego="21"/><Material ldraw="4" lego="21"/>
  <Brick ldraw="3001old.dat" lego="3001"/><Brick ldraw="3001.dat" lego="3001"/>
  <Transformation ldraw="3001.dat" tx="-1.2" ty="-0.96" tz="0.4" ax="1" ay="0" az="0" angle="0"/>
  <Transformation ldraw="3069b.dat" tx="0" ty="0" tz="0" ax="0" ay="1" az="0" angle="1.5707963"/>
  <Brick ldraw="3069b.dat" lego="3069"/>
  <Brick ldraw="3680.dat" lego="3680"/>
  <Assembly ldraw="3680c01.dat" lego="74340"><Part ldraw="3680.dat"/></Assembly>
  <Transformation ldraw="3680c01.dat" tx="0" ty="0" tz="0" ax="0" ay="1" az="0" angle="0"/>
</LDrawMapping>"""
STRAIGHT = "1,0,0,0,1,0,0,0,1"


def part(design: str, place: str = "0,0,0", material: str = "21", turned: str = STRAIGHT, number: int = 0) -> str:
    bone = f'<Bone refID="{number}" transformation="{turned},{place}"/>'
    return f'<Part refID="{number}" designID="{design}" materials="{material}">{bone}</Part>'


def lxfml(*bricks: str, more: str = "") -> bytes:
    return f'<LXFML versionMajor="5" name="House"><Bricks>{"".join(bricks)}</Bricks>{more}</LXFML>'.encode()


def brick(*parts: str, design: str = "1") -> str:
    return f'<Brick refID="0" designID="{design}">{"".join(parts)}</Brick>'


@pytest.fixture
def mapping(tmp_path: Path) -> Asked:
    path = tmp_path / "ldraw.xml.gz"
    path.write_bytes(gzip.compress(MAPPING.encode()))
    return Asked(ldd_mapping=path)


def lots(model: Model) -> dict[tuple[str, str, object, str], int]:
    found = bill(model, PartsLibrary(EmptyStore())).lots
    return {(lot.system, lot.part, lot.colour, lot.colour_system): lot.quantity for lot in found}


def test_without_a_mapping_designs_are_counted_by_their_own_numbers() -> None:
    model = read(lxfml(brick(part("3001;B")), brick(part("3001;A")), brick(part("7", material="3999"))), "a.lxfml")
    assert lots(model) == {("ldd", "3001", 4, "ldraw"): 2, ("ldd", "7", "3999", "lego"): 1}
    assert [(one.code, one.parts) for one in model.notices] == [("NO_MAPPING", ("3001", "7"))]
    assert model.colours[UNKNOWN_COLOUR + 3999].name == "LEGO colour 3999"


def test_a_mapped_part_stands_where_ldraw_has_it(mapping: Asked) -> None:
    model = read(lxfml(brick(part("3001", "0,0.96,0"))), "a.lxfml", asked=mapping)
    placed = flatten(model)
    assert (placed.parts, placed.colours.tolist(), model.notices) == (("3001.dat",), [4], ())
    # LDraw's origin is the middle of the top, 1.2 and -0.4 beside LDD's corner and two bricks up
    assert np.allclose(placed.matrices[0], [[1, 0, 0, 30], [0, 1, 0, -48], [0, 0, 1, 10]])


def test_a_turned_part_is_turned_about_its_own_axis(mapping: Asked) -> None:
    quarter = "0,0,-1,0,1,0,1,0,0"  # where x, y and z go
    model = read(lxfml(brick(part("3069", "4,0,0", turned=quarter))), "a.lxfml", asked=mapping)
    assert np.allclose(flatten(model).matrices[0, :, :3], np.eye(3), atol=1e-6)
    assert np.allclose(flatten(model).matrices[0, :, 3], [100, 0, 0])


def test_a_brick_whose_parts_are_not_all_mapped_becomes_its_assembly(mapping: Asked) -> None:
    model = read(lxfml(brick(part("3679"), part("3680", number=1), design="74340")), "a.lxfml", asked=mapping)
    assert lots(model) == {("ldraw", "3680c01", 4, "ldraw"): 1}


def test_what_the_mapping_lacks_is_listed_and_not_dropped(mapping: Asked) -> None:
    model = read(
        lxfml(brick(part("99"), part("98", number=1), design="500"), brick(part("3001"))), "a.lxfml", asked=mapping
    )
    assert lots(model) == {("ldd", "500", 4, "ldraw"): 1, ("ldraw", "3001", 4, "ldraw"): 1}
    assert [(one.code, one.parts) for one in model.notices] == [("NO_PLACE_KNOWN", ("500",))]


def test_a_flexible_part_is_one_part_and_a_tube_through_its_bones(mapping: Asked) -> None:
    bones = "".join(f'<Bone refID="{n}" transformation="{STRAIGHT},{n},0,0"/>' for n in range(4))
    hose = f'<Part refID="0" designID="76263" materials="26">{bones}</Part>'
    model = read(lxfml(brick(hose, design="76263")), "a.lxfml", asked=mapping)
    assert lots(model) == {("ldd", "76263", 0, "ldraw"): 1}
    text = next(iter(model.embedded.values())).decode()
    assert text.count("\n4 16 ") == 3 * 8
    assert "75.000" in text  # three units of 25 LDU


def test_hoses_that_lie_differently_are_one_lot_and_a_tube_each() -> None:
    def hose(number: int, far: int) -> str:
        bones = "".join(f'<Bone refID="0" transformation="{STRAIGHT},{x},0,0"/>' for x in (0, far))
        return f'<Part refID="{number}" designID="76263" materials="26">{bones}</Part>'

    model = read(lxfml(brick(hose(0, 3), design="76263"), brick(hose(1, 5), design="76263")), "a.lxfml")
    assert lots(model) == {("ldd", "76263", 0, "ldraw"): 2}
    found = bill(model, PartsLibrary(EmptyStore()))
    assert ([lot.quantity for lot in found.lots], found.parts) == ([2], 2)
    assert (len(model.embedded), len(found.lots[0].sources)) == (2, 2)


def test_steps_give_the_order_and_groups_become_submodels() -> None:
    bricks = [brick(part(str(n), number=n)) for n in (1, 2, 3)]
    steps = "".join(f'<Step><PartRef partRef="{ref}"/></Step>' for ref in (3, 1))
    steps = f"<BuildingInstructions><BuildingInstruction>{steps}</BuildingInstruction></BuildingInstructions>"
    model = read(lxfml(*bricks, more=steps), "a.lxfml")
    root = model.submodels[model.root]
    assert (root.names, root.step_starts) == (("ldd-3.dat", "ldd-1.dat", "ldd-2.dat"), (1, 2))
    groups = '<GroupSystems><GroupSystem><Group name="Roof" partRefs="1,3"/></GroupSystem></GroupSystems>'
    grouped = read(lxfml(*bricks, more=groups), "a.lxfml")
    assert list(grouped.submodels) == ["a.lxfml.dat", "a.lxfml group 1 roof.ldr"]
    assert grouped.submodels["a.lxfml group 1 roof.ldr"].names == ("ldd-1.dat", "ldd-3.dat")
    assert len(flatten(grouped).part_index) == 3


def test_version_4_stands_by_axis_and_angle_inside_groups(mapping: Asked) -> None:
    text = (
        b'<LXFML versionMajor="4"><Scene><Model><Group angle="90" ax="0" ay="1" az="0" tx="8" ty="0" tz="0">'
        b'<Part refID="0" designID="3069" materialID="21" angle="-180" ax="0" ay="1" az="0" tx="0" ty="0" tz="4"/>'
        b"</Group></Model></Scene></LXFML>"
    )
    model = read(text, "old.lxfml", asked=mapping)
    assert lots(model) == {("ldraw", "3069b", 4, "ldraw"): 1}
    assert np.allclose(flatten(model).matrices[0, :, 3], [300, 0, 0])


def test_a_bone_that_is_no_matrix_is_counted_and_told() -> None:
    model = read(lxfml(brick(part("3001", "nan,0,0")), brick(part("3002", "0,0", number=1))), "a.lxfml")
    assert sum(lots(model).values()) == 2
    assert Counter(one.code for one in model.notices)["NO_PLACE_SAID"] == 2
    assert np.isfinite(flatten(model).matrices).all()


def test_an_lxf_is_unpacked_and_one_without_a_model_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("IMAGE100.PNG", b"")
        out.writestr("IMAGE100.LXFML", lxfml(brick(part("3001"))))
    assert lots(read(packed.getvalue(), "a.lxf")) == {("ldd", "3001", 4, "ldraw"): 1}
    with pytest.raises(UnreadableFile) as refused:
        read(b"<LXFML/>", "a.lxfml")
    assert refused.value.code == "NO_PARTS"


@pytest.mark.parametrize("body", [b"<LXFML><Bricks>", b'<!DOCTYPE a [<!ENTITY b "c">]><LXFML/>'])
def test_broken_and_declaring_documents_are_refused(body: bytes) -> None:
    with pytest.raises(BrickError) as refused:
        read(body, "a.lxfml")
    assert refused.value.code in {"BROKEN_XML", "XML_DECLARES"}


def test_a_model_written_as_lxfml_reads_back_where_it_stood(mapping: Asked) -> None:
    rows = ["0 House", "1 4 10 -8 30 0 0 1 0 1 0 -1 0 0 3001.dat", "1 4 0 0 0 1 0 0 0 1 0 0 0 1 9999.dat"]
    model = read("\n".join(rows).encode(), "house.ldr")
    given = Given(model, "house.ldr", PartsLibrary(EmptyStore()), mapping.ldd_mapping)
    again = flatten(read(write(given, "ldd"), "house.lxfml", asked=mapping))
    assert (again.parts, again.colours.tolist()) == (("3001.dat",), [4])
    assert np.allclose(again.matrices[0], flatten(model).matrices[0])
    assert given.notes == ["Left out, since the mapping does not know them: 1 × 9999."]


def test_lxfml_is_not_written_without_a_mapping() -> None:
    given = Given(read(b"1 4 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat", "a.ldr"), "a.ldr", PartsLibrary(EmptyStore()))
    with pytest.raises(UnreadableFile) as refused:
        write(given, "ldd")
    assert refused.value.code == "NO_MAPPING"


@pytest.fixture(scope="module")
def library(shared: Path) -> PartsLibrary:
    return open_library(shared / "ldraw" / "library.zip")


@pytest.mark.shared
def test_every_shared_file_of_ldd_is_read_with_and_without_a_mapping(shared: Path, library: PartsLibrary) -> None:
    files = sorted((shared / "models" / "ldd").iterdir())
    known = Asked(ldd_mapping=shared / "mappings" / "ldd_ldraw_leocad_2026.xml.gz")
    for path in files:
        bricks = bill(read(path.read_bytes(), path.name), library)
        mapped = read(path.read_bytes(), path.name, asked=known)
        assert bricks.parts >= 1, path.name
        assert abs(bill(mapped, library).parts - bricks.parts) <= bricks.parts // 30, path.name
        assert not [one for one in mapped.notices if one.code == "NO_PLACE_KNOWN"], path.name
    assert len(files) == 19


@pytest.mark.shared
@pytest.mark.parametrize(("name", "parts", "least"), [("hogwarts", 4537, 0.97), ("burrow", 356, 0.88)])
def test_the_same_build_in_ldd_and_ldraw_overlaps(
    shared: Path, library: PartsLibrary, name: str, parts: int, least: float
) -> None:
    """Where both name the same file for a part it stands within 1 LDU; what does not has another mapping's origin."""
    known = Asked(ldd_mapping=shared / "mappings" / "ldd_ldraw_leocad_2026.xml.gz")
    ours = _stands(shared / "models" / "ldd" / f"lukasbach_{name}.lxfml", library, known)
    theirs = _stands(shared / "models" / "ldraw" / "moc" / f"lukasbach_{name}.ldr", library, Asked())
    compared = near = 0
    for part_name, places in ours.items():
        if part_name in theirs:
            gaps = np.linalg.norm(places[:, None] - theirs[part_name][None], axis=2).min(axis=1)
            compared += len(gaps)
            near += int((gaps <= 1).sum())
    assert sum(map(len, ours.values())) == parts
    assert near / compared >= least


def _stands(path: Path, library: PartsLibrary, asked: Asked) -> dict[str, np.ndarray]:
    placed = flatten(read(path.read_bytes(), path.name, asked=asked))
    names = [library.resolve(name) for name in placed.parts]
    found: dict[str, list[np.ndarray]] = {}
    for row, index in enumerate(placed.part_index):
        found.setdefault(names[index], []).append(placed.matrices[row, :, 3])
    return {name: np.array(places) for name, places in found.items()}
