"""Bricks of LDD that several LDraw parts draw count as the one thing that they are sold as."""

from pathlib import Path

import pytest

from brickcore.bom import bill
from brickcore.content import AS_USUAL, Asked
from brickcore.formats import read
from brickcore.layout import flatten
from tests.ldraw_text import library_of, no_library, part

MAPPING = """<LDrawMapping>
  <Brick ldraw="54725c01.dat" lego="54725"/><Brick ldraw="99550c01.dat" lego="74042"/>
  <Brick ldraw="973.dat" lego="3814"/><Brick ldraw="3818.dat" lego="3818"/>
  <Assembly ldraw="95658.dat" lego="95658"/><Assembly ldraw="76382.dat" lego="76382"/>
  {places}
</LDrawMapping>"""
PLACE = '<Transformation ldraw="{}.dat" tx="0" ty="0" tz="0" ax="0" ay="1" az="0" angle="0"/>'
NUMBERS = ("54725c01", "99550c01", "973", "3818", "3001")
BONE = '<Bone transformation="1,0,0,0,1,0,0,0,1,0,0,0"/>'
HUB, BODY = ("54725", 21), ("74042", 194)


@pytest.fixture
def mapping(tmp_path: Path) -> Asked:
    (tmp_path / "ldraw.xml").write_text(MAPPING.format(places="".join(map(PLACE.format, NUMBERS))))
    return Asked(ldd_mapping=tmp_path / "ldraw.xml")


def lxfml(*bricks: tuple[str, list[tuple[str, int]]], more: str = "") -> bytes:
    refs = iter(range(1_000))
    inside = [
        f'<Brick designID="{design}">'
        + "".join(f'<Part refID="{next(refs)}" designID="{one}" materials="{of}">{BONE}</Part>' for one, of in parts)
        + "</Brick>"
        for design, parts in bricks
    ]
    return f"<LXFML><Bricks>{''.join(inside)}</Bricks>{more}</LXFML>".encode()


MOTORS = lxfml(("95658", [BODY, HUB]), ("3001", [("3001", 21)]), ("95658", [HUB, BODY]))


def test_a_motor_of_two_parts_is_one_with_a_mapping_and_without(mapping: Asked) -> None:
    for asked in (AS_USUAL, mapping):
        counted = bill(read(MOTORS, "a.lxfml", asked=asked), no_library())
        assert sorted((lot.part, lot.quantity) for lot in counted.lots if lot.part != "3001") in (
            [("95658", 2)],
            [("95658", 1), ("95658", 1)],  # nothing says which of its colours is the motor's own
        )


def test_its_colour_is_that_of_the_part_that_has_the_shortcuts_own(mapping: Asked) -> None:
    lines = ("1 4 0 0 0 1 0 0 0 1 0 0 0 1 54725c01.dat", "1 16 0 0 0 1 0 0 0 1 0 0 0 1 99550c01.dat")
    library = library_of(_95658=part("Electric Motor", "Shortcut", *lines))
    lots = bill(read(MOTORS, "a.lxfml", asked=mapping), library).lots
    assert [(lot.part, lot.quantity) for lot in lots] == [("3001", 1), ("95658", 2)]
    assert lots[1].notices[0].message == "Stands for 54725c01, 99550c01, as the file itself says."


def test_each_of_its_parts_is_shown(mapping: Asked) -> None:
    placed = flatten(read(MOTORS, "a.lxfml", asked=mapping))
    assert sorted(placed.parts[index] for index in placed.part_index) == sorted(
        ["3001.dat", *["54725c01.dat", "99550c01.dat"] * 2]
    )


def steps_of(*refs: int) -> str:
    steps = "".join(f'<Step><PartRef partRef="{ref}"/></Step>' for ref in refs)
    return f"<BuildingInstructions><BuildingInstruction>{steps}</BuildingInstruction></BuildingInstructions>"


@pytest.mark.parametrize("refs", [(0, 1), (0, 2), (1, 2, 0), (2, 1)])
def test_what_steps_would_take_apart_is_built_where_its_first_part_belongs(mapping: Asked, refs: tuple[int]) -> None:
    data = lxfml(("95658", [BODY, HUB]), ("3001", [("3001", 21)]), more=steps_of(*refs))
    model = read(data, "a.lxfml", asked=mapping)
    assert sorted((lot.part, lot.quantity) for lot in bill(model, no_library()).lots) == [("3001", 1), ("95658", 1)]
    root = model.submodels[model.root]
    motor = root.names.index("54725c01.dat"), root.names.index("99550c01.dat")
    assert not any(min(motor) < start <= max(motor) for start in root.step_starts)


def test_groups_take_nothing_apart_either(mapping: Asked) -> None:
    more = '<GroupSystems><GroupSystem><Group partRefs="1"/><Group partRefs="2"/></GroupSystem></GroupSystems>'
    data = lxfml(("95658", [BODY, HUB]), ("3001", [("3001", 21)]), more=more)
    lots = bill(read(data, "a.lxfml", asked=mapping), no_library()).lots
    assert sorted((lot.part, lot.quantity) for lot in lots) == [("3001", 1), ("95658", 1)]


@pytest.mark.parametrize(("brick", "part"), [("74340", ("ldd", "74340")), ("3001", ("ldraw", "3001"))])
def test_a_brick_of_parts_that_no_assembly_names_counts_by_its_own_number(
    mapping: Asked, brick: str, part: tuple[str, str]
) -> None:
    bom = bill(read(lxfml((brick, [BODY, HUB])), "a.lxfml", asked=mapping), no_library())
    assert [(lot.system, lot.part, lot.quantity) for lot in bom.lots] == [(*part, 1)]
    assert not [one for one in bom.notices if one.severity == "warning" and brick != "3001"]


def test_moulds_that_ldd_does_not_tell_apart_are_named(tmp_path: Path) -> None:
    rows = "".join(
        f'<Brick ldraw="{ldraw}.dat" lego="{lego}"/>' for ldraw, lego in (("3044c", "3044"), ("3069b", "3069"))
    )
    places = "".join(map(PLACE.format, ("3044b", "3044c", "3069b", "3001", "3001a")))
    (tmp_path / "ldraw.xml").write_text(f"<LDrawMapping>{rows}{places}</LDrawMapping>")
    bricks = [(number, [(number, 21)]) for number in ("3044", "3044", "3069", "3001")]
    model = read(lxfml(*bricks), "a.lxfml", asked=Asked(ldd_mapping=tmp_path / "ldraw.xml"))
    assert [(one.code, one.severity, one.parts) for one in model.notices] == [("MOULD_TAKEN", "note", ("3044",))]
    assert model.notices[0].message.endswith("were taken: 3044 as 3044c.")


def test_figures_are_left_to_the_counting_of_figures(mapping: Asked) -> None:
    torso = lxfml(("76382", [("3814", 21), ("3818", 24)]))
    [lot] = bill(read(torso, "a.lxfml", asked=mapping), no_library()).lots
    assert lot.part == "973"
    assert [piece.part for piece in lot.pieces] == ["3818", "973"]


def test_parts_of_version_4_may_stand_beside_its_groups() -> None:
    one = '<Part refID="{}" designID="300{}" materialID="21"/>'
    data = f'<LXFML versionMajor="4"><Scene><Model><Group>{one.format(0, 1)}</Group>{one.format(1, 2)}</Model></Scene>'
    lots = bill(read(f"{data}</LXFML>".encode(), "a.lxfml"), no_library()).lots
    assert [lot.part for lot in lots] == ["3001", "3002"]
