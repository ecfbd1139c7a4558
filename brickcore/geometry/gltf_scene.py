"""The nodes, meshes and accessors of one model's GLB."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from brickcore.colours import LDrawColour
from brickcore.geometry import codec
from brickcore.geometry.encode import EncodedPart
from brickcore.geometry.gltf_buffer import (
    BYTE,
    FLOAT,
    INDICES,
    SHORT,
    UNSIGNED_INT,
    UNSIGNED_SHORT,
    VERTICES,
    GltfBuffer,
    Json,
)
from brickcore.geometry.materials import Materials
from brickcore.geometry.placing import Arrangement, Run, quaternions
from brickcore.model import Placements

_UNITS = 0.01  # glTF units in an LDU
_SHIFT_STEP = -1  # instances stand on a grid of 2**-1 stored steps: 1/64 LDU


class _Shape(NamedTuple):
    """The accessors of one part: attributes, (colour, indices) groups, edges."""

    attributes: Mapping[str, int]
    groups: Sequence[tuple[int, int]]
    edges: int | None


class _Instances(NamedTuple):
    """The views that hold every instance's numbers, in arranged order."""

    shifts: int
    turns: int
    stretches: int
    steps: int


class Scene:
    """Built once by `fill`; its lists are what stands in the GLB."""

    def __init__(
        self,
        buffer: GltfBuffer,
        placements: Placements,
        arranged: Arrangement,
        encoded: Mapping[str, EncodedPart],
        colours: Mapping[int, LDrawColour],
    ) -> None:
        self.buffer = buffer
        self.materials = Materials(colours)
        self.meshes: list[Json] = []
        self.nodes: list[Json] = []
        self.roots: list[int] = []
        self._placements = placements
        self._arranged = arranged
        self._encoded = encoded
        self._shapes: dict[str, _Shape] = {}
        self._mesh_index: dict[tuple[int, int], int] = {}

    def fill(self) -> None:
        """Make everything."""
        drawn = [run for run in self._arranged.runs if self._is_drawn(run)]
        if not drawn:
            return
        instances = self._instances()
        for run in drawn:
            mesh = self._mesh(run)
            if run.skewed:
                for row in range(run.first, run.last):
                    self._add_skewed(mesh, run, row)
            else:
                self._add_instanced(mesh, run, instances)

    def _is_drawn(self, run: Run) -> bool:
        part = self._encoded.get(self._placements.parts[run.part])
        return part is not None and part.triangles > 0

    def _part(self, run: Run) -> EncodedPart:
        return self._encoded[self._placements.parts[run.part]]

    def _steps(self) -> npt.NDArray[np.uint32]:
        return self._placements.steps[self._arranged.rows].astype(np.uint32)

    def _instances(self) -> _Instances:
        """Pack shifts (in the stored steps of each one's part), turns, stretches and steps of all instances."""
        arranged, view = self._arranged, self.buffer.view
        units = np.array(
            [self._encoded[name].unit if name in self._encoded else 1.0 for name in self._placements.parts]
        )
        shifts = arranged.shifts / units[self._placements.part_index[arranged.rows], None]
        turns = np.rint(arranged.turns * 32767).astype(np.int16)
        steps = self._steps()
        count = len(steps)
        any_stretched = any(run.stretched for run in arranged.runs)
        stretches = codec.to_exponential(arranged.stretches, -20) if any_stretched else None
        return _Instances(
            view(
                codec.encode_vertices(codec.to_exponential(shifts, _SHIFT_STEP)),
                count,
                12,
                "ATTRIBUTES",
                codec_filter="EXPONENTIAL",
            ),
            view(codec.encode_vertices(turns), count, 8, "ATTRIBUTES"),
            view(codec.encode_vertices(stretches), count, 12, "ATTRIBUTES", codec_filter="EXPONENTIAL")
            if stretches is not None
            else -1,
            view(codec.encode_sequence(steps, int(steps.max(initial=0)) + 1), count, 4, "INDICES"),
        )

    def _shape(self, name: str) -> _Shape:
        """A part's geometry, put into the buffer when it is first drawn."""
        if name not in self._shapes:
            self._shapes[name] = self._add_shape(self._encoded[name])
        return self._shapes[name]

    def _add_shape(self, part: EncodedPart) -> _Shape:
        view, accessor, count = self.buffer.view, self.buffer.accessor, part.vertices
        width, kind = (2, UNSIGNED_SHORT) if count <= 65_535 else (4, UNSIGNED_INT)
        positions = view(part.positions_stream, count, 8, "ATTRIBUTES", target=VERTICES)
        normals = view(part.normals_stream, count, 4, "ATTRIBUTES", codec_filter="OCTAHEDRAL", target=VERTICES)
        indices = view(part.triangles_stream, 3 * part.triangles, width, "TRIANGLES", target=INDICES)
        attributes = {
            "POSITION": accessor(positions, SHORT, count, "VEC3", min=[*part.low], max=[*part.high]),
            "NORMAL": accessor(normals, BYTE, count, "VEC3", normalized=True),
        }
        groups, offset = [], 0
        for colour, size in part.groups:
            groups.append((colour, accessor(indices, kind, size, "SCALAR", offset=offset)))
            offset += size * width
        edges = None
        if part.edges:
            lines = view(part.edges_stream, part.edges, width, "INDICES", target=INDICES)
            edges = accessor(lines, kind, part.edges, "SCALAR")
        return _Shape(attributes, groups, edges)

    def _mesh(self, run: Run) -> int:
        """The glTF mesh of one part in one colour."""
        key = (run.part, run.colour)
        if key not in self._mesh_index:
            self._mesh_index[key] = len(self.meshes)
            self.meshes.append(self._make_mesh(self._placements.parts[run.part], run.colour))
        return self._mesh_index[key]

    def _make_mesh(self, name: str, colour: int) -> Json:
        shape = self._shape(name)
        number = name.removesuffix(".dat")
        key = f"{number}:{colour}"
        extras: Json = {"key": key, "part": number, "colour": colour}
        if shape.edges is not None:
            extras["edges"] = shape.edges
        if self._encoded[name].origin in {"parametric", "box"}:
            extras["approximate"] = True
        primitives = [
            {"attributes": shape.attributes, "indices": indices, "material": self.materials.index(colour, own)}
            for own, indices in shape.groups
        ]
        return {"name": key, "primitives": primitives, "extras": extras}

    def _add_instanced(self, mesh: int, run: Run, views: _Instances) -> None:
        accessor, count, first = self.buffer.accessor, run.last - run.first, run.first
        attributes = {
            "TRANSLATION": accessor(views.shifts, FLOAT, count, "VEC3", offset=first * 12),
            "ROTATION": accessor(views.turns, SHORT, count, "VEC4", offset=first * 8, normalized=True),
        }
        if run.stretched:
            attributes["SCALE"] = accessor(views.stretches, FLOAT, count, "VEC3", offset=first * 12)
        steps = accessor(views.steps, UNSIGNED_INT, count, "SCALAR", offset=first * 4)
        scale = _round(self._part(run).unit * _UNITS)
        # (x, -y, -z) is half a turn about x; with the x of a mirrored run turned back, a scale of -1 in all directions
        standing: Json = {"scale": [-scale] * 3} if run.mirrored else {"scale": [scale] * 3, "rotation": [1, 0, 0, 0]}
        self._root(
            {
                "mesh": mesh,
                **standing,
                "extensions": {"EXT_mesh_gpu_instancing": {"attributes": attributes}},
                "extras": {"steps": steps},
            }
        )

    def _add_skewed(self, mesh: int, run: Run, row: int) -> None:
        """A turning node, in it a stretching one, in it one that turns back: any matrix, in steps that glTF allows."""
        matrix = self._placements.matrices[self._arranged.rows[row]]
        outer, stretch, inner = np.linalg.svd(np.diag([1.0, -1.0, -1.0]) @ matrix[:, :3])
        if np.linalg.det(outer) < 0:
            outer, stretch = -outer, -stretch
        if np.linalg.det(inner) < 0:
            inner, stretch = -inner, -stretch
        turns = quaternions(np.stack([outer, inner]))
        step = int(self._placements.steps[self._arranged.rows[row]])
        self.nodes.append({"mesh": mesh, "rotation": _rounded(turns[1]), "extras": {"steps": [step]}})
        scale = stretch * self._part(run).unit * _UNITS
        shift = matrix[:, 3] * [_UNITS, -_UNITS, -_UNITS]
        self._root(
            {
                "children": [len(self.nodes) - 1],
                "translation": _rounded(shift),
                "rotation": _rounded(turns[0]),
                "scale": _rounded(scale),
            }
        )

    def _root(self, node: Json) -> None:
        self.roots.append(len(self.nodes))
        self.nodes.append(node)


def _round(value: float) -> float:
    return float(f"{value:.7g}")


def _rounded(values: npt.NDArray[np.float64]) -> list[float]:
    return [_round(value) for value in values.tolist()]
