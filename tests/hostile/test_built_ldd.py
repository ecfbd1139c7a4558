"""LDD models whose words would be lines or places elsewhere."""

from brickcore.bom import bill
from brickcore.content import AS_USUAL
from brickcore.formats import read, read_content
from brickcore.formats.given import Given
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
