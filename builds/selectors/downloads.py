"""What can be downloaded of a revision, in which formats, and under which names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from brickcore.formats.table import FORMATS
from builds.models import Asset, Build, Revision
from parts.services.library_place import mapping_place

Group = Literal["file", "model", "list"]
Kind = Asset.Kind


@dataclass(frozen=True, slots=True)
class Download:
    """One file: its last segment in the address, its format's key in the core's table, its type, where it belongs."""

    name: str
    format: str
    content_type: str
    group: Group

    @property
    def kind(self) -> Kind | None:
        """The asset that holds it, where one does."""
        return Kind(self.format) if self.group == "model" else None


XML, TABLE = "application/xml; charset=utf-8", "text/csv; charset=utf-8"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ALL = (
    Download("original", "", "application/octet-stream", "file"),
    Download("model.glb", "glb", "model/gltf-binary", "model"),
    Download("model.mpd", "ldraw", "application/x-multi-part-ldraw", "model"),
    Download("model.lxfml", "ldd", XML, "model"),
    Download("model.stl", "stl", "model/stl", "model"),
    Download("model.obj", "obj", "model/obj", "model"),
    Download("model.ply", "ply", "application/octet-stream", "model"),
    Download("model.3mf", "3mf", "model/3mf", "model"),
    Download("parts.csv", "csv", TABLE, "list"),
    Download("parts.xlsx", "xlsx", SHEET, "list"),
    Download("parts.json", "json", "application/json", "list"),
    Download("wanted-list.xml", "bricklink", XML, "list"),
    Download("parts.bsx", "bsx", XML, "list"),
    Download("rebrickable.csv", "rebrickable", TABLE, "list"),
)
DOWNLOADS: Mapping[str, Download] = {one.name: one for one in _ALL}
_NAMES_PARTS = (Kind.LDRAW, Kind.LDD)
"""Formats that place parts of a catalogue, which a mesh has none of."""


def downloads_of(revision: Revision) -> list[Download]:
    """What this revision can be had as. No query: whether a file is made yet is asked when somebody wants it."""
    return [one for one in _ALL if _is_for(one, revision)]


def _is_for(one: Download, revision: Revision) -> bool:
    if one.group == "file":
        return True
    if one.group == "list":
        return bool(revision.lot_count) and Revision.Stage.IDENTIFIED in revision.stage_figures
    shown = revision.stage_figures.get(Revision.Stage.SHOWN.value)
    if not shown or "absent" in shown:
        return False
    if one.kind == Kind.GLB:
        return "failed" not in shown
    form = FORMATS.get(revision.format)
    if form is None or one.kind not in _NAMES_PARTS:
        return form is not None
    return form.gives == "model" and (one.kind != Kind.LDD or mapping_place() is not None)


def download_name(build: Build, revision: Revision, one: Download) -> str:
    """What the file is called: `crane.stl`, `crane-parts.csv`, `crane-wanted-list.xml`; the upload keeps its name."""
    if one.group == "file":
        return revision.file_name
    return build.slug + one.name.removeprefix("model") if one.group == "model" else f"{build.slug}-{one.name}"
