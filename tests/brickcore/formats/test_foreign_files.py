import pytest

from brickcore.errors import BrickError
from brickcore.formats import detect, read

ZIP = b"PK\x03\x04rest"


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (ZIP, "house.zip", "a zip file"),
        (ZIP, "robot.llsp3", "a program for a robot"),
        (b"<html/>", "wanted.xml", "an XML file of a kind that is not read"),
        (b"PNG?", "house.glb", "a damaged 3D mesh"),
        (b"PNG?", "house.io", "a damaged model"),
        (b"PNG?", "parts.xlsx", "a damaged parts list"),
        (b"PNG?", "parts.ods", "a spreadsheet of a kind that is not read"),
        (b"PK\x05\x06" + bytes(18), "empty.zip", "a zip file"),
        (b"\x89PNG\r\n\x1a\n", "house.ldr", "a picture"),
        (b"\xff\xd8\xff\xe0", "house.jpg", "a picture"),
        (b"GIF89a", "house.gif", "a picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "house.webp", "a picture"),
        (b"ISO-10303-21;", "house.step", "a 3D mesh of a kind that is not read"),
        (b"7z\xbc\xaf\x27\x1c", "house.7z", "a 7z file"),
        (b"%PDF-1.7", "house.pdf", "a PDF document"),
        (b"from pybricks.hubs import PrimeHub\n", "robot.py", "a program for a robot"),
    ],
)
def test_a_file_of_another_kind_is_named_for_what_it_is(data: bytes, name: str, what: str) -> None:
    with pytest.raises(BrickError) as refused:
        read(data, name)
    assert refused.value.code == "UNSUPPORTED_FORMAT"
    assert refused.value.message == f"{name} is {what}: it cannot become a build."
    assert refused.value.hint


@pytest.mark.parametrize("name", ["house.ldr", "house.txt", "house.csv", "house", "house.io"])
def test_ldraw_text_is_read_whatever_its_name(name: str) -> None:
    assert detect(b"0 House\n1 4 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat\n", name) == "ldraw"


def test_a_whole_build_is_no_revision_of_one() -> None:
    with pytest.raises(BrickError) as refused:
        read(b"PK\x03\x04" + bytes(26) + b"brickfolk-build", "crane.zip")
    assert "a whole build" in refused.value.message
    assert "imported with all of its revisions" in refused.value.hint
