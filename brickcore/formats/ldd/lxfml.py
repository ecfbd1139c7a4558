"""LXFML: what LDD 2 to 4 write. Versions 4 (parts in groups that stand by an axis and an angle) and 5 (bricks of parts
of bones, each with a matrix).

There is no published specification; the structure is as seen in files of LDD 2.3, 4.2, 4.3 and of other programs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

import numpy as np
import numpy.typing as npt

from brickcore.errors import UnreadableFile
from brickcore.formats.ldd.mapping import turn

Matrix = npt.NDArray[np.float64]
_NUMBERS = 12
_NO_NUMBER = re.compile(r"[^A-Za-z0-9._-]")
_UNTOLD = "unknown"
_LONGEST_TITLE = 255


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

    `lost` are parts whose bone is no matrix: they stand at the origin. `steps` and `groups` name parts by their refs.
    """

    title: str
    bricks: list[list[LddPart]]
    bones: Matrix
    lost: list[LddPart] = field(default_factory=list)
    steps: list[list[str]] = field(default_factory=list)
    groups: list[tuple[str, list[str]]] = field(default_factory=list)


def read_lxfml(root: Element, name: str) -> LddModel:
    """The bricks of an LXFML document. Raises UnreadableFile where it has none."""
    reading = _Reading()
    scene = root.find("Scene")
    bricks = root.find("Bricks")
    if bricks is not None:
        made = [reading.brick(brick) for brick in bricks.iter("Brick")]
    else:
        made = reading.scene(scene) if scene is not None else []
    made = [parts for parts in made if parts]
    if not made:
        raise UnreadableFile("NO_PARTS", f"{name} holds no bricks.", hint="Save the model in LDD again.")
    bones, lost = reading.matrices()
    return LddModel(
        title=" ".join(root.get("name", "").split())[:_LONGEST_TITLE],
        bricks=made,
        bones=bones,
        lost=[part for parts in made for part in parts if lost.intersection(part.bones)],
        steps=list(_steps(root)),
        groups=list(_groups(root)),
    )


class _Reading:
    """Collects the bones of all parts, so that their numbers are read at once."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._known: dict[int, Matrix] = {}
        self._parts = 0

    def brick(self, brick: Element) -> list[LddPart]:
        design = brick.get("designID", "")
        return [
            self._part(part, design, [bone.get("transformation", "") for bone in part.findall("Bone")])
            for part in brick.findall("Part")
        ]

    def scene(self, scene: Element) -> list[list[LddPart]]:
        """Version 4: the parts of one assembly are one brick, as the boxes of LDD have it."""
        bricks: dict[tuple[str, str], list[LddPart]] = {}
        for group, outer in _nested(scene):
            for part in group.findall("Part"):
                row = len(self._texts)
                self._known[row] = outer @ _axis_angle(part)
                made = self._part(part, part.get("assemblyID", part.get("designID", "")), [""])
                key = ("assembly", part.get("assemblyRefID", "")) if part.get("assemblyRefID") else ("part", str(row))
                bricks.setdefault(key, []).append(made)
        return list(bricks.values())

    def _part(self, part: Element, brick: str, bones: Sequence[str]) -> LddPart:
        first = len(self._texts)
        self._texts += bones or [""]
        self._parts += 1
        said = part.attrib
        return LddPart(
            design=_plain(said.get("designID", "")),
            material=_first_whole(said.get("materials") or said.get("materialID") or "0"),
            is_printed=_has_any(said.get("decoration", "")),
            bones=range(first, len(self._texts)),
            ref=said.get("refID", ""),
            brick=_plain(brick),
            place=self._parts - 1,
        )

    def matrices(self) -> tuple[Matrix, set[int]]:
        """All bones, float64[b, 4, 4], and which of them are no matrices."""
        made = np.tile(np.eye(4), (len(self._texts), 1, 1))
        rows, numbers = self._numbers()
        made[rows, :3, :3] = numbers[:, :9].reshape(-1, 3, 3).transpose(0, 2, 1)  # three axes, each as a column
        made[rows, :3, 3] = numbers[:, 9:]
        for row, matrix in self._known.items():
            made[row] = matrix
        fine = np.isfinite(made).all((1, 2))
        lost = set(np.flatnonzero(~fine).tolist()) | set(range(len(made))) - set(rows) - set(self._known)
        made[~fine] = np.eye(4)
        return made, lost

    def _numbers(self) -> tuple[list[int], Matrix]:
        rows = [row for row, text in enumerate(self._texts) if text.count(",") == _NUMBERS - 1]
        words = ",".join(self._texts[row] for row in rows).split(",") if rows else []
        try:
            return rows, np.fromiter(map(float, words), np.float64).reshape(-1, _NUMBERS)
        except ValueError:  # somewhere is a word that is no number: then row by row
            read = {row: numbers for row in rows if (numbers := _floats(self._texts[row])) is not None}
            return list(read), np.array(list(read.values())).reshape(-1, _NUMBERS)


def _floats(text: str) -> list[float] | None:
    try:
        return [float(word) for word in text.split(",")]
    except ValueError:
        return None


def _nested(scene: Element) -> Iterator[tuple[Element, Matrix]]:
    """Each group with the matrix that its parts stand in, without recursion."""
    waiting = [(group, np.eye(4)) for model in scene.findall("Model") for group in model.findall("Group")]
    waiting += [(group, np.eye(4)) for group in scene.findall("Group")]
    while waiting:
        group, outer = waiting.pop()
        matrix = outer @ _axis_angle(group)
        yield group, matrix
        waiting += [(inner, matrix) for inner in group.findall("Group")]


def _axis_angle(element: Element) -> Matrix:
    """The place that an element of version 4 says: degrees about an axis, then an offset."""
    matrix = np.eye(4)
    try:
        axis = [float(element.get(key, "0")) for key in ("ax", "ay", "az")]
        matrix[:3, :3] = turn(axis, np.radians(float(element.get("angle", "0"))))
        matrix[:3, 3] = [float(element.get(key, "0")) for key in ("tx", "ty", "tz")]
    except ValueError:
        matrix[:] = np.nan  # told as lost with the others
    return matrix


def _steps(root: Element) -> Iterator[list[str]]:
    """The refs of the parts that each step adds, of the first instruction only: others show the same model again."""
    instruction = root.find("BuildingInstructions/BuildingInstruction")
    if instruction is not None:
        for step in instruction.iter("Step"):
            yield [row.get("partRef", "") for row in step.findall("PartRef")]


def _groups(root: Element) -> Iterator[tuple[str, list[str]]]:
    """The outermost groups that the author made: name, and the refs of all parts in it."""
    for system in root.findall("GroupSystems/*"):
        for group in system.findall("Group"):
            refs = [ref for one in group.iter("Group") for ref in one.get("partRefs", "").split(",") if ref]
            if refs:
                yield group.get("name", ""), refs


@lru_cache(maxsize=4096)
def _plain(design: str) -> str:
    """`3958;A` names a revision of the mould; the number is what stands before it.

    It becomes a name in a file of lines, so that nothing in it may end a line or lead anywhere.
    """
    return _NO_NUMBER.sub("-", design.split(";", maxsplit=1)[0].strip())[:64] or _UNTOLD


@lru_cache(maxsize=4096)
def _first_whole(materials: str) -> int:
    """`194,0` is the base colour, then those of further surfaces."""
    return _whole(materials.split(",", maxsplit=1)[0])


@lru_cache(maxsize=4096)
def _has_any(decorations: str) -> bool:
    return any(_whole(word) for word in decorations.split(","))


def _whole(text: str) -> int:
    text = text.strip().split(":")[0]
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
