"""Models written as LDraw and read again: what joins rows, colours of their own and parts inside come back, too."""

from pathlib import Path

import numpy as np
import pytest

from brickcore.bom import bill
from brickcore.content import Asked
from brickcore.errors import BrickError
from brickcore.formats import read
from brickcore.formats.ldraw.writer import write_ldraw
from brickcore.model import Model
from tests.ldraw_text import no_library, ref

HOSE = [
    "0 FILE main.ldr", "0 !COLOUR My_Own CODE 900 VALUE #123456 EDGE #654321 ALPHA 128 CHROME", ref("3001.dat", 900),
    "0 SYNTH SYNTHESIZED BEGIN", ref("ls50.dat"), "0 STEP", ref("ls50.dat"), "0 SYNTH SYNTHESIZED END",
    "0 !LPUB PLI BEGIN SUB 3001.dat 4", ref("3003.dat"), ref("3003.dat"), "0 !LPUB PLI END",
    ref("chain.ldr"), "0 FILE chain.ldr", ref("3023.dat"), "0 !LDCAD GENERATED [path]", ref("3711.dat"),
    ref("3711.dat"),
]  # fmt: skip


def again(model: Model) -> Model:
    return read(write_ldraw(model), "again.mpd")


def facts(model: Model) -> object:
    trees = {
        name: (it.title, it.names, it.colours, it.step_starts, it.spans, it.matrices().tolist())
        for name, it in model.submodels.items()
    }
    return model.root, trees, model.colours, {name: text.strip() for name, text in model.embedded.items()}


def test_joined_rows_and_colours_of_its_own_come_back() -> None:
    model = read("\n".join(HOSE).encode(), "a.mpd")
    assert [span.kind for it in model.submodels.values() for span in it.spans] == ["synth", "substitute", "path"]
    assert facts(again(model)) == facts(model)
    assert bill(again(model), no_library()).lots == bill(model, no_library()).lots


def test_rows_that_are_joined_side_by_side_are_not_joined_into_one() -> None:
    motor = ["0 !LPUB PLI BEGIN SUB 53787.dat", ref("3001.dat"), "0 !LPUB PLI END"]
    model = read("\n".join([*motor, *motor]).encode(), "a.ldr")
    assert [(lot.part, lot.quantity) for lot in bill(again(model), no_library()).lots] == [("53787", 2)]


@pytest.mark.parametrize("head", ["0 !LDRAW_ORG Unofficial_Part\n", "0 LDraw part by J\xf6rg\n0 !LDRAW_ORG Part\n"])
def test_a_part_alone_comes_back_as_one(head: str) -> None:
    model = read(f"0 Thing\n{head}3 16 0 0 0 9 0 0 0 9 0".encode("cp1252"), "thing.dat")
    found = again(model)
    assert (found.root, list(found.embedded)) == (model.root, ["thing.dat"])
    assert "J\xf6rg" not in head or "J\xf6rg".encode() in found.embedded["thing.dat"]


def test_a_part_inside_that_says_nothing_stays_a_part() -> None:
    model = read(("0 FILE main.ldr\n" + ref("thing.dat")).encode(), "a.mpd")
    inside = Model(model.root, model.submodels, {"thing.dat": b"0 Thing\n2 24 0 0 0 9 0 0"})
    assert list(again(inside).embedded) == ["thing.dat"]


LDD = b"""<LXFML><Bricks>
<Brick designID="74340"><Part designID="3679" materials="21"><Bone/></Part><Part designID="3680"><Bone/></Part></Brick>
<Brick designID="X.9-1"><Part designID="X.9-1" materials="98765"><Bone transformation="1,0,0,0,1,0,0,0,1,0,0,0"/></Part>
</Brick><Brick designID="6590"><Part designID="6590" materials="26"><Bone transformation="1,0,0,0,1,0,0,0,1,0,0,0"/>
<Bone transformation="1,0,0,0,1,0,0,0,1,2,0,0"/></Part></Brick></Bricks></LXFML>"""


def test_numbers_and_colours_of_ldd_come_back_as_those() -> None:
    model = read(LDD, "a.lxfml")
    assert {(lot.system, lot.part) for lot in bill(model, no_library()).lots} == {
        ("ldd", "74340"), ("ldd", "X.9-1"), ("ldd", "6590"),
    }  # fmt: skip
    assert bill(again(model), no_library()).lots == bill(model, no_library()).lots
    assert [one.code for one in again(model).notices] == []


@pytest.mark.parametrize(
    "said",
    [
        "PART 3001.dat ldd 9",
        "PART ldd-9.dat lego 9",
        "PART ldd-../9.dat ldd 9",
        "PART ldd-9.dat ldd 9;9",
        "COLOUR 4 lego 9",
        "",
        "PART",
    ],
)
def test_no_part_of_ldraw_is_called_by_a_number_of_another_system(said: str) -> None:
    model = read(f"0 !BRICKFOLK {said}\n{ref('3001.dat')}".encode(), "a.ldr")
    assert (dict(model.native_parts), dict(model.native_colours)) == ({}, {})


@pytest.mark.shared
def test_every_shared_model_comes_back_equal(shared: Path) -> None:
    """But for a header that two parts inside lack, and the name of a part that stands alone."""
    asked, read_ones = Asked(ldd_mapping=shared / "mappings" / "ldd_ldraw_leocad_2026.xml.gz"), 0
    for path in sorted((shared / "models").rglob("*.*")):
        try:
            model = read(path.read_bytes(), path.name, asked=asked)
        except BrickError:
            continue
        found, read_ones = again(model), read_ones + 1
        assert list(found.submodels) == list(model.submodels), path.name
        assert found.embedded.keys() == model.embedded.keys(), path.name
        for name, one in model.submodels.items():
            other = found.submodels[name]
            assert (other.names, other.colours) == (one.names, one.colours), path.name
            assert (other.step_starts, other.spans) == (one.step_starts, one.spans), path.name
            assert np.array_equal(other.matrices(), one.matrices()), path.name
    assert read_ones > 200
