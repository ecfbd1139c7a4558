import pytest

from brickcore.errors import BrickError
from brickcore.formats import detect, read, read_content

ZIP = b"PK\x03\x04rest"
EMPTY_ZIP = b"PK\x05\x06" + bytes(18)


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (ZIP, "house.zip", "a zip file"),
        (ZIP, "robot.llsp3", "a program for a robot"),
        (b"PNG?", "parts.ods", "a spreadsheet of a kind that is not read"),
        (EMPTY_ZIP, "empty.zip", "a zip file"),
        (b"\x89PNG\r\n\x1a\n", "house.ldr", "a picture"),
        (b"\xff\xd8\xff\xe0", "house.jpg", "a picture"),
        (b"GIF89a", "house.gif", "a picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "house.webp", "a picture"),
        (b"ISO-10303-21;", "house.step", "a 3D mesh of a kind that is not read"),
        (b"7z\xbc\xaf\x27\x1c", "house.7z", "a 7z file"),
        (b"%PDF-1.7", "house.pdf", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "shelf.bsx", "a picture"),
        (b"from pybricks.hubs import PrimeHub\n", "robot.py", "a program for a robot"),
    ],
)
def test_a_file_of_another_kind_is_named_for_what_it_is(data: bytes, name: str, what: str) -> None:
    with pytest.raises(BrickError) as refused:
        read(data, name)
    assert refused.value.code == "UNSUPPORTED_FORMAT"
    assert refused.value.message == f"{name} is {what}: no parts can be read from it."
    assert refused.value.hint


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"hello", "shelf.bsx", "is no BrickStore document: it does not begin as XML does."),
        (b"\0" * 64, "shelf.bsx", "is no BrickStore document: it does not begin as XML does."),
        (b"<Foo/>", "shelf.bsx", "is no BrickStore document: its first element is <Foo>, not <BrickStoreXML>."),
        (b"<LXFM/>", "a.lxfml", "is no LEGO Digital Designer model: its first element is <LXFM>, not <LXFML>."),
        (b"<html/>", "wanted.xml", "is an XML file of a kind that is not read: its first element is <html>."),
        (b"PNG?", "house.io", "is no BrickLink Studio model: it does not begin as a zip does."),
        (b"PNG?", "house.glb", "is no glTF scene: it does not begin as GLB does."),
        (EMPTY_ZIP, "a.xlsx", "is no spreadsheet of parts: there is no xl/workbook.xml in the zip."),
    ],
)
def test_a_file_that_is_not_what_its_ending_says_is_told_what_is_wrong(data: bytes, name: str, message: str) -> None:
    with pytest.raises(BrickError) as refused:
        read_content(data, name)
    assert (refused.value.code, refused.value.message) == ("UNSUPPORTED_FORMAT", f"{name} {message}")
    assert refused.value.hint


@pytest.mark.parametrize("name", ["shelf.bsx", "wanted.xml", "model.lxfml"])
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<BrickStoreX", "BROKEN_XML"),
        (b"\xff\xfe<\0x", "BROKEN_XML"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><INVENTORY/>', "XML_DECLARES"),
    ],
)
def test_xml_that_breaks_off_or_declares_things_says_so(data: bytes, name: str, code: str) -> None:
    with pytest.raises(BrickError) as refused:
        read_content(data, name)
    assert refused.value.code == code


@pytest.mark.parametrize("name", ["house.ldr", "house.txt", "house.csv", "house", "house.io"])
def test_ldraw_text_is_read_whatever_its_name(name: str) -> None:
    assert detect(b"0 House\n1 4 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat\n", name) == "ldraw"


def test_a_whole_build_is_no_revision_of_one() -> None:
    with pytest.raises(BrickError) as refused:
        read(b"PK\x03\x04" + bytes(26) + b"brickfolk-build", "crane.zip")
    assert "a whole build" in refused.value.message
    assert "imported with all of its revisions" in refused.value.hint
