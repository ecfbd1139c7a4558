"""LDD models whose words would be lines or places elsewhere, or whose elements would fill the memory."""

import tracemalloc

import pytest

from brickcore.bom import bill
from brickcore.content import AS_USUAL
from brickcore.errors import HostileFile, UnreadableFile
from brickcore.formats import read, read_content
from brickcore.formats.given import Given
from brickcore.formats.ldd import lxfml as reading
from brickcore.formats.ldraw.writer import write
from tests.ldraw_text import no_library

LINE = "&#10;1 4 0 0 0 1 0 0 0 1 0 0 0 1 3003.dat"
STANDS = '<Bone transformation="1,0,0,0,1,0,0,0,1,0,0,0"/>'


def lxfml(design: str, title: str = "x", bones: int = 1) -> bytes:
    part = f'<Part refID="0" designID="{design}" materials="21">{STANDS * bones}</Part>'
    return f'<LXFML name="{title}"><Bricks><Brick designID="{design}">{part}</Brick></Bricks></LXFML>'.encode()


def test_neither_a_design_nor_a_title_adds_lines_to_what_is_written() -> None:
    for bones in (1, 3):
        content = read_content(lxfml(f"3001{LINE}", f"House{LINE}", bones), "a.lxfml", AS_USUAL)
        again = read(write(Given(content, "a", no_library()), "ldraw"), "a.mpd")
        assert bill(again, no_library()).parts == 1


def test_a_hose_of_very_many_bones_is_drawn_through_some_of_them() -> None:
    model = read(lxfml("76384", bones=20_000), "a.lxfml")
    assert [text.count(b"\n4 16 ") for text in model.embedded.values()] == [(500 - 1) * 8]


def test_a_design_that_is_a_path_is_counted_as_a_number_that_leads_nowhere() -> None:
    lots = bill(read_content(lxfml("../../etc/passwd"), "a.lxfml", AS_USUAL), no_library()).lots
    assert [(lot.part, lot.quantity) for lot in lots] == [("..-..-etc-passwd", 1)]


def test_a_part_of_no_design_is_counted_all_the_same() -> None:
    lots = bill(read_content(lxfml(""), "a.lxfml", AS_USUAL), no_library()).lots
    assert [(lot.part, lot.quantity) for lot in lots] == [("unknown", 1)]


def test_bricks_of_nothing_take_no_memory_each() -> None:
    data = b"<LXFML><Bricks>" + b"<Brick/>" * 100_000 + b"</Bricks></LXFML>"
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableFile) as refused:
            read(data, "a.lxfml")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert refused.value.code == "NO_PARTS"
    assert peak < 8 << 20  # a tree of them has 30 MB


@pytest.mark.parametrize(("most", "words"), [("MOST_PARTS", "3 parts"), ("MOST_BONES", "3 bones")])
def test_more_than_any_model_has_is_refused_before_it_is_built(
    monkeypatch: pytest.MonkeyPatch, most: str, words: str
) -> None:
    monkeypatch.setattr(reading, most, 3)
    bricks = b'<Brick designID="3001"><Part designID="3001"><Bone/></Part></Brick>'
    assert read(b"<LXFML><Bricks>" + bricks * 3 + b"</Bricks></LXFML>", "a.lxfml").root == "a.lxfml.dat"
    with pytest.raises(HostileFile, match=words) as refused:
        read(b"<LXFML><Bricks>" + bricks * 4 + b"</Bricks></LXFML>", "a.lxfml")
    assert (refused.value.code, refused.value.hint) == ("TOO_MANY_PARTS", "Split the model.")


@pytest.mark.parametrize(
    "inside",
    ["<Bone/>", "<Part/>", "<Step/><PartRef/>", "<Group><Part designID='3002'/></Group>"],
)
def test_elements_in_places_where_they_mean_nothing_are_passed_over(inside: str) -> None:
    whole = lxfml("3001").replace(b"<Bricks>", f"<Scene>{inside}</Scene><Bricks>".encode(), 1)
    odd = lxfml("3001").replace(b"<Brick ", f"{inside}<Brick ".encode(), 1)
    for data in (whole, odd):
        lots = bill(read_content(data, "a.lxfml", AS_USUAL), no_library()).lots
        assert [(lot.part, lot.quantity) for lot in lots] == [("3001", 1)]
