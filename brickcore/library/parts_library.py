"""The parts library: any file of it by name, the head of a part, its colours."""

import os
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from brickcore.colours import LDrawColour, ldconfig_faults, parse_ldconfig, starter_colours
from brickcore.errors import Location, MissingLibrary, UnreadableFile
from brickcore.library.digest import ShapeDigests
from brickcore.library.header import PartHeader, read_header
from brickcore.library.names import normalise, place_in_library
from brickcore.library.store import FolderStore, Store
from brickcore.library.zip_store import ZipStore

_COLOUR_FILE = "ldconfig.ldr"


class EmptyStore:
    """No library at all."""

    fingerprint = "empty"

    def paths(self) -> Iterator[str]:
        """Nothing."""
        return iter(())

    def read(self, path: str) -> bytes | None:  # noqa: ARG002 - the Store's shape
        """Nothing."""
        return None

    def refused(self) -> Mapping[str, str]:
        """Nothing."""
        return {}

    def fault(self, path: str) -> str:  # noqa: ARG002 - the Store's shape
        """It is absent."""
        return "there is no such file"


class PartsLibrary:
    """Parts by normalised name. Heads are kept once read; files are not."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._headers: dict[str, PartHeader | None] = {}
        self._resolved: dict[str, str] = {}

    @cached_property
    def _paths(self) -> Mapping[str, str]:
        """Name -> path; where two files bear one name, official parts win over primitives and unofficial parts."""
        return {name: path for _, name, path in sorted(self._ranked(), reverse=True)}

    def _ranked(self) -> list[tuple[int, str, str]]:
        """Rank, name and path of every part and primitive."""
        paths = self._store.paths()
        return [(*place, path) for path in paths if (place := place_in_library(path)) is not None]

    @property
    def is_empty(self) -> bool:
        """Whether there is no part in it."""
        return not self._paths

    def names(self) -> Collection[str]:
        """Every part, subpart and primitive."""
        return self._paths.keys()

    def __contains__(self, name: str) -> bool:
        return name in self._paths

    def text(self, name: str) -> bytes | None:
        """The bytes of a part, subpart or primitive; None where the library lacks it."""
        path = self._paths.get(name) or self._paths.get(normalise(name))
        return None if path is None else self._store.read(path)

    def path(self, name: str) -> str:
        """Where the file of a name stands in the library; the name itself where it has none."""
        return self._paths.get(name, name)

    def fault(self, name: str) -> UnreadableFile:
        """Why `text` gives nothing for a name that the library lists."""
        path = self.path(name)
        return UnreadableFile("PART_UNREADABLE", f"{self._store.fault(path)}.", location=Location(path))

    def refused(self) -> Iterator[UnreadableFile]:
        """Files that are left out without a look at what they hold: unsafe to read, or a second one of their name."""
        for path, reason in self._store.refused().items():
            yield UnreadableFile("PART_REFUSED", f"{reason}.", location=Location(path))
        first: dict[tuple[int, str], str] = {}
        for rank, name, path in sorted(self._ranked()):
            kept = first.setdefault((rank, name), path)
            if kept != path:
                message = f"it bears the same name as {kept}, but for upper and lower case or the folder above."
                yield UnreadableFile("PART_TWICE", message, location=Location(path))

    def header(self, name: str) -> PartHeader | None:
        """The head of a part; None where the library lacks it."""
        if name not in self._headers:
            text = self.text(name)
            self._headers[name] = None if text is None else read_header(normalise(name), text)
        return self._headers[name]

    def resolve(self, name: str) -> str:
        """The name that this one stands for now, following `~Moved to` and aliases.

        The name itself where there is none.
        """
        if name not in self._resolved:
            self._resolved[name] = self._follow(normalise(name))
        return self._resolved[name]

    def _follow(self, name: str) -> str:
        seen = {name}
        while (header := self.header(name)) is not None:
            target = header.moved_to or header.alias
            if target is None or target in seen or target not in self._paths:
                break
            seen.add(target)
            name = target
        return name

    @cached_property
    def _colour_file(self) -> tuple[str, str]:
        """Path and text of the file of colours; both empty where there is none."""
        paths = (path for path in self._store.paths() if path.lower().rsplit("/", 1)[-1] == _COLOUR_FILE)
        path = next(paths, "")
        text = self._store.read(path) if path else None
        return path, (text or b"").decode("utf-8", "replace")

    @cached_property
    def _colours(self) -> Mapping[int, LDrawColour]:
        return parse_ldconfig(self._colour_file[1]) or starter_colours()

    def colour_faults(self) -> Iterator[UnreadableFile]:
        """Lines of the file of colours that cannot be believed."""
        path, text = self._colour_file
        for line, reason in ldconfig_faults(text):
            yield UnreadableFile("COLOUR_BROKEN_LINE", f"{reason}.", location=Location(path, line))

    def colours(self) -> Mapping[int, LDrawColour]:
        """The library's colours by code; those that brickcore ships where it has none."""
        return self._colours

    @cached_property
    def _digests(self) -> ShapeDigests:
        return ShapeDigests(self)

    def digest(self, name: str) -> str:
        """What the part's shape depends on, 64 hexadecimal digits: its own drawing and that of all it is built from.

        Raises UnreadableFile where there is no such part (PART_MISSING) or it contains itself (PART_LOOP).
        """
        return self._digests.digest(name)

    @property
    def fingerprint(self) -> str:
        """Changes when any file of the library changes."""
        return self._store.fingerprint


def open_library(path: Path | None = None) -> PartsLibrary:
    """Open a folder or zip laid out like the official complete.zip (`[ldraw/]parts/`, `p/`, `LDConfig.ldr`).

    Without a path, the environment's `LDRAW_LIBRARY`; without that, the empty library. Raises MissingLibrary where
    the path is no library.
    """
    if path is None:
        named = os.environ.get("LDRAW_LIBRARY", "").strip()
        if not named:
            return PartsLibrary(EmptyStore())
        path = Path(named)
    hint = "Set LDRAW_LIBRARY to a folder or zip laid out like the official complete.zip, or leave it unset."
    if not (path.is_dir() or path.is_file()):  # a device or pipe may never end
        raise MissingLibrary("LIBRARY_MISSING", f"There is no parts library at {path}.", hint=hint)
    try:
        library = PartsLibrary(FolderStore(path) if path.is_dir() else ZipStore(path))
        empty = library.is_empty
    except OSError as error:
        raise MissingLibrary("LIBRARY_UNREADABLE", f"The parts library at {path} cannot be read.", hint=hint) from error
    if empty:
        raise MissingLibrary("LIBRARY_EMPTY", f"{path} holds no parts/ folder with parts in it.", hint=hint)
    return library
