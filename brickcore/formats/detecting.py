"""Which format a file has: told by its content where that says so, and by its name where it does not."""

from pathlib import PurePosixPath

from brickcore.archives import Archive, open_archive
from brickcore.errors import BrickError
from brickcore.formats.misnamed import XMLS, ZIPS
from brickcore.formats.sniffing import ENDINGS, sniffed
from brickcore.markup import root_name

_BOM = b"\xef\xbb\xbf"
_LINE_TYPES = (b"0", b"1", b"2", b"3", b"4", b"5")
_ROOTS = {"LXFML": "ldd", "INVENTORY": "bricklink", "BrickStoreXML": "bsx", "BrickStockXML": "bsx"}
_MESHES = ((b"glTF", "glb"), (b"ply\n", "ply"), (b"ply\r", "ply"))
_STL_HEAD, _STL_ROW = 84, 50
_BY_ENDING = {
    ".stl": "stl",
    ".obj": "obj",
    ".ply": "ply",
    ".pbg": "pbg",
    ".json": "json",
    **dict.fromkeys((".csv", ".tsv", ".tab"), "csv"),
}


def kind_of(data: bytes, name: str) -> str | None:
    """The key of the format that these bytes have, whether or not it is read; None where they are of no known kind.

    Text whose first word is a line type of LDraw is taken as LDraw, whatever its name; a table's first cell has a tab.
    """
    start = data[:512].removeprefix(_BOM).lstrip()
    if start.startswith(ZIPS):
        return _zip_kind(data, name)
    if start.startswith(XMLS):
        return _xml_kind(data, name)
    mesh = next((key for mark, key in _MESHES if start.startswith(mark)), "stl" if _is_binary_stl(data) else None)
    if mesh:
        return mesh
    if start.split(None, 1)[:1] in ([kind] for kind in _LINE_TYPES) and start[1:2] != b"\t":
        return "ldraw"
    ending = PurePosixPath(name.lower()).suffix
    return sniffed(data) if ending in ENDINGS else _BY_ENDING.get(ending)


def _zip_kind(data: bytes, name: str) -> str | None:
    """By what the zip holds; None for one that cannot be looked into, or that holds nothing known."""
    try:
        archive = open_archive(data, name)
    except BrickError:
        return {".lxf": "ldd", ".io": "studio", ".3mf": "3mf", ".xlsx": "xlsx"}.get(PurePosixPath(name.lower()).suffix)
    return _held(archive)


def _held(archive: Archive) -> str | None:
    if any(one.lower().endswith(".lxfml") for one in archive.names):
        return "ldd"
    if archive.find("model.ldr"):
        return "studio"
    if archive.find("xl/workbook.xml"):
        return "xlsx"
    return "3mf" if any(one.lower().endswith(".model") for one in archive.names) else None


def _xml_kind(data: bytes, name: str) -> str | None:
    try:
        return _ROOTS.get(root_name(data, name))
    except BrickError:  # the reader says what is wrong with it
        return {".lxfml": "ldd", ".bsx": "bsx", ".xml": "bricklink"}.get(PurePosixPath(name.lower()).suffix)


def _is_binary_stl(data: bytes) -> bool:
    """The head counts the triangles, and each takes fifty bytes: no other file adds up so."""
    triangles = int.from_bytes(data[_STL_HEAD - 4 : _STL_HEAD], "little")
    return triangles > 0 and len(data) == _STL_HEAD + _STL_ROW * triangles
