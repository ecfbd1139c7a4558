"""One reading of a whole library: the head and the digest of each part, and what must be left out and why.

A file that cannot be trusted is left out alone; the others count.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from brickcore.errors import Location, UnreadableFile
from brickcore.library.digest import ShapeDigests
from brickcore.library.header import PartHeader, read_header
from brickcore.library.moves import follow_moves, target_of
from brickcore.library.names import PARTS_RANKS, place_in_library
from brickcore.library.parts_library import PartsLibrary
from brickcore.library.references import line_of_reference
from brickcore.library.soundness import text_fault

_NO_PARTS = {"Primitive", "8_Primitive", "48_Primitive", "Subpart"}

Watch = Callable[[Sequence[Any], str], Iterable[Any]]
"""Hands the items on, one by one, and may show how far it got; the text says what they are."""

Check = Callable[[str, bytes], UnreadableFile | None]
"""What is wrong with the file at this path that holds these bytes; None where nothing is."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a library holds, by name, without what was refused.

    `heads` are the parts that stand for themselves; `digests` theirs; `moved` leads from a name that moved or is an
    alias to its head and to the part that it is now. `refused` names files by their path in the library.
    """

    heads: Mapping[str, PartHeader]
    digests: Mapping[str, str]
    moved: Mapping[str, tuple[PartHeader, str]]
    refused: Sequence[UnreadableFile]

    @property
    def release(self) -> str:
        """The newest official update that any part came with, such as 2026-02; empty where none says."""
        return max((head.release for head in self.heads.values()), default="")


def survey(library: PartsLibrary, watch: Watch, check: Check = text_fault) -> Survey:
    """Read every file of the library once. The official one takes 8 s on one core, besides what `check` takes."""
    reading = _Reading(library, check)
    unsafe = {str(location.file): error for error in library.refused() if (location := error.location)}
    names = [name for name in sorted(library.names()) if library.path(name) not in unsafe]
    for name in watch(names, "files"):
        reading.add(name)
    moves = follow_moves(reading.heads, library.names(), reading.faults)
    for name, reason in moves.faults.items():
        reading.faults[name] = UnreadableFile("PART_MOVED", f"{reason}.", location=Location(library.path(name), 1))
    heads = {name: head for name, head in reading.heads.items() if name not in reading.faults}
    refused = unsafe | {library.path(name): error for name, error in reading.faults.items()}
    return Survey(
        heads={name: head for name, head in heads.items() if target_of(head) is None},
        digests=reading.digests,
        moved={name: (heads[name], part) for name, part in moves.stands_for.items() if name in heads},
        refused=[refused[path] for path in sorted(refused)],
    )


@dataclass(slots=True)
class _Reading:
    """Reads for the digests, and looks at each file as it passes."""

    library: PartsLibrary
    check: Check
    heads: dict[str, PartHeader] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    faults: dict[str, UnreadableFile] = field(default_factory=dict)
    shapes: ShapeDigests = field(init=False)

    def __post_init__(self) -> None:
        self.shapes = ShapeDigests(self)

    def text(self, name: str) -> bytes | None:
        """The bytes of a file, for its digest."""
        text = self.library.text(name)
        if name in self.library:
            self._look(name, text)
        return text

    def add(self, name: str) -> None:
        """Take one file in."""
        try:
            digest = self.shapes.digest(name)
        except UnreadableFile as error:
            self.faults.setdefault(name, self._placed(name, error))
        else:
            if name in self.heads:
                self.digests[name] = digest

    def _look(self, name: str, text: bytes | None) -> None:
        path = self.library.path(name)
        fault = self.library.fault(name) if text is None else self.check(path, text)
        if fault is not None:
            self.faults[name] = fault
        elif text is not None and _may_be_part(name, path):
            head = read_header(name, text)
            if head.org_type not in _NO_PARTS:
                self.heads[name] = head

    def _placed(self, name: str, error: UnreadableFile) -> UnreadableFile:
        """The same error, at the line of the file that leads into the loop."""
        line = line_of_reference(self.library.text(name) or b"", self._is_looped)
        return UnreadableFile(error.code, error.message, location=Location(self.library.path(name), line))

    def _is_looped(self, name: str) -> bool:
        try:
            self.shapes.digest(name)
        except UnreadableFile as error:
            return error.code == "PART_LOOP"
        return False


def _may_be_part(name: str, path: str) -> bool:
    """Subparts stand in a folder of their own, primitives beside the parts' folder."""
    place = place_in_library(path)
    return "/" not in name and place is not None and place[0] in PARTS_RANKS
