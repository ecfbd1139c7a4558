"""What a PLY or a GLB would come to, before a library believes its counts."""

import json
import re
from collections.abc import Sequence
from math import isfinite
from typing import Any

from brickcore.formats.solids.refusals import broken, check_tree, hostile, refuse_many, refuse_nodes

_PLY_ELEMENT = re.compile(rb"^element[ \t]+(\S+)[ \t]+(\S+)[ \t\r]*$", re.MULTILINE)
_PLY_TEXT = re.compile(rb"^format[ \t]+ascii", re.MULTILINE)
_PLY_FACES = re.compile(
    rb"^element[ \t]+face[^\n]*\n(?:comment[^\n]*\n)*property[ \t]+list[^\n]*(?:\n(?!property)|\n?$)", re.M
)
"""Faces that are nothing but a list of corners."""
_PLY_HEAD = 1 << 16
_LONGEST_COUNT = 12  # digits
_GLB_HEAD, _CHUNK_HEAD = 12, 8
_KNOWN_EXTENSIONS = {"KHR_mesh_quantization", "KHR_materials_unlit", "KHR_texture_transform"}
_CROWD = "EXT_mesh_gpu_instancing"
_PLACES = ("matrix", "translation", "rotation", "scale")
_STRIPS = (5, 6)
"""Ways of drawing that make a triangle of each point after the second."""

_WIDTHS = {5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4}  # bytes of a number, by its componentType
_SHAPES = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
_PLAINLY = (
    "Export it without compression and instances, or as .stl or .3mf. What this site drew as a .glb it gives as those "
    "too, and as the file that it was drawn from."
)
_METRE, _LARGEST_UNIT = 1000.0, 1e6  # millimetres
_FARTHEST = 1e9
"""No honest node turns, scales or moves by more, whatever its unit."""


def check_ply(data: bytes, name: str) -> None:
    """Raises HostileFile and UnreadableFile where the head of a PLY speaks of more than its bytes could hold."""
    head, mark, body = data.partition(b"end_header")
    head = head[:_PLY_HEAD]
    told = _PLY_ELEMENT.findall(head)
    if any(not number.isdigit() or len(number) > _LONGEST_COUNT for _kind, number in told):
        raise broken(name, "its head speaks of a number of points that is none")
    counts = {kind: int(number) for kind, number in told}
    refuse_many(max(counts.values(), default=0) // 2, name)
    if sum(counts.values()) > len(data):  # each takes a byte at least
        raise broken(name, "its head speaks of more points than its bytes could hold")
    if mark and _PLY_TEXT.search(head) and _PLY_FACES.search(head) and [*counts][:2] == [b"vertex", b"face"]:
        _check_lists(body.splitlines()[1 + counts[b"vertex"] :][: counts[b"face"]], name)


def _check_lists(faces: Sequence[bytes], name: str) -> None:
    """Each face in text begins with the number of its corners, which the library does not look at."""
    for number, face in enumerate(faces, 1):
        words = face.split()
        if not words or words[0] != str(len(words) - 1).encode():
            raise broken(name, f"face {number:,} does not have as many corners as it says")


def check_length(data: bytes, name: str) -> int:
    """How long the JSON of a GLB is. Raises UnreadableFile where it does not begin with it."""
    length = int.from_bytes(data[_GLB_HEAD : _GLB_HEAD + 4], "little")
    start = _GLB_HEAD + _CHUNK_HEAD
    if data[_GLB_HEAD + 4 : start] != b"JSON" or start + length > len(data):
        raise broken(name, "its first chunk is no JSON")
    return length


def check_glb(data: bytes, name: str) -> float:
    """How many millimetres one of its units is: glTF has metres, and our own say otherwise beside their scene.

    Raises HostileFile and UnreadableFile for a GLB that would come to too much, or does not fit together.
    """
    start, length = _GLB_HEAD + _CHUNK_HEAD, check_length(data, name)
    try:
        tree = json.loads(data[start : start + length])
        _check_gltf(tree, name)
        told = [scene.get("extras", {}).get("mm_per_unit") for scene in tree.get("scenes", [])[:1]]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OverflowError) as error:
        raise broken(name, "its JSON does not fit together") from error
    said = told[0] if told else None
    return float(said) if isinstance(said, int | float) and 0 < said <= _LARGEST_UNIT else _METRE


