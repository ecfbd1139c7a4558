"""The meshes of all parts of a model: from the cache where they are there, else made and kept."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from brickcore.errors import HostileFile
from brickcore.geometry.cache import MeshCache, cache_key
from brickcore.geometry.encode import EncodedPart, decode_part, encode_part
from brickcore.geometry.limits import MAX_UNIQUE_TRIANGLES
from brickcore.geometry.mesher import NO_HINT, Hint, PartMesher
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
    maker = _Maker(library, cache, embedded or {}, hints or {})
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
    return PartMeshes(found)


class _Maker:
    """Gets one part after the other for one model."""

    def __init__(
        self, library: PartsLibrary, cache: MeshCache | None, embedded: Mapping[str, bytes], hints: Mapping[str, Hint]
    ) -> None:
        self._mesher = PartMesher(library, embedded)
        self._library = library
        self._cache = cache
        self._embedded = embedded
        self._hints = hints
        self._embedded_digest = ""

    def part(self, name: str) -> EncodedPart:
        """The packed part, from the cache if it is there."""
        hint = self._hints.get(name, NO_HINT)
        if self._cache is None:
            return encode_part(self._mesher.mesh(name, hint))
        key = self._key(name, hint)
        kept = self._cache.get(key)
        if kept is None:
            kept = encode_part(self._mesher.mesh(name, hint))
            self._cache.put(key, kept)
        return kept

    def _key(self, name: str, hint: Hint) -> str:
        """A part of the model depends on all that travels with it; an approximate one only on its name and what is
        known of it.
        """
        match self._mesher.origin(name):
            case "library":
                return cache_key("library", self._library.fingerprint, name)
            case "embedded":
                return cache_key("embedded", self._library.fingerprint, self._embedded_contents(), name, repr(hint))
            case _:
                return cache_key("stand-in", name, repr(hint))

    def _embedded_contents(self) -> str:
        if not self._embedded_digest:
            digest = hashlib.blake2b(digest_size=20)
            for name, text in sorted(self._embedded.items()):
                digest.update(f"{len(name)} {len(text)} {name}".encode() + text)
            self._embedded_digest = digest.hexdigest()
        return self._embedded_digest
