"""3MF: objects of triangles and of other objects, placed by a build, in one file of a zip or in several.

Source: 3MF Core Specification 1.3 and Production Extension 1.1. A number names an object of its own file; a path names
another file of the same zip, which is looked at only if it is a model.
"""

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from brickcore.archives import Archive, open_archive
from brickcore.formats.solids.refusals import (
    MOST_POINTS,
    MOST_TRIANGLES,
    broken,
    check_tree,
    refuse_many,
    refuse_nodes,
    refuse_points,
)
from brickcore.markup import parse_xml, walk_xml

Floats = npt.NDArray[np.float64]
Corners = npt.NDArray[np.int64]
Key = tuple[str, str]  # the file in the zip, and the object's number in it
Attributes = Mapping[str, str]

_MODEL, _MAIN = ".model", "3d/3dmodel.model"
_RELATIONS, _IS_MAIN = "_rels/.rels", "/3dmodel"
_LONGEST_RELATIONS = 1 << 20
_BUILD = ""
"""Stands for the number of what the build places: no object has it."""

MOST_FILES = 1_000
_ROWS = 12
_LONGEST_INDEX = 9  # digits


class Placed(NamedTuple):
    """One object inside another, or in the build: a point p of it stands at [p 1] · matrix, float64[4, 3]."""

    key: Key
    matrix: Floats


@dataclass(slots=True)
class _Object:
    points: "array[float]" = field(default_factory=lambda: array("d"))
    corners: "array[int]" = field(default_factory=lambda: array("q"))
    inside: list[Placed] = field(default_factory=list)