def _check_gltf(tree: dict[str, Any], name: str) -> None:
    _check_asked(tree, name)
    accessors = tree.get("accessors", [])
    if any("sparse" in one for one in accessors):
        raise broken(name, "it keeps its points in a sparse form, which is not read here", hint=_PLAINLY)
    if any(int(one["count"]) < 0 for one in accessors):
        raise broken(name, "it speaks of fewer than no points")
    refuse_many(sum(int(one["count"]) for one in accessors) // 6, name)
    parts = [mesh.get("primitives", []) for mesh in tree.get("meshes", [])]
    refuse_nodes(sum(map(len, parts)), name)
    own = [sum(_drawn(part, accessors) for part in some) for some in parts]
    _check_nodes(tree.get("nodes", []), own, name)
    for part in (part for some in parts for part in some):
        for number in (part.get("indices"), part.get("attributes", {}).get("POSITION")):
            if number is not None and not _fits(accessors[number], tree.get("bufferViews", [])):
                raise broken(name, "it speaks of more points than its bytes hold")


def refuse_outside(tree: dict[str, Any], name: str) -> None:
    """Raises HostileFile for a scene that asks for another file."""
    for one in (*tree.get("buffers", []), *tree.get("images", [])):
        if "uri" in one and not one["uri"].startswith("data:"):
            raise hostile(name, "it asks for a file outside itself")


def _check_asked(tree: dict[str, Any], name: str) -> None:
    """Nothing outside of the file is looked at, and nothing is taken for what it is not."""
    refuse_outside(tree, name)
    crowds = {_CROWD} if any(_CROWD in node.get("extensions", {}) for node in tree.get("nodes", [])) else set()
    lacking = set(tree.get("extensionsRequired", [])) - _KNOWN_EXTENSIONS | crowds
    if lacking:
        raise broken(name, f"it needs what is not read here: {', '.join(sorted(lacking))[:100]}", hint=_PLAINLY)


def _check_nodes(nodes: Sequence[dict[str, Any]], own: Sequence[int], name: str) -> None:
    inside = {number: [int(child) for child in node.get("children", [])] for number, node in enumerate(nodes)}
    if any(child not in inside for children in inside.values() for child in children):
        raise broken(name, "one of its nodes names a node that is not there")
    check_tree(inside, {number: own[node["mesh"]] if "mesh" in node else 0 for number, node in enumerate(nodes)}, name)
    for node in nodes:
        numbers = [float(one) for key in _PLACES for one in node.get(key, ())]
        if not all(isfinite(one) and abs(one) <= _FARTHEST for one in numbers):
            raise broken(name, "one of its nodes is moved, turned or scaled by a number that is none, or beyond all")


def _drawn(part: dict[str, Any], accessors: Sequence[dict[str, Any]]) -> int:
    """The triangles of one primitive, whether or not it lists its corners apart from its points."""
    points = part.get("indices", part.get("attributes", {}).get("POSITION"))
    count = 0 if points is None else int(accessors[points]["count"])
    return count if part.get("mode", 4) in _STRIPS else count // 3


def _fits(accessor: dict[str, Any], views: Sequence[dict[str, Any]]) -> bool:
    """Whether the bytes that an accessor looks at are there; one that looks at none would be all zeros."""
    if "bufferView" not in accessor:
        return False
    view, count = views[accessor["bufferView"]], int(accessor["count"])
    size = _WIDTHS[accessor["componentType"]] * _SHAPES[accessor["type"]]
    reach = int(accessor.get("byteOffset", 0)) + int(view.get("byteStride") or size) * max(count - 1, 0) + size
    return bool(reach <= int(view["byteLength"]))
