"""Tables in which parts could get lost without a word, or that no machine should hold."""

import json

import pytest

from brickcore.bom import bill
from brickcore.errors import BrickError, HostileFile
from brickcore.formats import read_content
from brickcore.formats.given import Given
from brickcore.formats.lists.writers import write
from brickcore.partslist import PartsList
from tests.ldraw_text import no_library

HEAD = "Part,Color,Quantity,Name\n"


def listed(text: str | bytes, name: str = "a.csv") -> PartsList:
    content = read_content(text if isinstance(text, bytes) else text.encode(), name)
    assert isinstance(content, PartsList)
    return content


def refusal(text: str | bytes, name: str = "a.csv") -> BrickError:
    with pytest.raises(BrickError) as caught:
        bill(listed(text, name), no_library())
    return caught.value


def test_a_quotation_mark_that_never_closes_is_told_with_its_line() -> None:
    error = refusal(HEAD + '3001,4,1,x\n3002,4,1,"Brick\n' + "3003,4,1,b\n" * 50)
    assert (error.code, error.location and error.location.line) == ("QUOTE_NOT_CLOSED", 3)


def test_rows_between_two_stray_quotation_marks_are_warned_of() -> None:
    found = listed(HEAD + '3001,4,1,"\n3002,4,1,b\n3003,4,1,"\n3004,4,1,x\n')
    assert [notice.code for notice in found.notices if notice.severity == "warning"] == ["ROWS_IN_A_CELL"]


def test_a_remark_of_two_lines_is_no_reason_to_warn() -> None:
    found = listed(HEAD + '3001,4,1,"a long\nname, of three\nlines"\n3004,4,1,x\n')
    assert [(lot.number, lot.name) for lot in found.lots] == [("3001", "a long name, of three lines"), ("3004", "x")]
    assert not [notice for notice in found.notices if notice.severity == "warning"]


def test_lines_may_end_by_a_carriage_return_alone() -> None:
    assert [lot.number for lot in listed(HEAD.replace("\n", "\r") + "3001,4,1,x\r3002,4,1,y").lots] == ["3001", "3002"]


def test_the_mark_of_a_file_that_was_joined_to_another_is_no_part_of_a_number() -> None:
    assert [lot.number for lot in listed(HEAD + "\ufeff3001,4,1,x\n3002,4,1,y\n").lots] == ["3001", "3002"]


def test_letters_of_four_bytes_are_no_text_of_two() -> None:
    assert refusal((HEAD + "3001,4,1,x\n").encode("utf-32")).code == "NOT_TEXT"


def test_more_parts_than_anyone_has_are_refused_before_they_are_stored() -> None:
    error = refusal(HEAD + "3001,4,1000000,x\n" * 11)
    assert (error.code, type(error)) == ("TOO_MANY_PARTS", HostileFile)
    assert "11,000,000 parts" in error.message


def test_an_array_whose_objects_share_no_key_is_refused_before_it_is_a_table() -> None:
    rows = [{f"k{number % 150}": 1} for number in range(60_000)]
    error = refusal(json.dumps([*rows, {"part": "3001", "quantity": 1}]), "a.json")
    assert (error.code, type(error)) == ("TABLE_TOO_LARGE", HostileFile)


@pytest.mark.parametrize("key", ["csv", "json", "xlsx", "bricklink", "bsx", "rebrickable"])
def test_half_a_letter_is_written_as_a_whole_one(key: str) -> None:
    told = '[{"part": "3001", "quantity": 1, "name": "a\\ud800b", "color": "\\udfff", "remarks": "\\ud800"}]'
    assert write(Given(listed(told, "a.json"), "a", no_library()), key)
