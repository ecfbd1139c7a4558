"""The files of a library that were read last: to find a part's digest and to draw it are two readings of the same."""

from collections import OrderedDict
from typing import Protocol

_ROOM = 8 << 20  # bytes; a part and all it is made of have a tenth of that


class Library(Protocol):
    """What is remembered: a library's files by normalised name."""

    def text(self, name: str) -> bytes | None:
        """The bytes of a file, None where there are none."""

    def __contains__(self, name: str) -> bool: ...


class RecentFiles:
    """A library that keeps some megabytes of what it gave out, for one thread."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._texts: OrderedDict[str, bytes | None] = OrderedDict()
        self._size = 0

    def __contains__(self, name: str) -> bool:
        return name in self._library

    def text(self, name: str) -> bytes | None:
        """The bytes of a file, None where the library lacks it."""
        if name in self._texts:
            self._texts.move_to_end(name)
            return self._texts[name]
        found = self._library.text(name)
        self._texts[name] = found
        self._size += len(found or b"")
        while self._size > _ROOM:
            self._size -= len(self._texts.popitem(last=False)[1] or b"")
        return found
