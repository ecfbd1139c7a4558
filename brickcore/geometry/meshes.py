"""The meshes of all parts of a model: from the cache where they are there, else made and kept."""

from collections.abc import Iterator, Mapping, Sequence

from brickcore.errors import HostileFile
from brickcore.geometry.cache import MeshCache
from brickcore.geometry.encode import EncodedPart, decode_part
from brickcore.geometry.limits import MAX_UNIQUE_TRIANGLES
from brickcore.geometry.maker import PartMaker
from brickcore.geometry.mesher import Hint
from brickcore.geometry.partmesh import PartMesh
from brickcore.library import PartsLibrary
from brickcore.model import Placements


class PartMeshes(Mapping[str, PartMesh]):
    """Part name -> mesh. They are held packed, as the GLB stores them; a mesh is unpacked when it is asked for."""

    def __init__(self, encoded: Mapping[str, EncodedPart]) -> None:
        self.encoded = encoded
        self._decoded: dict[str, PartMesh] = {}

    def __getitem__(self, name: str) -> PartMesh:
        if name not in self._decoded:
            self._decoded[name] = decode_part(self.encoded[name])
        return self._decoded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.encoded)

    def __len__(self) -> int:
        return len(self.encoded)


def meshes_for(
    placements: Placements | Sequence[str],
    library: PartsLibrary,
    cache: MeshCache | None = None,
    *,
    embedded: Mapping[str, bytes] | None = None,
    hints: Mapping[str, Hint] | None = None,
) -> PartMeshes:
    """A mesh for every part placed (or named), by its name. `hints` help with parts that have no geometry of their own.

    Raises HostileFile where all of them together have more than MAX_UNIQUE_TRIANGLES.
    """
    names = placements.parts if isinstance(placements, Placements) else placements
    maker = PartMaker(library, cache, embedded or {}, hints or {})
    found: dict[str, EncodedPart] = {}
    triangles = 0
    for name in dict.fromkeys(names):
        found[name] = maker.part(name)
        triangles += found[name].triangles
        if triangles > MAX_UNIQUE_TRIANGLES:
            raise HostileFile(
                "TOO_MANY_TRIANGLES",
                f"The different parts of this model have more than {MAX_UNIQUE_TRIANGLES:,} triangles.",
                hint="Leave out parts that were converted from scans or CAD files, or make them simpler.",
            )
    maker.remember_keys()
    return PartMeshes(found)
