"""One part's mesh from wherever its shape is known: the model itself, the parts library, our own shapes, or a box."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from brickcore.geometry.expand import PartExpander, PartFiles, PartTooLarge
from brickcore.geometry.limits import MAX_PART_COLOURS
from brickcore.geometry.partmesh import Origin, PartMesh
from brickcore.geometry.shapes import stand_in
from brickcore.geometry.smooth import smooth
from brickcore.geometry.soup import Soup

_NOTHING: Mapping[str, bytes] = {}


@dataclass(frozen=True, slots=True)
class Hint:
    """What is known of a part whose geometry we lack: its title, and its size in mm along x, y (height) and z."""

    title: str = ""
    size_mm: tuple[float, float, float] | None = None


NO_HINT = Hint()


def mesh_part(
    name: str, library: PartFiles, embedded: Mapping[str, bytes] = _NOTHING, *, hint: Hint = NO_HINT
) -> PartMesh:
    """The mesh of a part by its normalised name. `embedded` are the part texts that travel inside the model.

    A part that nobody knows, or that asks for more than MAX_PART_TRIANGLES or MAX_PART_COLOURS, becomes an approximate
    shape (`origin` says which).
    """
    return PartMesher(library, embedded).mesh(name, hint)


class PartMesher:
    """Meshes many parts of one model; subparts and primitives are read and expanded once."""

    def __init__(self, library: PartFiles, embedded: Mapping[str, bytes] = _NOTHING) -> None:
        self._embedded = embedded
        self._library = library
        self._expander = PartExpander(library, embedded)

    def origin(self, name: str) -> Origin | None:
        """Where the part's own geometry is, None where it has to be approximated."""
        if name in self._embedded:
            return "embedded"
        return "library" if name in self._library else None

    def mesh(self, name: str, hint: Hint = NO_HINT) -> PartMesh:
        """The mesh of one part."""
        try:
            found = self._expander.expand(name)
        except PartTooLarge:
            found = None
        if found is not None and _is_too_colourful(found.soup):
            found = None
        if found is None or (found.missing and not len(found.soup.triangles)):
            soup, origin = stand_in(name, hint.title or self._own_title(name), hint.size_mm)
            return smooth(soup, origin, found.missing if found else 0)
        return smooth(found.soup, self.origin(name) or "library", found.missing)

    def _own_title(self, name: str) -> str:
        """What a part inside the model calls itself: the rest of its first line."""
        first = self._embedded.get(name, b"")[:200].lstrip().split(b"\n", 1)[0]
        return first.decode("utf-8", "replace").removeprefix("0").strip()


def _is_too_colourful(soup: Soup) -> bool:
    """Most parts have one colour, or fewer triangles than a part may have colours; others are counted."""
    colours = soup.colours
    may_be = len(colours) > MAX_PART_COLOURS and bool((colours != colours[0]).any())
    return may_be and len(np.unique(colours)) > MAX_PART_COLOURS
