"""What the first-frame benchmark serves: an LDraw library as files, and a model packed with all it refers to."""

import zipfile
from collections.abc import Callable
from pathlib import Path

Reader = Callable[[str], bytes | None]
# Where LDrawLoader looks, in its order.
_FOLDERS = ("parts/", "p/", "models/", "")


def library_reader(library: Path) -> Reader:
    """Reads library files by path ("parts/3001.dat") from a folder or a zip, with or without a leading ldraw/."""
    if library.is_dir():
        root = library / "ldraw" if (library / "ldraw").is_dir() else library
        paths = {path.relative_to(root).as_posix().lower(): path for path in root.rglob("*.*")}
        return lambda name: paths[name].read_bytes() if name in paths else None
    archive = zipfile.ZipFile(library)
    members = {name.lower().removeprefix("ldraw/"): name for name in archive.namelist()}
    return lambda name: archive.read(members[name]) if name in members else None


def pack(model: bytes, read: Reader) -> tuple[bytes, list[str]]:
    """The model as one MPD with every library file that it needs, and the names that the library lacks."""
    packed = [b"0 FILE model.ldr\n" if not model.lstrip().upper().startswith(b"0 FILE") else b"", model]
    known = {line[7:].strip().lower() for line in _lines(model) if line[:7].upper() == "0 FILE "}
    waiting, missing = references(model), []
    while waiting:
        name = waiting.pop()
        if name in known:
            continue
        known.add(name)
        text = next((found for folder in _FOLDERS if (found := read(folder + name)) is not None), None)
        if text is None:
            missing.append(name)
            continue
        packed.append(f"\n0 FILE {name}\n".encode() + text)
        waiting |= references(text)
    return b"".join(packed), sorted(missing)


def references(text: bytes) -> set[str]:
    """Names in the lines of type 1, with forward slashes, in lower case."""
    fields = (line.split(maxsplit=14) for line in _lines(text) if line.lstrip().startswith("1"))
    return {parts[14].strip().replace("\\", "/").lower() for parts in fields if len(parts) == 15}


def _lines(text: bytes) -> list[str]:
    return text.decode("utf-8", "replace").splitlines()
