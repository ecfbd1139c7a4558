"""Files that are not what their ending says: what is wrong with the first bytes of such a file, as far as they tell."""

from dataclasses import dataclass
from typing import Literal

from brickcore.errors import BrickError
from brickcore.markup import root_name

ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
XMLS = (b"<", b"\xff\xfe<", b"\xfe\xff\0<")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Promise:
    """What an ending promises: the key of a format, how such a file begins, and what stands in it."""

    format: str
    begins: Literal["XML", "a zip", "GLB"]
    holds: str


PROMISES = {
    ".bsx": Promise("bsx", "XML", "BrickStoreXML"),
    ".lxfml": Promise("ldd", "XML", "LXFML"),
    ".lxf": Promise("ldd", "a zip", "IMAGE100.LXFML"),
    ".io": Promise("studio", "a zip", "model.ldr"),
    ".xlsx": Promise("xlsx", "a zip", "xl/workbook.xml"),
    ".3mf": Promise("3mf", "a zip", ".model file"),
    ".glb": Promise("glb", "GLB", ""),
}


def broken_promise(promise: Promise, data: bytes, start: bytes, name: str) -> str:
    """What is wrong with a file of which no reader's mark was found, without a full stop."""
    if promise.begins == "XML" and start.startswith(XMLS):
        return f"its first element is <{first_element(data, name)}>, not <{promise.holds}>"
    if promise.begins == "a zip" and start.startswith(ZIPS):
        return f"there is no {promise.holds} in the zip"
    return f"it does not begin as {promise.begins} does"


def first_element(data: bytes, name: str) -> str:
    """What a document's first element is called; a question mark where that cannot be read."""
    try:
        return root_name(data, name)[:_LONGEST_NAME]
    except BrickError:
        return "?"
