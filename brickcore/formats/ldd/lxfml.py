"""LXFML: what LDD 2 to 4 write. Versions 4 (parts in groups that stand by an axis and an angle) and 5 (bricks of parts
of bones, each with a matrix).

There is no published specification; the structure is as seen in files of LDD 2.3, 4.2, 4.3 and of other programs. The
document is walked through once and no tree is made of it: that takes a third of the time and a tenth of the memory.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from brickcore.errors import HostileFile, Location, UnreadableFile
from brickcore.formats.ldd.bones import Matrix, axis_angle, matrices_of
from brickcore.formats.ldd.words import plain_number, said_of_part
from brickcore.markup import walk_xml

MOST_PARTS, MOST_BONES = 200_000, 400_000
"""The largest honest models have thirty thousand of either; each takes half a kilobyte."""
_LONGEST_TITLE = 255
_SECTIONS = {"Bricks", "Scene", "GroupSystems", "BuildingInstructions"}

Attributes = dict[str, str]


class LddPart(NamedTuple):
    """One part. `bones` are rows of `LddModel.bones`: one for a stiff part, several along a flexible one.

    `brick` is the design of what it was taken from the box as, `place` the part's number in the file from 0.
    """

    design: str
    material: int
    is_printed: bool
    bones: range
    ref: str
    brick: str
    place: int


@dataclass(frozen=True, slots=True, eq=False)
class LddModel:
    """`bricks` hold the parts of each brick. `bones` float64[b, 4, 4]: LDD's units and axes, y up.

    `lines` int64[p] is the line of each part, by its place. `lost` are parts whose bone is no matrix: they stand at the
    origin. `steps` and `groups` name parts by their refs.
    """

    title: str
    bricks: list[list[LddPart]]
    bones: Matrix
    lines: npt.NDArray[np.int64]
    lost: list[LddPart] = field(default_factory=list)
    steps: list[list[str]] = field(default_factory=list)
    groups: list[tuple[str, list[str]]] = field(default_factory=list)


def read_lxfml(data: bytes, name: str) -> LddModel:
    """The bricks of an LXFML document. Raises UnreadableFile where it has none or is no XML, and HostileFile."""
    walk = _Walk(name)
    walk_xml(data, name, walk)
    bricks = walk.bricks()
    if not bricks:
        raise UnreadableFile("NO_PARTS", f"{name} holds no bricks.", hint="Save the model in LDD again.")
    bones, lost = matrices_of(walk.bones, walk.known)
    return LddModel(
        title=walk.title,
        bricks=bricks,
        bones=bones,
        lines=np.array(walk.lines, np.int64),
        lost=[part for parts in bricks for part in parts if lost.intersection(part.bones)] if lost else [],
        steps=walk.steps,
        groups=[(name, refs) for name, refs in walk.groups if refs],
    )


class _Begun(NamedTuple):
    """A part as it begins: `first` is the row of its first bone, `assembly` what it belongs to in version 4."""

    design: str
    material: int
    is_printed: bool
    ref: str
    brick: str
    first: int
    assembly: str


class _Walk:
    """Collects parts and bones as they come by. `bones` are the texts of matrices, `known` the matrices of version 4.

    A file with bricks is of version 5, and what its scene holds is a view of them.
    """

    line: Callable[[], int]

    def __init__(self, name: str) -> None:
        self.title = ""
        self.bones: list[str] = []
        self.known: dict[int, Matrix] = {}
        self.lines: list[int] = []
        self.steps: list[list[str]] = []
        self.groups: list[tuple[str, list[str]]] = []
        self._name = name
        self._section = ""
        self._parts: list[_Begun] = []
        self._bricks: list[tuple[str, int]] = []  # the design, and the first part
        self._is_scene = False
        self._outer: list[Matrix] = []  # of the groups that are open in a scene
        self._open_groups = 0
        self._open_steps: list[list[str]] = []
        self._instructions = 0
        self._begins = {
            "LXFML": self._document, "Bricks": self._all_bricks, "Brick": self._brick, "Part": self._part,
            "Bone": self._bone, "Group": self._group, "Step": self._step, "PartRef": self._part_ref,
            "BuildingInstruction": self._instruction,
        }  # fmt: skip

    def begin(self, tag: str, said: Attributes) -> None:
        """An element begins."""
        if tag in _SECTIONS:
            self._section = tag
        handle = self._begins.get(tag)
        if handle is not None:
            handle(said)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in _SECTIONS:
            self._section = ""
        elif tag == "Group":
            if self._section == "Scene":
                self._outer.pop()
            elif self._section == "GroupSystems":
                self._open_groups -= 1
        elif tag == "Step" and self._open_steps:
            self._open_steps.pop()

    def bricks(self) -> list[list[LddPart]]:
        """The parts of each brick that has any; of version 4, those of one assembly, as the boxes of LDD have it."""
        self._end_part()
        ends = [*(begun.first for begun in self._parts[1:]), len(self.bones)]
        parts = [
            LddPart(one.design, one.material, one.is_printed, range(one.first, end), one.ref, one.brick, place)
            for place, (one, end) in enumerate(zip(self._parts, ends[: len(self._parts)], strict=True))
        ]
        if self._is_scene:
            return self._assemblies(parts)
        ends = [*(first for _design, first in self._bricks[1:]), len(parts)]
        whole = zip(self._bricks, ends[: len(self._bricks)], strict=True)
        return [parts[first:end] for (_design, first), end in whole if end > first]

    def _assemblies(self, parts: list[LddPart]) -> list[list[LddPart]]:
        together: dict[str, list[LddPart]] = {}
        for part, begun in zip(parts, self._parts, strict=True):
            key = f"assembly {begun.assembly}" if begun.assembly else f"part {part.place}"
            together.setdefault(key, []).append(part)
        return list(together.values())

    def _document(self, said: Attributes) -> None:
        self.title = self.title or " ".join(said.get("name", "").split())[:_LONGEST_TITLE]

    def _all_bricks(self, _said: Attributes) -> None:
        if self._is_scene:
            self._is_scene = False
            self.bones, self.known, self.lines, self._parts = [], {}, [], []

    def _brick(self, said: Attributes) -> None:
        if self._section == "Bricks":
            began = (said.get("designID", ""), len(self._parts))
            if self._bricks and self._bricks[-1][1] == began[1]:  # the one before is empty
                self._bricks[-1] = began
            else:
                self._bricks.append(began)

    def _part(self, said: Attributes) -> None:
        if self._section == "Bricks" and self._bricks:
            self._begin_part(said, self._bricks[-1][0])
        elif self._section == "Scene" and not self._bricks:
            self._is_scene = True
            self._begin_part(said, said.get("assemblyID", said.get("designID", "")))
            outer = self._outer[-1] if self._outer else np.eye(4)
            self.known[len(self.bones)] = outer @ axis_angle(said)

    def _begin_part(self, said: Attributes, brick: str) -> None:
        if len(self._parts) >= MOST_PARTS:
            raise _too_many(self._name, f"{MOST_PARTS:,} parts")
        self._end_part()
        material = said.get("materials") or said.get("materialID") or "0"
        whole = said_of_part(said.get("designID", ""), material, said.get("decoration", ""))
        ref, assembly = said.get("refID", ""), said.get("assemblyRefID", "")
        self._parts.append(_Begun(*whole, ref, plain_number(brick), len(self.bones), assembly))
        self.lines.append(self.line())

    def _end_part(self) -> None:
        if self._parts and self._parts[-1].first == len(self.bones):
            self.bones.append("")  # it says no bone, and stands by one all the same

    def _bone(self, said: Attributes) -> None:
        if self._section == "Bricks" and self._parts:
            if len(self.bones) >= MOST_BONES:
                raise _too_many(self._name, f"{MOST_BONES:,} bones")
            self.bones.append(said.get("transformation", ""))

    def _group(self, said: Attributes) -> None:
        if self._section == "Scene":
            outer = self._outer[-1] if self._outer else np.eye(4)
            self._outer.append(outer @ axis_angle(said))
        elif self._section == "GroupSystems":
            if not self._open_groups:  # the outermost groups, with all that stands in their inner ones
                self.groups.append((said.get("name", ""), []))
            self._open_groups += 1
            self.groups[-1][1].extend(ref for ref in said.get("partRefs", "").split(",") if ref)

    def _instruction(self, _said: Attributes) -> None:
        self._instructions += self._section == "BuildingInstructions"

    def _step(self, _said: Attributes) -> None:
        if self._instructions == 1:  # others show the same model again
            self.steps.append([])
            self._open_steps.append(self.steps[-1])

    def _part_ref(self, said: Attributes) -> None:
        if self._instructions == 1 and self._open_steps:
            self._open_steps[-1].append(said.get("partRef", ""))


def _too_many(name: str, what: str) -> HostileFile:
    message = f"{name} has more than {what}, the most that are read."
    return HostileFile("TOO_MANY_PARTS", message, location=Location(name), hint="Split the model.")
