"""A GLB as this site and others pack it, unpacked: plain buffers, and a node for each instance.

Source: glTF 2.0 with EXT_meshopt_compression and EXT_mesh_gpu_instancing. What is not read here is left as it stands,
and refused by whoever looks at the file next.
"""

import json
import struct
from typing import Any

import numpy as np
import numpy.typing as npt

from brickcore.formats.solids.counted import refuse_outside
from brickcore.formats.solids.refusals import broken, hostile, refuse_nodes
from brickcore.geometry import codec

MESHOPT, CROWD = "EXT_meshopt_compression", "EXT_mesh_gpu_instancing"
MOST_UNPACKED = 128 << 20
"""Bytes; four hundred thousand triangles take a tenth."""

_HEAD, _CHUNK = 12, 8
_JSON, _BINARY = b"JSON", b"BIN\0"
_WIDEST = 256
_KINDS = {5120: np.int8, 5122: np.int16, 5126: np.float32}
_COLUMNS = {"VEC3": 3, "VEC4": 4}

Json = dict[str, Any]


def unpacked_glb(data: bytes, name: str) -> bytes:
    """The same scene without compression and instances; the bytes as they are where they have neither.

    Raises UnreadableFile and HostileFile.
    """
    if MESHOPT.encode() not in data and CROWD.encode() not in data:
        return data
    try:
        tree, binary = _chunks(data)
        refuse_outside(tree, name)
        if "bufferViews" in tree and _is_packed(tree):
            binary = _unpack(tree, binary, name)
        _place(tree, binary, name)
        return _joined(tree, binary)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OverflowError) as error:
        raise broken(name, "its JSON does not fit together") from error
    except (RuntimeError, struct.error) as error:
        raise broken(name, "its packed points are damaged") from error


def _chunks(data: bytes) -> tuple[Json, bytes]:
    length = int.from_bytes(data[_HEAD : _HEAD + 4], "little")
    start = _HEAD + _CHUNK
    tree = json.loads(data[start : start + length])
    return tree, data[start + length + _CHUNK :]


def _joined(tree: Json, binary: bytes) -> bytes:
    text = json.dumps(tree).encode()
    text += b" " * (-len(text) % 4)
    rest = struct.pack("<L4s", len(binary), _BINARY) + binary
    head = struct.pack("<4s2L", b"glTF", 2, _HEAD + _CHUNK + len(text) + len(rest))
    return head + struct.pack("<L4s", len(text), _JSON) + text + rest


def _is_packed(tree: Json) -> bool:
    return any(MESHOPT in view.get("extensions", {}) for view in tree["bufferViews"])


def _unpack(tree: Json, binary: bytes, name: str) -> bytes:
    """All views one after the other, in one buffer; the tree is told where each lies now."""
    told = [view.get("extensions", {}).get(MESHOPT) for view in tree["bufferViews"]]
    sizes = [
        int(packing["count"]) * int(packing["byteStride"]) if packing else int(view["byteLength"])
        for view, packing in zip(tree["bufferViews"], told, strict=True)
    ]
    if min(sizes) < 0 or sum(sizes) > MOST_UNPACKED:
        raise hostile(name, f"it would unpack to {sum(sizes) >> 20:,} MB")
    made = bytearray()
    for view, packing in zip(tree["bufferViews"], told, strict=True):
        unpacked = _decoded(packing, binary, name) if packing else _slice(view, binary, name)
        view.pop("extensions", None)
        view |= {"buffer": 0, "byteOffset": len(made), "byteLength": len(unpacked)}
        made += unpacked + bytes(-len(unpacked) % 4)
    tree["buffers"] = [{"byteLength": len(made)}]
    _forget(tree, MESHOPT)
    for mesh in tree.get("meshes", []):
        for part in mesh.get("primitives", []):  # how the surface shines is packed in a way of its own, and not read
            part["attributes"] = {"POSITION": part["attributes"]["POSITION"]}
    return bytes(made)


