from brickcore.bom import Bom, count
from brickcore.formats import read
from tests.ldraw_text import mpd, no_library, ref

CLOSED = [ref("3001.dat", 4, at=(20 * step, 0, 0)) for step in range(20)]
OPEN = [ref("3001.dat", 4, at=(20 * step, 0, 60 * (step % 2))) for step in range(20)]
APART = "1 4 0 0 200 1 0 0 0 1 0 0 0 1 b.ldr"
TURNED = "1 4 190 0 -190 0 0 1 0 1 0 -1 0 0 b.ldr"


def counted(a: list[str], b: list[str], second: str = ref("b.ldr"), root: int = 30) -> Bom:
    more = [ref("3002.dat", 1, at=(0, 24 * step, 0)) for step in range(root)]
    return count(read(mpd(main=[ref("a.ldr"), second, *more], a=a, b=b), "model.mpd"), no_library())


def test_one_thing_in_two_positions_is_counted_once_and_said_on_its_line() -> None:
    bom = counted(CLOSED, [*OPEN[:10], *CLOSED[10:]])
    assert [(lot.part, lot.quantity) for lot in bom.lots] == [("3001", 20), ("3002", 30)]
    assert [[notice.code for notice in lot.notices] for lot in bom.lots] == [["TWO_POSITIONS"], []]
    warning, note = bom.notices
    assert (warning.severity, note.severity, str(warning.location)) == ("warning", "note", "main.ldr, line 3")
    assert warning.message.startswith("a.ldr and b.ldr hold exactly the same 20 parts")


def test_what_stands_apart_is_built_twice() -> None:
    assert counted(CLOSED, OPEN, APART).parts == 70


def test_what_crosses_its_like_is_the_same_shape_and_built_twice() -> None:
    assert counted(CLOSED, CLOSED, TURNED).parts == 70
    assert counted(CLOSED, CLOSED).parts == 70


def test_other_parts_in_the_same_place_are_built_too() -> None:
    assert counted(CLOSED, [*OPEN[:-1], ref("3001.dat", 1)]).parts == 70


def test_what_is_small_may_well_be_there_twice() -> None:
    assert counted(CLOSED[:10], OPEN[:10]).parts == 50
    assert counted(CLOSED, OPEN, root=500).parts == 540


def test_positions_of_what_a_submodel_places_count_too() -> None:
    closed = [ref("c.ldr"), ref("c.ldr", at=(0, 0, 40))]
    opened = [ref("c.ldr"), ref("c.ldr", at=(0, 0, 60))]
    lines = [ref("3002.dat", 1, at=(0, 24 * step, 0)) for step in range(30)]
    text = mpd(main=[ref("a.ldr"), ref("b.ldr"), *lines], a=closed, b=opened, c=CLOSED)
    assert count(read(text, "model.mpd"), no_library()).parts == 70


def test_large_things_in_two_positions_are_no_versions_to_choose_from() -> None:
    many = [ref("3001.dat", 4, at=(20 * step, 0, 0)) for step in range(60)]
    spread = [ref("3001.dat", 4, at=(20 * step, 0, 30 * (step % 2))) for step in range(60)]
    bom = counted(many, spread)
    assert (bom.parts, {notice.code for notice in bom.notices}) == (90, {"TWO_POSITIONS"})
