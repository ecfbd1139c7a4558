"""Files that no reader takes: told by first bytes, then by name."""

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from brickcore.bundles.manifest import MARK
from brickcore.formats.misnamed import PROMISES, XMLS, ZIPS, broken_promise, first_element
from brickcore.formats.table import FORMATS
from brickcore.programs.kinds import ENDINGS


@dataclass(frozen=True, slots=True)
class Foreign:
    """`what` such a file is, `why` nothing comes of it, and the hint: what to do instead."""

    what: str
    hint: str
    why: str = "no parts can be read from it"


_AGAIN = "Save or export it again in the program that made it; the endings that are read stand on the page of formats."
_ATTACH = "Upload the build's model or parts list first; this file can be attached to the build afterwards."
_UNPACK = "Unpack it, and upload the model file inside."
_AS_MESH = "Export it as .stl, .3mf or .glb, and upload that."
_AS_TABLE_TOO = "Save or export it again in the program that made it, or as .csv, and upload that."
_AS_TABLE = "Save it as .xlsx or .csv, and upload that."

_PICTURE = Foreign("a picture", _ATTACH)
_MESH = Foreign("a 3D mesh of a kind that is not read", _AS_MESH)
_PROGRAM = Foreign("a program for a robot", _ATTACH)
_TABLE = Foreign("a spreadsheet of a kind that is not read", _AS_TABLE)
_ZIP = Foreign("a zip file", _UNPACK)
_BUNDLE = Foreign("a whole build", "Upload it as a new build: it is imported with all of its revisions.")
_XML = Foreign("an XML file of a kind that is not read", _AGAIN)

_BY_START = (
    *((mark, _ZIP) for mark in ZIPS),
    *((mark, _XML) for mark in XMLS),
    (b"\x1f\x8b", Foreign("a gzip file", _UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", Foreign("a 7z file", _UNPACK)),
    (b"Rar!", Foreign("a RAR file", _UNPACK)),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"RIFF", _PICTURE),
    (b"%PDF", Foreign("a PDF document", _ATTACH)),
)
_BY_ENDING = {
    **dict.fromkeys((".gltf", ".dae", ".step", ".stp", ".fbx", ".blend"), _MESH),
    **{ending: _PROGRAM for ending, kind in ENDINGS.items() if kind.family == "program"},
    ".rbf": _PROGRAM,
    **dict.fromkeys((".xls", ".ods", ".numbers"), _TABLE),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg", ".tif", ".tiff"), _PICTURE),
}
_LINE_TYPES = (b"0", b"1", b"2", b"3", b"4", b"5")
_BOM = b"\xef\xbb\xbf"


def foreign_kind(data: bytes, name: str) -> Foreign | None:
    """What kind of file this is, if surely none that is read.

    Text whose first word is a line type of LDraw is taken as LDraw, whatever its name.
    """
    start = data[:256].removeprefix(_BOM).lstrip()
    if start.startswith(b"PK") and MARK.encode() in start[:64]:
        return _BUNDLE
    ending = PurePosixPath(name.lower()).suffix
    named = _BY_ENDING.get(ending) or _misnamed(data, start, name, ending)
    by_start = next((kind for first, kind in _BY_START if start.startswith(first)), None)
    if by_start in (_ZIP, _XML) and named is not None:
        return named  # the ending says what is inside
    if by_start is _XML:
        return replace(_XML, why=f"its first element is <{first_element(data, name)}>")
    if by_start is not None or start.split(None, 1)[:1] in ([kind] for kind in _LINE_TYPES):
        return by_start
    return named


def _misnamed(data: bytes, start: bytes, name: str, ending: str) -> Foreign | None:
    promise = PROMISES.get(ending)
    if promise is None:
        return None
    hint = {"list": _AS_TABLE_TOO, "solid": _AS_MESH}.get(FORMATS[promise.format].gives, _AGAIN)
    return Foreign(f"no {FORMATS[promise.format].title}", hint, broken_promise(promise, data, start, name))