def _slice(view: Json, binary: bytes, name: str) -> bytes:
    start, length = int(view.get("byteOffset", 0)), int(view["byteLength"])
    if view.get("buffer", 0) != 0 or not 0 <= start <= start + length <= len(binary):
        raise broken(name, "it speaks of more bytes than it holds")
    return binary[start : start + length]


def _decoded(packing: Json, binary: bytes, name: str) -> bytes:
    count, stride, mode = int(packing["count"]), int(packing["byteStride"]), packing["mode"]
    data = _slice(packing, binary, name)
    if mode == "ATTRIBUTES" and stride % 4 == 0 and 0 < stride <= _WIDEST:
        rows = codec.decode_vertices(data, count, stride, np.uint8) if count else np.empty((0, stride), np.uint8)
        return _unfiltered(rows, packing.get("filter", "NONE"), name)
    if mode in ("TRIANGLES", "INDICES") and stride in (2, 4) and (mode == "INDICES" or count % 3 == 0):
        decode = codec.decode_triangles if mode == "TRIANGLES" else codec.decode_sequence
        indices = decode(data, count) if count else np.empty(0, np.uint32)
        return indices.astype("<u2" if stride == 2 else "<u4").tobytes()
    raise broken(name, "its points are packed in a way that is not read here")


def _unfiltered(rows: npt.NDArray[Any], kind: str, name: str) -> bytes:
    """EXPONENTIAL: eight bits of an exponent above twenty-four of a number. How surfaces shine stays as it is."""
    if kind in ("NONE", "OCTAHEDRAL"):
        return bytes(rows.tobytes())
    if kind != "EXPONENTIAL":
        raise broken(name, "its points are packed in a way that is not read here")
    words = rows.reshape(-1).view("<i4")
    values = np.ldexp(((words << 8) >> 8).astype(np.float64), words >> 24)
    return bytes(values.astype("<f4").tobytes())


def _place(tree: Json, binary: bytes, name: str) -> None:
    """A node below its own for each instance."""
    nodes = tree.get("nodes", [])
    for node in list(nodes):
        crowd = node.get("extensions", {}).get(CROWD)
        if crowd is None:
            continue
        told = {key.lower(): _rows(tree, binary, number, name) for key, number in crowd["attributes"].items()}
        places = {key: told[key] for key in ("translation", "rotation", "scale") if key in told}
        count = min(map(len, places.values()))
        refuse_nodes(len(nodes) + count, name)
        mesh = node.pop("mesh")
        node["extensions"].pop(CROWD)
        node.setdefault("children", []).extend(range(len(nodes), len(nodes) + count))
        nodes += [{"mesh": mesh, **{key: rows[row] for key, rows in places.items()}} for row in range(count)]
    _forget(tree, CROWD)


def _rows(tree: Json, binary: bytes, number: int, name: str) -> list[list[float]]:
    """The numbers of one attribute of instances; whole ones stand for parts of 1 where the file says so."""
    accessor = tree["accessors"][number]
    view, columns = tree["bufferViews"][accessor["bufferView"]], _COLUMNS.get(accessor["type"], 1)
    kind = np.dtype(_KINDS.get(accessor["componentType"], np.uint32)).newbyteorder("<")
    size, count = columns * kind.itemsize, int(accessor["count"])
    stride, start = int(view.get("byteStride") or size), int(accessor.get("byteOffset", 0))
    data = _slice(view, binary, name)
    refuse_nodes(count, name)
    if count < 0 or stride < size or start < 0 or (count and start + stride * (count - 1) + size > len(data)):
        raise broken(name, "it speaks of more instances than its bytes hold")
    rows = np.ndarray((count, columns), kind, data, start, (stride, kind.itemsize)).astype(np.float64)
    if accessor.get("normalized") and kind.kind == "i":
        rows = np.maximum(rows / (2 ** (8 * kind.itemsize - 1) - 1), -1)
    found: list[list[float]] = rows.tolist()
    return found


def _forget(tree: Json, extension: str) -> None:
    for key in ("extensionsUsed", "extensionsRequired"):
        if key in tree:
            tree[key] = [one for one in tree[key] if one != extension]
