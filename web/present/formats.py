"""The formats as pages speak of them: what is read of each, what is written, and what is lost on the way.

Which formats there are, and how their files end, stands in the core's table alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brickcore.formats.table import FORMATS, Format

Words = str | Promise

GROUPS: Mapping[str, tuple[Words, Words]] = {
    "model": (
        gettext_lazy("Models"),
        gettext_lazy("become a parts list, an estimate, a 3D view and pictures"),
    ),
    "list": (gettext_lazy("Parts lists"), gettext_lazy("become a parts list and an estimate, without a 3D view")),
    "solid": (
        gettext_lazy("Meshes"),
        gettext_lazy("become one part of your own, with its size and a 3D view; you set its price"),
    ),
}
READ: Mapping[str, Words] = {
    "ldraw": gettext_lazy("Parts, colours, places, submodels, steps, parts inside the file, direct colours."),
    "ldd": gettext_lazy("LXFML 4 and 5, alone or zipped: parts, materials, places, bent parts, the picture inside."),
    "studio": gettext_lazy("The model, the author’s own parts, the picture inside; locked with Studio’s own password."),
    "bricklink": gettext_lazy("Wanted lists and inventories: parts, sets, figures, quantities, conditions, prices."),
    "bsx": gettext_lazy("Lots that are not excluded; where it says how many a set has, that counts."),
    "csv": gettext_lazy("Tables whose columns are told by their headings; what was guessed stands in the report."),
    "xlsx": gettext_lazy("The first sheet that holds a list; columns are told by headings, formulas are never run."),
    "json": gettext_lazy("An array of objects, alone or under a key, with the same headings as a table."),
    "pbg": gettext_lazy("The bin’s parts, colours and counts."),
    "stl": gettext_lazy("All triangles, in text or binary."),
    "obj": gettext_lazy("All faces. Materials and pictures that it names are never opened."),
    "ply": gettext_lazy("All faces, in text or binary."),
    "3mf": gettext_lazy("All bodies at their places, in the unit that the file names."),
    "glb": gettext_lazy("All meshes at their places. Files outside of it are never opened."),
}
LOST: Mapping[str, Words] = {
    "ldraw": gettext_lazy("Written: comments and the order of lines. Reading it back gives the same model."),
    "ldd": gettext_lazy(
        "Prints stay out. Without a mapping of LDD’s numbers boxes stand for the parts; written only with one, and "
        "without the parts that it does not know."
    ),
    "studio": gettext_lazy("Instructions, prints, and whatever Studio keeps beside the model."),
    "bricklink": gettext_lazy("Written: lots that have no number at BrickLink are named in a comment."),
    "bsx": gettext_lazy("Written: lots that have no number at BrickLink are named in a comment."),
    "csv": gettext_lazy("Spare parts are left out. Cells that a spreadsheet would run are defused."),
    "rebrickable": gettext_lazy("Lots that have no number at Rebrickable are left out."),
    "xlsx": gettext_lazy("Further sheets, pictures and formatting."),
    "json": gettext_lazy("Nothing of a lot."),
    "pbg": gettext_lazy("Groups, and the places of parts in the bin."),
    "stl": gettext_lazy("Colours. It names no unit: millimetres are taken."),
    "obj": gettext_lazy("Colours. It names no unit: millimetres are taken."),
    "ply": gettext_lazy("Colours. It names no unit: millimetres are taken."),
    "3mf": gettext_lazy("Colours and printers’ settings."),
    "glb": gettext_lazy("Read: colours, animation, sparse and Draco-packed points. Written: nothing that is shown."),
}


@dataclass(frozen=True, slots=True)
class FormatShown:
    """One format in words."""

    title: str
    endings: tuple[str, ...]
    read: str
    written: bool
    lost: str


@dataclass(frozen=True, slots=True)
class FormatGroup:
    """Formats of one kind, and what their files become."""

    title: str
    becomes: str
    formats: tuple[FormatShown, ...]
    endings: tuple[str, ...]


def format_groups() -> list[FormatGroup]:
    """All formats, models first. The endings are those that are read."""
    return [_group(gives, title, becomes) for gives, (title, becomes) in GROUPS.items()]


def endings_read() -> tuple[str, ...]:
    """How files end that can be uploaded, in the table's order."""
    return tuple(ending for one in FORMATS.values() if one.reader for ending in one.endings)


def format_title(key: str) -> str:
    """What a format is called; its key where the table does not have it."""
    return _(FORMATS[key].title) if key in FORMATS else key


def _group(gives: str, title: Words, becomes: Words) -> FormatGroup:
    here = [one for one in FORMATS.values() if one.gives == gives]
    endings = tuple(ending for one in here if one.reader for ending in one.endings)
    return FormatGroup(str(title), str(becomes), tuple(_shown(one) for one in here), endings)


def _shown(one: Format) -> FormatShown:
    return FormatShown(
        title=_begun(_(one.title)),
        endings=one.endings,
        read=str(READ.get(one.key, "")) if one.reader else "",
        written=bool(one.writer),
        lost=str(LOST.get(one.key, "")),
    )


def _begun(title: str) -> str:
    """With a capital, but for names that are spelled without one: glTF."""
    return title[:1].upper() + title[1:] if title.split(" ", maxsplit=1)[0].islower() else title
