"""What LDD had of a model comes back when it is written as LXFML and read again."""

from pathlib import Path

import numpy as np
import pytest

from brickcore.bom import Bom, bill
from brickcore.content import Asked
from brickcore.formats import read
from brickcore.formats.given import Given
from brickcore.formats.ldd.flexible import path_of, tube
from brickcore.formats.ldd.writer import write
from brickcore.layout import flatten
from brickcore.model import Model
from tests.ldraw_text import library_of, mpd, no_library, part, ref

MAPPING = """<LDrawMapping>
  <Brick ldraw="54725c01.dat" lego="54725"/><Brick ldraw="99550c01.dat" lego="74042"/>
  <Brick ldraw="3068b.dat" lego="3068"/><Material ldraw="4" lego="21"/>
  <Assembly ldraw="95658.dat" lego="95658"/>
  {places}
</LDrawMapping>"""
PLACE = '<Transformation ldraw="{}.dat" tx="0.4" ty="-0.96" tz="0" ax="0" ay="1" az="0" angle="1.5707963"/>'
NUMBERS = ("54725c01", "99550c01", "3001", "3002", "3068a", "3068b")
TURNED = "0,0,-1,0,1,0,1,0,0"


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    (tmp_path / "ldraw.xml").write_text(MAPPING.format(places="".join(map(PLACE.format, NUMBERS))))
    return tmp_path / "ldraw.xml"


def brick(design: str, *parts: tuple[str, str, list[tuple[float, float, float]]]) -> str:
    inside = "".join(
        f'<Part refID="{design}-{number}" designID="{one}" materials="{material}">'
        + "".join(f'<Bone transformation="{TURNED},{x},{y},{z}"/>' for x, y, z in bones)
        + "</Part>"
        for number, (one, material, bones) in enumerate(parts)
    )
    return f'<Brick designID="{design}">{inside}</Brick>'


BRICKS = (
    brick("95658", ("54725", "21", [(1, 2, 3)]), ("74042", "194", [(1, 2, 4)])),
    brick("74340", ("3001", "21", [(5, 0, 0)]), ("3002", "21", [(5, 1, 0)])),
    brick("3001", ("3001", "9876", [(8, 0.96, 1.6)])),
    brick("77777", ("77777", "21", [(0, 0, -4)])),
    brick("6590", ("6590", "21", [(0, 0, 0), (0.8, 0, 0), (1.6, 0.8, 0)])),
)


def again(model: Model, mapping: Path, notes: list[str] | None = None) -> Model:
    given = Given(model, "a.lxfml", no_library(), mapping)
    data = write(given, "ldd")
    if notes is not None:
        notes += given.notes
    return read(data, "a.lxfml", asked=Asked(ldd_mapping=mapping))


def lots(bom: Bom) -> dict[tuple[str, str, str, str], int]:
    return {(lot.system, lot.part, lot.colour_system, str(lot.colour)): lot.quantity for lot in bom.lots}


def test_what_came_from_ldd_goes_back_to_it(mapping: Path) -> None:
    model = read(
        f"<LXFML><Bricks>{''.join(BRICKS)}</Bricks></LXFML>".encode(), "a.lxfml", asked=Asked(ldd_mapping=mapping)
    )
    notes: list[str] = []
    back = again(model, mapping, notes)
    counted = lots(bill(model, no_library()))
    assert counted == {
        ("ldraw", "95658", "ldraw", "4"): 1,
        ("ldd", "74340", "ldraw", "4"): 1,
        ("ldraw", "3001", "lego", "9876"): 1,
        ("ldd", "77777", "ldraw", "4"): 1,
        ("ldd", "6590", "ldraw", "4"): 1,
    }
    assert lots(bill(back, no_library())) == counted
    assert not notes
    one, other = flatten(model), flatten(back)
    assert [one.parts[index] for index in one.part_index] == [other.parts[index] for index in other.part_index]
    assert np.allclose(one.matrices, other.matrices, atol=1e-4)


def test_the_points_along_a_hose_are_told_by_its_shape() -> None:
    points = np.array([[0, 0, 0], [20, 0, 0], [40, -20, 5], [40, -40, 5.5]])
    assert np.allclose(path_of(tube(points)), points, atol=2e-3)
    assert len(path_of(b"0 Somebody's hose\n4 16 0 0 0 1 0 0 1 1 0 0 1 0")) == 0


def test_rows_that_lpub_joins_are_one_brick_wherever_their_submodel_stands(mapping: Path) -> None:
    arm = ["0 !LPUB PLI BEGIN SUB 95658.dat 4", ref("54725c01.dat"), ref("99550c01.dat", 71), "0 !LPUB PLI END"]
    model = read(
        mpd(main=[ref("3001.dat"), ref("arm.ldr"), ref("3002.dat"), ref("arm.ldr", at=(0, -48, 0))], arm=arm), "a.mpd"
    )
    library = library_of(_95658=part("Electric Motor", "Shortcut", ref("54725c01.dat", 16)))
    assert lots(bill(again(model, mapping), library)) == lots(bill(model, library))


def test_what_ldd_cannot_say_is_noted(mapping: Path) -> None:
    lines = [ref("3068a.dat"), ref("3001.dat", "0x2FF8800"), ref("3001.dat", 16), ref("own.dat"), ref("own.dat")]
    notes: list[str] = []
    again(read(mpd(main=lines), "a.mpd"), mapping, notes)
    assert notes == [
        "Left out, since the mapping does not know them: 2 × own.",
        "Written in medium stone grey, since LDD has no such colour: 1 × 50300928.",
    ]


def test_a_part_that_was_moved_is_noted_under_its_newer_number(mapping: Path) -> None:
    moved = part("~Moved to 3068b", "Part UPDATE 2020-01", ref("3068b.dat", 16))
    library = library_of(_3068=moved, _3068b=part("Tile 2 x 2"))
    given = Given(read(mpd(main=[ref("3068.dat")]), "a.mpd"), "a.mpd", library, mapping)
    assert b'designID="3068"' in write(given, "ldd")
    assert given.notes == [
        "Written under numbers that LDD has for their kin, such as other moulds and plain ones: 1 × 3068."
    ]


def test_a_printed_part_is_written_plain_rather_than_not_at_all(mapping: Path) -> None:
    notes: list[str] = []
    back = again(read(mpd(main=[ref("3068bp05.dat"), ref("3001c01.dat")]), "a.mpd"), mapping, notes)
    assert lots(bill(back, no_library())) == {("ldraw", "3068b", "ldraw", "4"): 1}
    assert notes == [
        "Left out, since the mapping does not know them: 1 × 3001c01.",
        "Written under numbers that LDD has for their kin, such as other moulds and plain ones: 1 × 3068bp05.",
    ]


def test_a_title_of_any_letters_stays_whole_xml(mapping: Path) -> None:
    model = read(b'0 FILE a.ldr\n0 A \x1b "model" <of> &\n' + ref("3001.dat").encode(), "a.mpd")
    back = again(model, mapping)
    assert back.submodels[back.root].title == 'A \ufffd "model" <of> &'
