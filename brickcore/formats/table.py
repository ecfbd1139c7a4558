"""The formats: what each is called, how files of it are told, and who reads and writes it.

Readers and writers are imported when they are asked for: some need libraries that take longer to load than a model
takes to read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Gives = Literal["model", "list", "solid", "program", "note", "build"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `reader` is a module with `read(data, name, asked) -> Content`, `writer` one with
    `write(given, key) -> bytes`; empty where there is none. The first of `endings` is given to files that are written.
    """

    key: str
    title: str
    endings: tuple[str, ...]
    gives: Gives
    reader: str = ""
    writer: str = ""


_LISTS, _LIST_WRITER = "brickcore.formats.lists", "brickcore.formats.lists.writers"
_SOLIDS, _SOLID_WRITER = "brickcore.formats.solids.reader", "brickcore.formats.solids.writer"
_ALL = (
    Format("ldraw", "LDraw model", (".mpd", ".ldr", ".dat", ".l3b"), "model", "brickcore.formats.ldraw.reader",
           "brickcore.formats.ldraw.writer"),
    Format("ldd", "LEGO Digital Designer model", (".lxfml", ".lxf"), "model", "brickcore.formats.ldd.reader",
           "brickcore.formats.ldd.writer"),
    Format("studio", "BrickLink Studio model", (".io",), "model", "brickcore.formats.studio.reader"),
    Format("bricklink", "BrickLink list", (".xml",), "list", f"{_LISTS}.bricklink", _LIST_WRITER),
    Format("bsx", "BrickStore document", (".bsx",), "list", f"{_LISTS}.bsx", _LIST_WRITER),
    Format("csv", "table of parts", (".csv", ".tsv"), "list", f"{_LISTS}.delimited", _LIST_WRITER),
    Format("rebrickable", "Rebrickable table", (".csv",), "list", "", _LIST_WRITER),  # read as any other table
    Format("xlsx", "spreadsheet of parts", (".xlsx",), "list", f"{_LISTS}.spreadsheet", _LIST_WRITER),
    Format("json", "list of parts in JSON", (".json",), "list", f"{_LISTS}.records", _LIST_WRITER),
    Format("pbg", "LDCad part bin", (".pbg",), "list", f"{_LISTS}.pbg"),
    Format("stl", "STL mesh", (".stl",), "solid", _SOLIDS, _SOLID_WRITER),
    Format("obj", "Wavefront mesh", (".obj",), "solid", _SOLIDS, _SOLID_WRITER),
    Format("ply", "Stanford mesh", (".ply",), "solid", _SOLIDS, _SOLID_WRITER),
    Format("3mf", "3MF mesh", (".3mf",), "solid", _SOLIDS, _SOLID_WRITER),
    Format("glb", "glTF scene", (".glb",), "solid", _SOLIDS, _SOLID_WRITER),
)  # fmt: skip

FORMATS: Mapping[str, Format] = {one.key: one for one in _ALL}
