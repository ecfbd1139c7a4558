"""What a mesh file would come to, before a library believes its counts."""

import json
import re
from typing import Any
from xml.etree.ElementTree import Element

from brickcore.archives import open_archive
from brickcore.errors import HostileFile, Location, UnreadableFile
from brickcore.markup import parse_xml

MOST_TRIANGLES = 400_000
MOST_NODES = 10_000
_STL_HEAD, _STL_ROW = 84, 50
_PLY_ELEMENT = re.compile(rb"^element\s+(\w+)\s+(\d+)\s*$", re.MULTILINE)
_PLY_HEAD = 1 << 16
_GLB_HEAD, _CHUNK_HEAD = 12, 8
_KNOWN_EXTENSIONS = {"KHR_mesh_quantization", "KHR_materials_unlit", "KHR_texture_transform"}
_MODEL = ".model"


def check_counts(data: bytes, name: str, form: str) -> None:
    """Raises HostileFile where the file would come to more than can be shown, UnreadableFile where it cannot be."""
    checks = {"stl": _check_stl, "ply": _check_ply, "obj": _check_obj, "glb": _check_glb, "3mf": _check_3mf}
    checks[form](data, name)


def _check_stl(data: bytes, name: str) -> None:
    if data[:5].lower() == b"solid":
        _refuse_many(data.count(b"facet normal"), name)
        if b"facet" in data:
            return
    triangles = int.from_bytes(data[_STL_HEAD - 4 : _STL_HEAD], "little")
    _refuse_many(triangles, name)
    if len(data) < _STL_HEAD + _STL_ROW * triangles or not triangles:
        raise _broken(name, f"its head speaks of {triangles:,} triangles, and its bytes hold another number")


def _check_ply(data: bytes, name: str) -> None:
    counts = {kind.decode(): int(number) for kind, number in _PLY_ELEMENT.findall(data[:_PLY_HEAD])}
    _refuse_many(max(counts.values(), default=0) // 2, name)
    if sum(counts.values()) > len(data):  # each takes a byte at least
        raise _broken(name, "its head speaks of more points than its bytes could hold")


def _check_obj(data: bytes, name: str) -> None:
    _refuse_many(data.count(b"\nf "), name)
    if b"\0" in data:
        raise _broken(name, "it holds bytes that no text has")


def _check_glb(data: bytes, name: str) -> None:
    length = int.from_bytes(data[_GLB_HEAD : _GLB_HEAD + 4], "little")
    start = _GLB_HEAD + _CHUNK_HEAD
    if data[_GLB_HEAD + 4 : start] != b"JSON" or start + length > len(data):
        raise _broken(name, "its first chunk is no JSON")
    try:
        tree = json.loads(data[start : start + length])
        _check_gltf(tree, name)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise _broken(name, f"its JSON does not fit together ({type(error).__name__})") from error


def _check_gltf(tree: dict[str, Any], name: str) -> None:
    for one in (*tree.get("buffers", []), *tree.get("images", [])):
        if "uri" in one:
            raise _hostile(name, "it asks for a file outside itself")
    lacking = set(tree.get("extensionsRequired", [])) - _KNOWN_EXTENSIONS
    if lacking:
        raise _broken(name, f"it needs what is not read here: {', '.join(sorted(lacking))[:100]}")
    accessors = tree.get("accessors", [])
    if any("sparse" in one for one in accessors):
        raise _broken(name, "it keeps its points in a sparse form, which is not read here")
    _refuse_many(sum(int(one["count"]) for one in accessors) // 6, name)
    meshes = [
        sum(int(accessors[part["indices"]]["count"]) // 3 for part in mesh.get("primitives", []) if "indices" in part)
        for mesh in tree.get("meshes", [])
    ]
    nodes = tree.get("nodes", [])
    inside = {number: [int(child) for child in node.get("children", [])] for number, node in enumerate(nodes)}
    own = {number: meshes[node["mesh"]] if "mesh" in node else 0 for number, node in enumerate(nodes)}
    _check_tree(inside, own, name)


def _check_3mf(data: bytes, name: str) -> None:
    archive = open_archive(data, name)
    inside: dict[int | str, list[int | str]] = {}
    own: dict[int | str, int] = {}
    placed: list[int | str] = []
    for member in archive.names:
        if member.lower().endswith(_MODEL):
            root = parse_xml(archive.read(member), f"{name}: {member}")
            for element in root.iter():
                _take(element, inside, own, placed)
    inside["build"], own["build"] = placed, 0
    _check_tree(inside, own, name)


def _take(
    element: Element, inside: dict[int | str, list[int | str]], own: dict[int | str, int], placed: list[int | str]
) -> None:
    """An object with its triangles and components, or an item that the build places."""
    kind = element.tag.rsplit("}", 1)[-1]
    if kind == "item":
        placed.append(element.get("objectid", ""))
    if kind == "object":
        tags = [(inner.tag.rsplit("}", 1)[-1], inner) for inner in element.iter()]
        own[element.get("id", "")] = sum(tag == "triangle" for tag, _ in tags)
        inside[element.get("id", "")] = [inner.get("objectid", "") for tag, inner in tags if tag == "component"]


def _check_tree(inside: Any, own: Any, name: str) -> None:
    """Adds up what each holds with all that it places, innermost first; a thing inside itself never ends."""
    if len(inside) > MOST_NODES:
        raise _hostile(name, f"it has {len(inside):,} nodes")
    total: dict[Any, int] = {}
    open_: set[Any] = set()
    for start in inside:
        waiting = [(start, False)]
        while waiting:
            node, is_done = waiting.pop()
            if is_done:
                open_.discard(node)
                total[node] = own.get(node, 0) + sum(total.get(inner, 0) for inner in inside.get(node, ()))
                _refuse_many(total[node], name)
            elif node in open_:
                raise _hostile(name, "one of its parts contains itself")
            elif node not in total:
                open_.add(node)
                waiting.append((node, True))
                waiting += [(inner, False) for inner in inside.get(node, ())]


def _refuse_many(triangles: int, name: str) -> None:
    if triangles > MOST_TRIANGLES:
        raise HostileFile(
            "TOO_MANY_TRIANGLES",
            f"{name} comes to {triangles:,} triangles; at most {MOST_TRIANGLES:,} are shown.",
            location=Location(name),
            hint="Simplify the mesh in the program that made it.",
        )


def _hostile(name: str, why: str) -> HostileFile:
    return HostileFile(
        "HOSTILE_MESH", f"{name} is not read: {why}.", location=Location(name), hint="Export one mesh without links."
    )


def _broken(name: str, why: str) -> UnreadableFile:
    return UnreadableFile(
        "BROKEN_MESH", f"{name} cannot be read as a mesh: {why}.", location=Location(name), hint="Export it again."
    )
