"""Studio models: bytes in, a Model out.

There is no published specification. Studio locks its files with one fixed password, which it has never kept secret;
it protects nobody's work, and files without it are read as well.
"""

import json
import re
from dataclasses import replace

from brickcore.archives import Archive, open_archive
from brickcore.bom.count import count
from brickcore.content import Asked
from brickcore.errors import BrickError, Location, Notice, UnreadableFile
from brickcore.formats.given_picture import given_picture
from brickcore.formats.ldraw.reader import read_ldraw
from brickcore.library import PartsLibrary
from brickcore.library.names import normalise
from brickcore.library.parts_library import EmptyStore
from brickcore.model import Model

PASSWORD = b"soho0909"
MODEL, INFO, PICTURE = "model.ldr", ".info", "thumbnail.png"
MOST_PART = 8 << 20

_CUSTOM = "customparts/"
_FOLDERS = re.compile(r"^(?:parts/|p/|s/(?=s/))+")  # Studio puts a folder of its own before the library's
_BEFORE_NAME = 14  # words of a reference: its line type, colour, place and turn


def read(data: bytes, name: str, asked: Asked) -> Model:
    """Read .io. Raises UnreadableFile where no model is in it or another password locks it, and HostileFile."""
    archive = open_archive(data, name)
    member = archive.find(MODEL)
    if member is None:
        message = f"{name} holds no {MODEL}, which is the model in a Studio file."
        raise UnreadableFile(
            "NO_MODEL_INSIDE", message, location=Location(name), hint="Save the model in Studio again."
        )
    text = archive.read(member, password=PASSWORD, most=asked.limits.file_bytes)
    model = read_ldraw(text, name, asked.limits)
    model = replace(
        model,
        embedded={**_custom_parts(archive, model, member[: -len(MODEL)].lower()), **model.embedded},
        format="studio",
        picture=given_picture(archive, PICTURE, password=PASSWORD),
    )
    return replace(model, notices=(*model.notices, *_stale_count(archive, model, name)))


def _custom_parts(archive: Archive, model: Model, folder: str) -> dict[str, bytes]:
    """The author's own parts that the model places, with whatever those are made of; they lie beside the model."""
    inside = folder + _CUSTOM
    places = {_library_name(one[len(inside) :]): one for one in archive.names if one.lower().startswith(inside)}
    wanted = [name for submodel in model.submodels.values() for name in set(submodel.names)]
    found: dict[str, bytes] = {}
    while wanted:
        name = wanted.pop()
        if name in found or name not in places:
            continue
        found[name] = archive.read(places[name], password=PASSWORD, most=MOST_PART)
        wanted += _asked_for(found[name])
    return found


def _asked_for(text: bytes) -> list[str]:
    """What a part is made of, each once. Line by line: a pattern over the whole would try every blank anew."""
    references = (line.split(None, _BEFORE_NAME) for line in text.splitlines() if line.lstrip().startswith(b"1"))
    names = {row[_BEFORE_NAME].strip() for row in references if len(row) > _BEFORE_NAME and row[0] == b"1"}
    return sorted(normalise(name.decode("utf-8", "replace")) for name in names)


def _library_name(member: str) -> str:
    """`s/s/1s01.dat` among the author's own is the library's `s/1s01.dat`, `p/ring.dat` its `ring.dat`."""
    return normalise(_FOLDERS.sub("", member))


def _stale_count(archive: Archive, model: Model, name: str) -> tuple[Notice, ...]:
    """Studio notes a number of parts that it does not always bring up to date."""
    member = archive.find(INFO)
    if member is None:
        return ()
    try:
        noted = json.loads(archive.read(member, password=PASSWORD, most=MOST_PART).decode("utf-8-sig"))["total_parts"]
        placed = count(model, PartsLibrary(EmptyStore())).parts
    except (BrickError, ValueError, KeyError, TypeError, RecursionError):
        return ()
    if not isinstance(noted, int) or noted == placed:
        return ()
    message = f"Studio noted {noted:,} parts in the file; the model in it has {placed:,}, and those are counted."
    return (Notice("STALE_COUNT", message, "note", Location(name)),)
