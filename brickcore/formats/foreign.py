"""Files that are no models, or models of kinds for which there is no reader: told by first bytes, then by name."""

from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True)
class Foreign:
    """`what` such a file is, and the hint: what to do instead."""

    what: str
    hint: str


_AS_LDRAW = "Export it as LDraw (.ldr or .mpd) in the program that made it, and upload that."
_ATTACH = "Upload the model file first; this file can be attached to the build afterwards."
_UNPACK = "Unpack it, and upload the .ldr or .mpd file inside."
_NO_PARTS = "Upload the model that was built in LDraw (.ldr or .mpd), which names its parts."
_LIST = "A parts list does not say where parts stand. Upload the model itself (.ldr or .mpd)."

_STUDIO = Foreign("a Studio model (.io)", "Open it in Studio, export it as LDraw (.ldr), and upload that.")
_DESIGNER = Foreign("a LEGO Digital Designer model", "Open it in Studio, export it as LDraw (.ldr), and upload that.")
_PICTURE = Foreign("a picture", _ATTACH)
_MESH = Foreign("a 3D mesh", _NO_PARTS)
_PROGRAM = Foreign("a program for a robot", _ATTACH)
_PARTS_LIST = Foreign("a parts list", _LIST)
_ZIP = Foreign("a zip file", _UNPACK)
_XML = Foreign("an XML file", _AS_LDRAW)

_BY_START = (
    (b"PK\x03\x04", _ZIP),
    (b"PK\x05\x06", _ZIP),
    (b"<", _XML),
    (b"\xff\xfe<", _XML),
    (b"\xfe\xff\0<", _XML),
    (b"\x1f\x8b", Foreign("a gzip file", _UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", Foreign("a 7z file", _UNPACK)),
    (b"Rar!", Foreign("a RAR file", _UNPACK)),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"RIFF", _PICTURE),
    (b"%PDF", Foreign("a PDF document", _ATTACH)),
    (b"glTF", _MESH),
)
_BY_ENDING = {
    ".io": _STUDIO,
    **dict.fromkeys((".lxf", ".lxfml"), _DESIGNER),
    **dict.fromkeys((".stl", ".obj", ".3mf", ".gltf", ".glb", ".dae", ".ply", ".step", ".stp"), _MESH),
    **dict.fromkeys((".ev3", ".lms", ".lmsp", ".llsp", ".llsp3", ".rbt", ".rbf", ".py"), _PROGRAM),
    **dict.fromkeys((".csv", ".tsv", ".bsx", ".xlsx", ".xls", ".ods"), _PARTS_LIST),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg", ".tif", ".tiff"), _PICTURE),
    ".json": Foreign("a JSON file", _AS_LDRAW),
}
_LINE_TYPES = (b"0", b"1", b"2", b"3", b"4", b"5")
_BOM = b"\xef\xbb\xbf"


def foreign_kind(data: bytes, name: str) -> Foreign | None:
    """What kind of file this is, if surely not LDraw.

    Text whose first word is a line type of LDraw is taken as LDraw, whatever its name.
    """
    start = data[:256].removeprefix(_BOM).lstrip()
    named = _BY_ENDING.get(PurePosixPath(name.lower()).suffix)
    by_start = next((kind for first, kind in _BY_START if start.startswith(first)), None)
    if by_start in (_ZIP, _XML) and named is not None:
        return named  # the ending says what is inside
    if by_start is not None or start.split(None, 1)[:1] in ([kind] for kind in _LINE_TYPES):
        return by_start
    return named
