"""What a child that makes files from single parts is told, and how it answers.

The parent writes a JSON file of parts, colours and wishes; the child writes one file a wish, named after the wish's
place in the list, and says on its output which are done: `{"stage": "made", "place": 3}`, or "nothing" where no shape
of the part is known.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brickcore.colours import LDrawColour
from brickcore.errors import MissingLibrary
from brickcore.geometry import Hint, MeshCache, PartMesh, meshes_for
from brickcore.library import PartsLibrary, open_library
from brickcore.library.parts_library import EmptyStore

AT_ONCE = 12  # parts whose meshes are held at a time: together they stay below what one model may have


@dataclass(frozen=True, slots=True)
class Wish:
    """One file that is wanted: of a part in a colour; `width` in pixels, 0 where it means nothing."""

    place: int
    part: str
    colour: int
    width: int


@dataclass(frozen=True, slots=True)
class PartJob:
    """A child's work. `hints` tell title and size of each part, for shapes that the library lacks."""

    wishes: tuple[Wish, ...]
    hints: dict[str, Hint]
    colours: dict[int, LDrawColour]
    library: PartsLibrary
    out: Path
    cache: MeshCache

    def meshes(self) -> Iterator[tuple[Wish, PartMesh | None]]:
        """Each wish with its part's mesh, in their order; None where no shape is known."""
        names = list(dict.fromkeys(wish.part for wish in self.wishes))
        for begin in range(0, len(names), AT_ONCE):
            some = names[begin : begin + AT_ONCE]
            found = meshes_for(some, self.library, self.cache, hints=self.hints)
            for wish in self.wishes:
                if wish.part in found:
                    yield wish, found[wish.part] if self._is_shape(found[wish.part]) else None

    def _is_shape(self, mesh: PartMesh) -> bool:
        """Whether a mesh shows the part. Beside a library, a shape of our own would pass for the real one."""
        known = mesh.origin == "library" or (mesh.origin == "parametric" and self.library.is_empty)
        return known and len(mesh.triangles) > 0


def parse_part_job(argv: Sequence[str] | None = None) -> PartJob:
    """Read the command line: JOB.json --out DIR --cache DIR [--library PATH]."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("job", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="a folder that exists")
    parser.add_argument("--cache", type=Path, required=True, help="a folder for meshes, shared by all jobs")
    parser.add_argument("--library", type=Path, help="the LDraw parts library, a folder or a zip")
    given = parser.parse_args(argv)
    told = json.loads(given.job.read_bytes())
    library = _library(given.library)
    own = {int(number): _colour(int(number), values) for number, values in told["colours"].items()}
    return PartJob(
        wishes=tuple(Wish(*values) for values in told["wishes"]),
        hints={name: Hint(title, sides and (*sides,)) for name, (title, sides) in told["parts"].items()},
        colours={**library.colours(), **own},
        library=library,
        out=given.out,
        cache=MeshCache(given.cache),
    )


def _library(place: Path | None) -> PartsLibrary:
    """The parts library; without one our own shapes stand in, as they do for models."""
    try:
        return open_library(place)
    except MissingLibrary:
        return PartsLibrary(EmptyStore())


def _colour(number: int, values: dict[str, Any]) -> LDrawColour:
    rgb, edge = (tuple(bytes.fromhex(values[key].lstrip("#"))) for key in ("rgb", "edge"))
    return LDrawColour(number, "", rgb, edge, values["alpha"], values["finish"])  # type: ignore[arg-type]
