"""Small part texts and placements that the geometry tests share, and a reader of the GLBs that come of them."""

import json
import struct
from typing import Any

import numpy as np
import numpy.typing as npt

from brickcore.geometry import codec
from brickcore.library import PartsLibrary
from brickcore.library.parts_library import EmptyStore
from brickcore.model import Placements

NO_LIBRARY = PartsLibrary(EmptyStore())

CUBE = b"""0 A cube, 20 LDU
0 !LDRAW_ORG Unofficial_Part
0 BFC CERTIFY CCW
4 16 -10 0 -10 10 0 -10 10 0 10 -10 0 10
4 16 -10 20 10 10 20 10 10 20 -10 -10 20 -10
4 16 -10 0 -10 -10 20 -10 10 20 -10 10 0 -10
4 16 10 0 10 10 20 10 -10 20 10 -10 0 10
4 16 -10 0 10 -10 20 10 -10 20 -10 -10 0 -10
4 16 10 0 -10 10 20 -10 10 20 10 10 0 10
"""


_KINDS = {5120: "i1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}


def placed(*rows: tuple[str, int, npt.ArrayLike, int]) -> Placements:
    """Placements from (part, colour, 3 x 4 matrix, step)."""
    parts = tuple(dict.fromkeys(row[0] for row in rows))
    return Placements(
        parts=parts,
        part_index=np.array([parts.index(row[0]) for row in rows], np.int32),
        colours=np.array([row[1] for row in rows], np.int32),
        matrices=np.array([row[2] for row in rows], np.float64).reshape(-1, 3, 4),
        steps=np.array([row[3] for row in rows], np.int32),
    )


def standing(x: float = 0, y: float = 0, z: float = 0, turn: npt.ArrayLike | None = None) -> npt.NDArray[np.float64]:
    """A 3 x 4 matrix."""
    matrix = np.eye(3, 4)
    if turn is not None:
        matrix[:, :3] = turn
    matrix[:, 3] = x, y, z
    return matrix


def volume(positions: npt.NDArray[np.float32], triangles: npt.NDArray[np.uint32]) -> float:
    """The signed volume that triangles enclose; positive when they face outward."""
    one, two, three = positions[triangles].astype(np.float64).transpose(1, 0, 2)
    return float(np.einsum("ij,ij->", one, np.cross(two, three)) / 6)


class GlbReader:
    """Unpacks a GLB as a browser does, with the decoder of the same library."""

    def __init__(self, data: bytes) -> None:
        magic, version, length = struct.unpack_from("<4sII", data)
        assert (magic, version, length) == (b"glTF", 2, len(data))
        size, kind = struct.unpack_from("<II", data, 12)
        assert kind == 0x4E4F534A
        self.json: dict[str, Any] = json.loads(data[20 : 20 + size])
        self.binary = data[28 + size :] if len(data) > 20 + size else b""
        self.scene = self.json["scenes"][0]

    def view(self, index: int) -> bytes:
        """One buffer view, unpacked and unfiltered."""
        packing = self.json["bufferViews"][index]["extensions"]["EXT_meshopt_compression"]
        data = self.binary[packing["byteOffset"] : packing["byteOffset"] + packing["byteLength"]]
        count, stride = packing["count"], packing["byteStride"]
        if packing["mode"] == "ATTRIBUTES":
            return self._attributes(data, count, stride, packing.get("filter"))
        decode = codec.decode_triangles if packing["mode"] == "TRIANGLES" else codec.decode_sequence
        return decode(data, count).astype(np.uint16 if stride == 2 else np.uint32).tobytes()

    @staticmethod
    def _attributes(data: bytes, count: int, stride: int, wanted: str | None) -> bytes:
        """Mode ATTRIBUTES and its filters."""
        if wanted == "EXPONENTIAL":
            words = codec.decode_vertices(data, count, stride // 4, np.uint32).astype(np.uint32)
            exponent = (words >> 24).astype(np.uint8).view(np.int8).astype(np.int32)
            mantissa = (words << 8).astype(np.uint32).view(np.int32) >> 8
            return np.ldexp(mantissa.astype(np.float32), exponent).astype(np.float32).tobytes()
        if wanted == "OCTAHEDRAL":
            rows = codec.decode_vertices(data, count, stride, np.int8).astype(np.float32)
            flat = np.stack([rows[:, 0], rows[:, 1], rows[:, 2] - np.abs(rows[:, :2]).sum(axis=1)], axis=1)
            fold = np.maximum(-flat[:, 2], 0)
            flat[:, :2] -= np.copysign(fold[:, None], flat[:, :2])
            flat /= np.linalg.norm(flat, axis=1)[:, None]
            return np.pad(np.rint(flat * 127), ((0, 0), (0, 1))).astype(np.int8).tobytes()
        return codec.decode_vertices(data, count, stride, np.uint8).tobytes()

    def accessor(self, index: int) -> npt.NDArray[Any]:
        """One accessor's numbers, normalised ones as floats."""
        accessor = self.json["accessors"][index]
        kind = np.dtype(_KINDS[accessor["componentType"]])
        width = {"SCALAR": 1, "VEC3": 3, "VEC4": 4}[accessor["type"]]
        stride = self.json["bufferViews"][accessor["bufferView"]].get("byteStride", kind.itemsize * width)
        data, count = self.view(accessor["bufferView"]), accessor["count"]
        rows = np.ndarray((count, width), kind, data, accessor.get("byteOffset", 0), (stride, kind.itemsize))
        if accessor.get("normalized"):
            return np.asarray(np.maximum(rows / (2 ** (8 * kind.itemsize - 1) - 1), -1))
        return rows

    def instances(self) -> list[tuple[str, npt.NDArray[np.float64]]]:
        """(mesh name, 4 x 4 matrix from its stored positions to the scene) of everything drawn, in the file's order."""
        found: list[tuple[str, npt.NDArray[np.float64]]] = []
        pending = [(self.json["nodes"][index], np.eye(4)) for index in reversed(self.scene.get("nodes", []))]
        while pending:
            node, above = pending.pop()
            here = above @ transform(node.get("translation"), node.get("rotation"), node.get("scale"))
            pending += [(self.json["nodes"][child], here) for child in node.get("children", [])]
            if "mesh" in node:
                name = self.json["meshes"][node["mesh"]]["name"]
                found += [(name, here @ local) for local in self._locals(node)]
        return found

    def _locals(self, node: dict[str, Any]) -> list[npt.NDArray[np.float64]]:
        if "extensions" not in node:
            return [np.eye(4)]
        attributes = node["extensions"]["EXT_mesh_gpu_instancing"]["attributes"]
        rows = {name: self.accessor(index) for name, index in attributes.items()}
        scales = rows.get("SCALE", np.ones((len(rows["TRANSLATION"]), 3)))
        return [transform(*row) for row in zip(rows["TRANSLATION"], rows["ROTATION"], scales, strict=True)]

    def drawn(self) -> npt.NDArray[np.float64]:
        """Every triangle of the scene, [t, 3, 3] in glTF units."""
        meshes = {mesh["name"]: mesh for mesh in self.json["meshes"]}
        parts = []
        for name, matrix in self.instances():
            for primitive in meshes[name]["primitives"]:
                points = self.accessor(primitive["attributes"]["POSITION"]).astype(np.float64)
                corners = (points @ matrix[:3, :3].T + matrix[:3, 3])[self.accessor(primitive["indices"])[:, 0]]
                faces = corners.reshape(-1, 3, 3)
                parts.append(faces[:, ::-1] if np.linalg.det(matrix[:3, :3]) < 0 else faces)
        return np.concatenate(parts)


def transform(shift: Any, turn: Any, scale: Any) -> npt.NDArray[np.float64]:
    """The 4 x 4 matrix of a glTF node."""
    matrix = np.eye(4)
    if turn is not None:
        x, y, z, w = np.asarray(turn, np.float64) / np.linalg.norm(turn)
        matrix[:3, :3] = [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    if scale is not None:
        matrix[:3, :3] *= np.asarray(scale, np.float64)
    if shift is not None:
        matrix[:3, 3] = shift
    return matrix
