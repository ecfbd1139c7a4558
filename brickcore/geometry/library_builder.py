"""Meshes parts of a library one after the other, passing over those whose shape is kept already."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from brickcore.errors import UnreadableFile
from brickcore.geometry.cache import MeshCache
from brickcore.geometry.entry import Summary
from brickcore.geometry.maker import PartMaker
from brickcore.library import PartsLibrary, open_library
from brickcore.library.names import PARTS_RANKS, place_in_library


@dataclass(frozen=True, slots=True)
class Meshed:
    """What became of one part: the key of its mesh and its summary, where there is one; whether it was `made` now.

    `fault` says why the mesh is not the part's real shape, or why there is none; it is empty where all is well.
    """

    name: str
    key: str = ""
    summary: Summary | None = None
    made: bool = False
    fault: str = ""


class LibraryBuilder:
    """Keeps the meshes of one library's parts in a folder, deflated."""

    def __init__(self, library: PartsLibrary, folder: Path) -> None:
        self._cache = MeshCache(folder)
        self._maker = PartMaker(library, self._cache, {}, {})

    def build(self, names: Sequence[str]) -> list[Meshed]:
        """What became of each of these parts. A part that breaks the mesher costs its own mesh and nothing else."""
        return [self._build(name) for name in names]

    def _build(self, name: str) -> Meshed:
        try:
            key = self._maker.digest_key(name)
        except UnreadableFile as error:
            return Meshed(name, fault=error.message)
        summary = self._cache.summary(key)
        if summary is not None:
            return Meshed(name, key, summary, fault=_fault(summary))
        try:
            self._cache.put(key, self._maker.make(name), small=True)
        except Exception as error:
            return Meshed(name, fault=f"The mesher failed: {type(error).__name__}: {error}")
        summary = self._cache.summary(key)
        if summary is None:
            return Meshed(name, fault=f"Its mesh cannot be written into {self._cache.folder}.")
        return Meshed(name, key, summary, made=True, fault=_fault(summary))


def _fault(summary: Summary) -> str:
    if summary.origin != "library":
        return "It asks for more triangles, lines or colours than a part may have."
    if summary.missing:
        return f"{summary.missing} references lead to no file of the library."
    return ""


def builder_for(place: Path, folder: Path) -> LibraryBuilder:
    """A builder for the library at a place. Raises MissingLibrary."""
    return LibraryBuilder(open_library(place), folder)


def part_names(library: PartsLibrary) -> list[str]:
    """All parts, prints of one after the other; neither subparts nor primitives."""
    return sorted(name for name in library.names() if _is_part(name, library.path(name)))


def _is_part(name: str, path: str) -> bool:
    place = place_in_library(path)
    return "/" not in name and place is not None and place[0] in PARTS_RANKS
