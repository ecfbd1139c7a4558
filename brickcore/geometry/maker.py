"""Gets one packed part after the other: from the cache where it is there, else made and kept."""

import hashlib
from collections.abc import Mapping
from functools import cached_property

from brickcore.errors import UnreadableFile
from brickcore.geometry.cache import MeshCache, cache_key
from brickcore.geometry.encode import EncodedPart, encode_part
from brickcore.geometry.key_book import KeyBook
from brickcore.geometry.mesher import NO_HINT, Hint, PartMesher
from brickcore.library import PartsLibrary
from brickcore.library.digest import ShapeDigests
from brickcore.library.recent import RecentFiles


class PartMaker:
    """Parts of one library and of one model's `embedded` files. `hints` say what is known of parts without a shape."""

    def __init__(
        self,
        library: PartsLibrary,
        cache: MeshCache | None,
        embedded: Mapping[str, bytes],
        hints: Mapping[str, Hint],
    ) -> None:
        files = RecentFiles(library)
        self._mesher = PartMesher(files, embedded)
        self._digests = ShapeDigests(files)
        self._library = library
        self._cache = cache
        self._embedded = embedded
        self._hints = hints
        self._found_keys: dict[str, str] = {}

    def part(self, name: str) -> EncodedPart:
        """The packed part, from the cache if it is there."""
        hint = self._hints.get(name, NO_HINT)
        if self._cache is None:
            return self.make(name, hint)
        key = self._key(name, hint)
        kept = self._cache.get(key)
        if kept is None:
            kept = self.make(name, hint)
            self._cache.put(key, kept)
        return kept

    def make(self, name: str, hint: Hint = NO_HINT) -> EncodedPart:
        """The packed part, made anew."""
        return encode_part(self._mesher.mesh(name, hint))

    def remember_keys(self) -> None:
        """Write down the keys that were not in the book, so that nobody has to find them again."""
        if self._cache is not None and self._found_keys:
            self._cache.add_to_book(self._library.fingerprint, self._found_keys)
            self._found_keys = {}

    def _key(self, name: str, hint: Hint) -> str:
        """A part of the model depends on all that travels with it; an approximate one only on its name and what is
        known of it.
        """
        match self._mesher.origin(name):
            case "library":
                return self.library_key(name)
            case "embedded":
                library = self._library.fingerprint
                return cache_key("model", "embedded", library, self._embedded_contents, name, repr(hint))
            case _:
                return cache_key("model", "stand-in", name, repr(hint))

    def library_key(self, name: str) -> str:
        """The key of a library part. What has no digest may look different in every state of the library."""
        try:
            return self.digest_key(name)
        except UnreadableFile as error:
            return cache_key("part", error.code, self._library.fingerprint, name)

    def digest_key(self, name: str) -> str:
        """The key of a library part, from the book or its digest. Raises UnreadableFile where it has none."""
        known = self._book.get(name) or self._found_keys.get(name)
        if known is None:
            known = self._found_keys[name] = cache_key("part", self._digests.digest(name))
        return known

    @cached_property
    def _book(self) -> KeyBook:
        return self._cache.book(self._library.fingerprint) if self._cache else KeyBook()

    @cached_property
    def _embedded_contents(self) -> str:
        digest = hashlib.blake2b(digest_size=20)
        for name, text in sorted(self._embedded.items()):
            digest.update(f"{len(name)} {len(text)} {name}".encode() + text)
        return digest.hexdigest()
