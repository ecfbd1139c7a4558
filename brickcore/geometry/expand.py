"""Expands a part file with everything it refers to into one soup, each file once.

Files that travel inside a model never change what a library part looks like: a library part's references are looked up
in the library alone, so that its mesh can be kept for every model.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from brickcore.geometry.limits import MAX_NESTING, MAX_PART_LINES, MAX_PART_TRIANGLES, MEMO_TRIANGLES
from brickcore.geometry.part_text import References, read_part_text
from brickcore.geometry.place_kernels import Copies, Longs, plan_places
from brickcore.geometry.soup import EMPTY, Soup, blank, place_into


class PartTooLarge(Exception):
    """A part asks for more triangles or lines than anyone may have."""


class PartFiles(Protocol):
    """Where a library's files come from."""

    def text(self, name: str) -> bytes | None:
        """The bytes of a file by its normalised name, None where there are none."""

    def __contains__(self, name: str) -> bool: ...


class _Key(NamedTuple):
    """A file: its name, and whether it is one of those inside the model."""

    name: str
    embedded: bool


@dataclass(frozen=True, slots=True)
class Expanded:
    """A file's polygons with all references in place; `missing` references found no file, nested too deep or in a
    circle.
    """

    soup: Soup
    missing: int


@dataclass(slots=True)
class _Frame:
    """A file being expanded: the different files that it refers to, and those of them that have still to be looked at.

    `kinds` int64[r] says which of the files each reference means.
    """

    key: _Key
    own: Soup
    references: References
    files: list[_Key | None]
    kinds: Longs
    pending: Iterator[_Key | None]


class PartExpander:
    """Expands parts of one library and one model's embedded files, remembering every file that it has met."""

    def __init__(self, library: PartFiles, embedded: Mapping[str, bytes]) -> None:
        self._library = library
        self._embedded = embedded
        self._memo: dict[_Key, Expanded] = {}
        self._memo_triangles = 0

    def find(self, name: str, *, inside_model: bool = True) -> _Key | None:
        """The file that a reference means: the model's own first, then the library's."""
        if inside_model and name in self._embedded:
            return _Key(name, True)
        return _Key(name, False) if name in self._library else None

    def expand(self, name: str) -> Expanded | None:
        """All polygons of a part, None where there is no such file. Raises PartTooLarge."""
        key = self.find(name)
        if key is None:
            return None
        if self._memo_triangles > MEMO_TRIANGLES:
            self._memo.clear()
            self._memo_triangles = 0
        return self._memo.get(key) or self._walk(key)

    def _walk(self, root: _Key) -> Expanded:
        """Depth first with a stack of our own: the nesting is the input's, Python's recursion is not."""
        frames = [self._open(root)]
        open_keys = {root}
        while True:
            frame = frames[-1]
            child = next(
                (key for key in frame.pending if key and key not in self._memo and self._may_open(key, open_keys)), None
            )
            if child is not None:
                frames.append(self._open(child))
                open_keys.add(child)
                continue
            done = self._assemble(frame)
            self._memo[frame.key] = done
            self._memo_triangles += len(done.soup.triangles)
            open_keys.discard(frame.key)
            frames.pop()
            if not frames:
                return done

    @staticmethod
    def _may_open(key: _Key, open_keys: set[_Key]) -> bool:
        return key not in open_keys and len(open_keys) < MAX_NESTING

    def _open(self, key: _Key) -> _Frame:
        text = self._embedded[key.name] if key.embedded else self._library.text(key.name)
        own, references = read_part_text(text or b"")
        numbers = {name: number for number, name in enumerate(dict.fromkeys(references.names))}
        files = [self.find(name, inside_model=key.embedded) for name in numbers]
        kinds = np.array([numbers[name] for name in references.names], np.int64)
        return _Frame(key, own, references, files, kinds, iter(files))

    def _assemble(self, frame: _Frame) -> Expanded:
        """The file's own polygons and those of its references, moved into place."""
        if not frame.files:
            _check_size(_size(frame.own))
            return Expanded(frame.own, 0)
        found = [self._memo.get(key) if key else None for key in frame.files]
        missing = np.array([1 if child is None else child.missing for child in found])[frame.kinds].sum()
        soups = [EMPTY if child is None else child.soup for child in found]
        return Expanded(_placed(frame.own, soups, frame.kinds, frame.references), min(int(missing), 1_000_000))


def _size(soup: Soup) -> tuple[int, int, int]:
    """How many triangles, hard and soft lines it has."""
    return len(soup.triangles), len(soup.hard), len(soup.soft)


def _check_size(size: tuple[int, int, int]) -> tuple[int, int, int]:
    """Triangles, hard and soft lines of all together.

    Counted before anything is made, so that forty lines cannot ask for all memory. Raises PartTooLarge.
    """
    triangles, hard, soft = size
    if triangles > MAX_PART_TRIANGLES or hard + soft > MAX_PART_LINES:
        raise PartTooLarge
    return size


def _placed(own: Soup, soups: list[Soup], kinds: Longs, references: References) -> Soup:
    """All references in the order in which they stand, those to one file in one go."""
    starts, order = np.zeros(len(soups) + 1, np.int64), np.empty(len(kinds), np.int64)
    firsts = np.empty((len(kinds) + 1, 3), np.int64)
    plan_places(kinds, np.array([_size(own), *map(_size, soups)]), starts, order, firsts)
    (faces, hard, soft), (triangles, edges, bends) = _size(own), firsts[-1].tolist()
    target = blank(*_check_size((triangles, edges, bends)))
    target.triangles[:faces], target.colours[:faces] = own.triangles, own.colours
    target.two_sided[:faces] = own.two_sided
    target.hard[:hard], target.soft[:soft] = own.hard, own.soft
    copies = Copies(references.matrices, references.colours, references.inverted, references.two_sided, firsts)
    ends = starts.tolist()
    for soup, start, end in zip(soups, ends, ends[1:], strict=False):
        place_into(target, soup, copies, order[start:end])
    return target
