"""Meshing the whole parts library beforehand, so that no upload waits for a part, and telling parts their size."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from brickcore.geometry import MeshCache
from brickcore.geometry.library_build import Place, build_parts, cores
from brickcore.geometry.library_builder import Meshed, part_names
from brickcore.geometry.pruning import prune
from brickcore.geometry.warming import warm
from brickcore.library import PartsLibrary, open_library
from parts.services.library_place import mesh_folder
from parts.services.sizes import write_sizes

_WRITE_DOWN = 60.0  # seconds between two times that the keys found so far are written into the book

Progress = Callable[[int, int], None]
"""Hears how many parts were looked at so far, and of how many."""


@dataclass(slots=True)
class MeshedLibrary:
    """What a run did: parts looked at, meshes `made` now and `kept` from before, parts that `failed` and why, bytes of
    all different meshes, parts of the catalogue that were `sized`, meshes `removed`, and seconds.

    A part that failed may have a mesh all the same: a stand-in, or one that lacks something.
    """

    parts: int = 0
    made: int = 0
    kept: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    bytes: int = 0
    sized: int = 0
    removed: int = 0
    seconds: float = 0.0


def mesh_library(
    *, place: Path, names: Sequence[str] | None = None, processes: int | None = None, progress: Progress | None = None
) -> MeshedLibrary:
    """Mesh all parts of the library at a place, or the parts named, where their shape is not kept already.

    Safe to run again and to stop at any time. Parts get the size of their mesh, but those whose size was written by
    hand. After all parts were looked at, meshes that belong to none of them are removed. Raises MissingLibrary.
    """
    began = time.monotonic()
    library = open_library(place)
    cache = MeshCache(mesh_folder())
    wanted = part_names(library) if names is None else names
    warm()
    run = _Run(library, cache)
    try:
        for meshed in build_parts(Place(place, cache.folder), wanted, processes=processes or cores()):
            run.add(meshed)
            if progress:
                progress(run.done.parts, len(wanted))
    finally:
        run.write_down()
    done = run.done
    done.failed.sort()
    done.sized = write_sizes(sizes=run.sizes)
    done.removed = prune(cache, run.bytes.keys(), library.fingerprint) if names is None else 0
    done.bytes = sum(run.bytes.values())
    done.seconds = time.monotonic() - began
    return done


class _Run:
    """Gathers what became of the parts."""

    def __init__(self, library: PartsLibrary, cache: MeshCache) -> None:
        self.done = MeshedLibrary()
        self.sizes: dict[str, tuple[float, float, float]] = {}
        self.bytes: dict[str, int] = {}
        self._library = library
        self._cache = cache
        self._keys: dict[str, str] = {}
        self._written_at = time.monotonic()

    def add(self, parts: Sequence[Meshed]) -> None:
        """Take in what became of some parts."""
        for part in parts:
            self.done.made += part.made
            self.done.kept += part.summary is not None and not part.made
            if part.fault:
                self.done.failed.append((part.name, part.fault))
            if part.summary is not None:
                self.bytes[part.key] = part.summary.bytes
                self._keys[part.name] = part.key
                if part.summary.origin == "library":
                    self.sizes[part.name] = part.summary.size
        self.done.parts += len(parts)
        if time.monotonic() - self._written_at > _WRITE_DOWN:
            self.write_down()

    def write_down(self) -> None:
        """Write which mesh each part has, for whoever draws a model and for the next run."""
        self._cache.add_to_book(self._library.fingerprint, self._keys)
        self._keys = {}
        self._written_at = time.monotonic()
