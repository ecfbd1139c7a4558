import pytest

from brickcore.bom import Bom, count
from brickcore.formats import read
from tests.ldraw_text import library_of, part, ref

LIBRARY = library_of(
    _30104=part("Minifig Chain 17L"),
    _30104k01=part("~Minifig Chain 17L End Segment", "Part Flexible_Section"),
    _30104k02=part("~Minifig Chain 17L Segment", "Part Flexible_Section"),
    _932=part("~Electric Mindstorms NXT Cable Segment"),
    _933c01=part("Electric Mindstorms NXT Plug w/ Cable End (Complete)", "Shortcut", ref("932.dat", 0)),
    _208=part("~Moved to 30104k01", "Part", ref("30104k01.dat", 16)),
)
ENDS = [ref("208.dat", 4, at=(0, 0, -20)), ref("208.dat", 4, at=(0, 0, 140))]
LINKS = [ref("30104k02.dat", 4, at=(0, 0, 12.5 * link)) for link in range(10)]
DRAWN = ["0 SYNTH SYNTHESIZED BEGIN", *LINKS, "0 SYNTH SYNTHESIZED END"]


def counted(lines: list[str]) -> Bom:
    return count(read("\n".join(lines).encode(), "model.ldr"), LIBRARY)


def quantities(bom: Bom) -> dict[tuple[str, int | str], int]:
    return {(lot.part, lot.colour): lot.quantity for lot in bom.lots}


@pytest.mark.parametrize(
    "lines",
    [
        [*ENDS, *DRAWN],
        [*DRAWN, *ENDS],
        [*ENDS, "0 !LPUB PLI BEGIN SUB 30104.dat 4", *DRAWN, "0 !LPUB PLI END"],
    ],
)
def test_ends_beside_what_a_program_bent_are_sold_with_it(lines: list[str]) -> None:
    bom = counted(lines)
    assert quantities(bom) == {("30104", 4): 1}
    assert set(bom.lots[0].sources) == {"208:4", "30104k02:4"}


@pytest.mark.parametrize("begin", [["0 SYNTH SYNTHESIZED BEGIN"], ["0 !LDCAD GENERATED [generator=LDCad 1.6]"]])
def test_a_cable_is_sold_with_the_plugs_at_its_ends(begin: list[str]) -> None:
    plugs = [ref("933c01.dat", 15, at=(0, 0, place)) for place in (-8, 44, 900)]
    cable = [*begin, *(ref("932.dat", 0, at=(0, 0, 4.0 * link)) for link in range(10)), "0 SYNTH SYNTHESIZED END"]
    bom = counted([*plugs, *cable])
    assert quantities(bom) == {("932", 0): 1, ("933c01", 15): 1}
    assert "Drawn as 10 segments" in "".join(notice.message for notice in bom.notices)


def test_ends_of_two_chains_go_each_to_its_own() -> None:
    moved = [line.replace(" 0 0 ", " 100 0 ", 1) for line in [*ENDS, *DRAWN]]
    assert quantities(counted([*ENDS, *DRAWN, *moved])) == {("30104", 4): 2}


def test_ends_that_stand_far_off_or_in_another_colour_are_parts_of_their_own() -> None:
    far = [ref("208.dat", 4, at=(0, 500, 0)), ref("208.dat", 2, at=(0, 0, -20))]
    assert quantities(counted([*far, *DRAWN])) == {("30104", 4): 2, ("30104", 2): 1}
