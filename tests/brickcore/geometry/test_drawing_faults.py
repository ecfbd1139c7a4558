"""Which lines of a part file make it untrustworthy, and what is said of them."""

from pathlib import Path

import pytest

from brickcore.geometry.drawing_faults import drawing_fault, part_fault
from brickcore.geometry.part_text import read_part_text
from brickcore.library import open_library

TRIANGLE = "3 16 0 0 0 20 0 0 0 20 0"


def fault(*lines: str, end: str = "\n") -> tuple[int | None, str]:
    """Line and reason of the first fault behind a title and a sound triangle."""
    error = drawing_fault("parts/1.dat", end.join(["0 Part", TRIANGLE, *lines, ""]).encode())
    if error is None:
        return None, ""
    assert error.location is not None
    assert (error.code, error.location.file) == ("PART_BROKEN_LINE", "parts/1.dat")
    return error.location.line, error.message


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("3 16 0 0 0 20 0 0 0 20", "a triangle takes a colour and 9 numbers, and the line has 9 of these 10."),
        ("3", "a triangle takes a colour and 9 numbers, and the line has 0 of these 10."),
        ("2 24 0 0 0 1 O", "a line takes a colour and 6 numbers, and “O” is no number from -32,000 to 32,000."),
        (
            "4 16 0 0 0 20 0 0 20 20 0 nan 20 0",
            "a quadrilateral takes a colour and 12 numbers, and “nan” is no number from -32,000 to 32,000.",
        ),
        (
            "5 24 0 0 0 1e5 0 0 0 0 1 0 0 1",
            "a conditional line takes a colour and 12 numbers, and “1e5” is no number from -32,000 to 32,000.",
        ),
        ("3 red 0 0 0 20 0 0 0 20 0", "a triangle takes a colour and 9 numbers, and “red” is no colour."),
        ("3 0x2FFGG00 0 0 0 20 0 0 0 20 0", "a triangle takes a colour and 9 numbers, and “0x2FFGG00” is no colour."),
        (
            "1 16 0 0 0 1 0 0 0 1 0 0 0 1",
            "a reference takes a colour, 12 numbers and a file's name, and the line has 13 of these 14.",
        ),
        (
            "1 16 0,5 0 0 1 0 0 0 1 0 0 0 1 3001.dat",
            "a reference takes a colour, 12 numbers and a file's name, and “0,5” is no number from -32,000 to 32,000.",
        ),
    ],
)
def test_a_line_that_cannot_be_drawn_is_told_with_its_place(line: str, reason: str) -> None:
    assert fault(line, TRIANGLE) == (3, reason)
    assert fault("", f"\t {line.replace(' ', '   ')} ", end="\r\n") == (4, reason)
    assert fault(line, end="\r") == (3, reason)


@pytest.mark.parametrize(
    "line",
    [
        "3 0x2FF0000 -.5 +3 20. 1e-2 0 0 0 20 0",
        "3 16 0 0 0 20 0 0 0 20 0 and what nobody asked for",
        "1 16 0 0 0 1 0 0 0 1 0 0 0 1 a name with blanks.dat",
        "316 0 0 0",
        "9 16 0 0 0",
        "words of somebody's",
        "0 3 16 0 0",
        "",
    ],
)
def test_what_can_be_drawn_or_is_no_drawing_is_no_fault(line: str) -> None:
    assert fault(line) == (None, "")


def test_the_same_lines_are_faults_that_the_mesher_leaves_out() -> None:
    lines = ["3 16 0 0 0 20 0 0 0 20 1e5", "4 16 0 0 0 20 0 0 20 20 0 0 20 x", "2 24 0 0 0 1 1"]
    assert [fault(line)[0] for line in lines] == [3, 3, 3]
    soup, _references = read_part_text("\n".join(["0 Part", TRIANGLE, *lines]).encode())
    assert (len(soup.triangles), len(soup.hard)) == (1, 0)


def test_no_text_at_all_is_told_before_its_lines() -> None:
    error = part_fault("parts/1.dat", b"3 16 0 0 0\0")
    assert error is not None
    assert error.code == "PART_NOT_TEXT"


@pytest.mark.shared
def test_every_file_of_the_official_library_can_be_drawn(shared: Path) -> None:
    library = open_library(shared / "ldraw" / "library.zip")
    texts = ((name, library.text(name)) for name in library.names())
    assert [name for name, text in texts if text is None or part_fault(f"parts/{name}", text)] == []
