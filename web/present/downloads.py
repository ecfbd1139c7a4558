"""What can be taken away from a build's page, in groups: the file itself, the model, the parts."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from builds.models import Asset, Revision
from builds.selectors.downloads import Download, downloads_of
from web.present import figures
from web.present.formats import format_title

GROUPS: Mapping[str, str | Promise] = {
    "file": gettext_lazy("As it was uploaded"),
    "model": gettext_lazy("The model"),
    "list": gettext_lazy("The parts list"),
}
TITLES: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "model.glb": (gettext_lazy("3D scene"), "GLB"),
    "model.mpd": (gettext_lazy("LDraw model"), "MPD"),
    "model.lxfml": (gettext_lazy("LEGO Digital Designer"), "LXFML"),
    "model.stl": (gettext_lazy("Mesh for printing"), "STL"),
    "model.obj": (gettext_lazy("Mesh"), "OBJ"),
    "model.ply": (gettext_lazy("Mesh"), "PLY"),
    "model.3mf": (gettext_lazy("Mesh for printing"), "3MF"),
    "parts.csv": (gettext_lazy("Table, with prices and all numbers"), "CSV"),
    "parts.xlsx": (gettext_lazy("Spreadsheet"), "XLSX"),
    "parts.json": (gettext_lazy("For programs"), "JSON"),
    "wanted-list.xml": (gettext_lazy("BrickLink wanted list"), "XML"),
    "parts.bsx": (gettext_lazy("BrickStore document"), "BSX"),
    "rebrickable.csv": (gettext_lazy("Rebrickable table"), "CSV"),
}


@dataclass(frozen=True, slots=True)
class DownloadShown:
    """One line of the menu."""

    name: str
    title: str
    note: str
    later: bool


@dataclass(frozen=True, slots=True)
class DownloadGroup:
    """Some of them under one head."""

    key: str
    title: str
    files: tuple[DownloadShown, ...]


def download_groups(revision: Revision, assets: Mapping[str, Asset]) -> list[DownloadGroup]:
    """All downloads of a revision. `assets` are the newest of each kind, to say how large what is made is."""
    files = downloads_of(revision)
    groups = [
        DownloadGroup(key, str(title), tuple(_shown(one, revision, assets) for one in files if one.group == key))
        for key, title in GROUPS.items()
    ]
    return [group for group in groups if group.files]


def download_title(name: str, revision: Revision) -> str:
    """What a download is called."""
    return str(TITLES[name][0]) if name in TITLES else revision.file_name


def _shown(one: Download, revision: Revision, assets: Mapping[str, Asset]) -> DownloadShown:
    if one.group == "file":
        return DownloadShown(one.name, revision.file_name, format_title(revision.format), later=False)
    note = str(TITLES[one.name][1])
    asset = assets.get(one.kind) if one.kind else None
    if asset is not None:
        note = _("%(ending)s, %(size)s") % {"ending": note, "size": figures.file_size(asset.file.size)}
    return DownloadShown(one.name, download_title(one.name, revision), note, later=bool(one.kind) and asset is None)