def read_3mf(data: bytes, name: str) -> tuple[Floats, Corners, str]:
    """All that the build places, as points float64[n, 3] and triangles int64[m, 3], and what the unit is called.

    Raises UnreadableFile and HostileFile.
    """
    archive = open_archive(data, name)
    main = _main(archive, name)
    objects, unit = _collected(archive, main, name)
    inside = {key: [one.key for one in found.inside] for key, found in objects.items()}
    own = {key: len(found.corners) // 3 for key, found in objects.items()}
    check_tree(inside, own, name)
    return *_flat(objects, (main, _BUILD), name), unit


def _main(archive: Archive, name: str) -> str:
    """The model that the zip begins with: by its usual name, else as the relations of the zip say."""
    usual = next((one for one in archive.names if one.lower().endswith(_MAIN)), None)
    relations = archive.find(_RELATIONS)
    if usual is not None:
        return usual
    if relations is None:
        raise broken(name, f"it holds no {_MAIN}")
    root = parse_xml(archive.read(relations, most=_LONGEST_RELATIONS), f"{name}: {relations}")
    told = [one.get("Target", "").strip("/") for one in root if one.get("Type", "").lower().endswith(_IS_MAIN)]
    if not told or told[0] not in archive.names or not told[0].lower().endswith(_MODEL):
        raise broken(name, f"it holds no {_MAIN}, and names no other model that is in it")
    return told[0]


def _collected(archive: Archive, main: str, name: str) -> tuple[dict[Key, _Object], str]:
    """The objects of the main file and of all that it names, and of those."""
    objects: dict[Key, _Object] = {}
    files, unit = [main], ""
    for file in files:  # it grows
        walk = _Walk(file, name, objects)
        walk_xml(archive.read(file), f"{name}: {file}", walk)
        unit = unit or walk.unit or "millimeter"
        for asked in walk.files:
            if asked not in archive.names or not asked.lower().endswith(_MODEL):
                raise broken(name, f"it names {asked[:60]}, which is no model in it")
        files += [one for one in walk.files if one not in files]
        refuse_nodes(len(files) if len(files) > MOST_FILES else 0, name)
    return objects, unit


class _Walk:
    """Collects the objects of one file. Only what stands in a mesh is a point: slices and beams have some, too."""

    line: Callable[[], int]

    def __init__(self, file: str, name: str, objects: dict[Key, _Object]) -> None:
        self.unit, self.files = "", dict[str, None]()
        self._file, self._name, self._objects = file, name, objects
        self._now, self._is_mesh = _Object(), False
        self._begins = {
            "model": self._model, "object": self._object, "mesh": self._mesh, "vertex": self._vertex,
            "triangle": self._triangle, "component": self._component, "build": self._build, "item": self._component,
        }  # fmt: skip

    def begin(self, tag: str, said: dict[str, str]) -> None:
        """An element begins."""
        handle = self._begins.get(tag.rpartition(":")[2])
        if handle is None:
            return
        try:
            handle(said)
        except (KeyError, ValueError) as error:
            line = self.line()
            raise broken(self._name, f"line {line} of {self._file} does not fit: <{tag[:40]}>", line) from error

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag.rpartition(":")[2] == "mesh":
            self._is_mesh = False

    def _model(self, said: Attributes) -> None:
        self.unit = said.get("unit", "")

    def _object(self, said: Attributes) -> None:
        self._now = self._objects.setdefault((self._file, said["id"]), _Object())
        refuse_nodes(len(self._objects), self._name)

    def _build(self, _said: Attributes) -> None:
        self._now = self._objects.setdefault((self._file, _BUILD), _Object())

    def _mesh(self, _said: Attributes) -> None:
        self._is_mesh = True

    def _vertex(self, said: Attributes) -> None:
        if self._is_mesh:
            self._now.points.extend([float(said["x"]), float(said["y"]), float(said["z"])])
            if len(self._now.points) > 3 * MOST_POINTS:
                refuse_points(len(self._now.points) // 3, self._name)

    def _triangle(self, said: Attributes) -> None:
        if self._is_mesh:
            self._now.corners.extend([_index(said["v1"]), _index(said["v2"]), _index(said["v3"])])
            if len(self._now.corners) > 3 * MOST_TRIANGLES:
                refuse_many(len(self._now.corners) // 3, self._name)

    def _component(self, said: Attributes) -> None:
        path = next((one for key, one in said.items() if key.rpartition(":")[2] == "path"), None)
        file = self._file if path is None else path.strip("/")
        if path is not None:
            self.files[file] = None
        self._now.inside.append(Placed((file, said["objectid"]), _matrix(said.get("transform", ""))))
        refuse_nodes(len(self._now.inside), self._name)


def _index(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > _LONGEST_INDEX:
        raise ValueError("no place of a point")
    return int(text)


def _matrix(text: str) -> Floats:
    if not text:
        return np.eye(4, 3)
    numbers = [float(word) for word in text.split()]
    if len(numbers) != _ROWS:
        raise ValueError("a transform has twelve numbers")
    return np.array(numbers).reshape(4, 3)


def _flat(objects: Mapping[Key, _Object], build: Key, name: str) -> tuple[Floats, Corners]:
    """Every mesh wherever it is placed. The tree was added up before, so it ends."""
    points: list[Floats] = [np.empty((0, 3))]
    corners: list[Corners] = [np.empty((0, 3), np.int64)]
    count = 0
    waiting: list[Placed] = [Placed(build, np.eye(4, 3))]
    while waiting:
        key, matrix = waiting.pop()
        if key not in objects:
            where = "" if key[0] == build[0] else f" of {key[0][:60]}"
            raise broken(name, f"it places object {key[1][:20]}{where}, which is not there")
        found = objects[key]
        waiting += [Placed(one.key, _after(one.matrix, matrix)) for one in found.inside]
        if found.corners:
            own, triangles = _mesh_of(found, name)
            points.append(own @ matrix[:3] + matrix[3])
            corners.append((triangles if np.linalg.det(matrix[:3]) >= 0 else triangles[:, ::-1]) + count)
            count += len(own)
            refuse_points(count, name)
    return np.concatenate(points), np.concatenate(corners)


def _after(first: Floats, second: Floats) -> Floats:
    with np.errstate(all="ignore"):  # what is beyond all numbers is told when the whole is looked at
        placed = first @ second[:3]
    placed[3] += second[3]
    return placed


def _mesh_of(found: _Object, name: str) -> tuple[Floats, Corners]:
    points = np.frombuffer(found.points, np.float64).reshape(-1, 3)
    triangles = np.frombuffer(found.corners, np.int64).reshape(-1, 3)
    if triangles.max() >= len(points):
        raise broken(name, f"a triangle asks for point {triangles.max():,}, and there are {len(points):,}")
    return points, triangles
