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
_PLY_ELEMENT = re.compile(rb"^element[ \t]+(\S+)[ \t]+(\S+)[ \t\r]*$", re.MULTILINE)
_PLY_HEAD = 1 << 16
_LONGEST_COUNT = 12  # digits
_GLB_HEAD, _CHUNK_HEAD = 12, 8
_KNOWN_EXTENSIONS = {"KHR_mesh_quantization", "KHR_materials_unlit", "KHR_texture_transform"}
_MODEL, _MAIN = ".model", "3d/3dmodel.model"
_STRIPS = (5, 6)
"""Ways of drawing that make a triangle of each point after the second."""


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
    told = [number for _kind, number in _PLY_ELEMENT.findall(data[:_PLY_HEAD].partition(b"end_header")[0])]
    if any(not number.isdigit() or len(number) > _LONGEST_COUNT for number in told):
        raise _broken(name, "its head speaks of a number of points that is none")
    counts = [int(number) for number in told]
    _refuse_many(max(counts, default=0) // 2, name)
    if sum(counts) > len(data):  # each takes a byte at least
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
        raise _broken(name, "its JSON does not fit together") from error


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
    if any(int(one["count"]) < 0 for one in accessors):
        raise _broken(name, "it speaks of fewer than no points")
    _refuse_many(sum(int(one["count"]) for one in accessors) // 6, name)
    _refuse_nodes(sum(len(mesh.get("primitives", [])) for mesh in tree.get("meshes", [])), name)
    meshes = [sum(_drawn(part, accessors) for part in mesh.get("primitives", [])) for mesh in tree.get("meshes", [])]
    nodes = tree.get("nodes", [])
    inside = {number: [int(child) for child in node.get("children", [])] for number, node in enumerate(nodes)}
    if any(child not in inside for children in inside.values() for child in children):
        raise _broken(name, "one of its nodes names a node that is not there")
    own = {number: meshes[node["mesh"]] if "mesh" in node else 0 for number, node in enumerate(nodes)}
    _check_tree(inside, own, name)


def _drawn(part: dict[str, Any], accessors: list[dict[str, Any]]) -> int:
    """The triangles of one primitive, whether or not it lists its corners apart from its points."""
    points = part.get("indices", part.get("attributes", {}).get("POSITION"))
    count = 0 if points is None else int(accessors[points]["count"])
    return count if part.get("mode", 4) in _STRIPS else count // 3


def _check_3mf(data: bytes, name: str) -> None:
    """As the library reads it: the objects of the main file, and whole other files for the components that name one."""
    archive = open_archive(data, name)
    roots = {
        member: parse_xml(archive.read(member), f"{name}: {member}")
        for member in archive.names
        if member.lower().endswith(_MODEL)
    }
    main = next((member for member in archive.names if _MAIN in member.lower()), None)
    if main not in roots:
        raise _broken(name, f"it holds no {_MAIN}")
    inside: dict[int | str, list[int | str]] = {"build": []}
    own: dict[int | str, int] = {}
    triangles = {member: sum(_kind(one) == "triangle" for one in root.iter()) for member, root in roots.items()}
    for element in roots[main].iter():
        if _kind(element) == "item":
            inside["build"].append(element.get("objectid", ""))
        if _kind(element) == "object":
            _take(element, inside, own, triangles, name)
    _check_tree(inside, own, name)


def _take(
    element: Element,
    inside: dict[int | str, list[int | str]],
    own: dict[int | str, int],
    triangles: dict[str, int],
    name: str,
) -> None:
    """An object with its triangles and components. A component of another file brings all of that file, each time."""
    number = element.get("id", "")
    placed = inside.setdefault(number, [])
    for inner in element.iter():
        own[number] = own.get(number, 0) + (_kind(inner) == "triangle")
        if _kind(inner) != "component":
            continue
        placed.append(inner.get("objectid", ""))
        path = next((value.strip("/") for key, value in inner.items() if key.endswith("path")), None)
        if path is not None and path not in triangles:
            raise _broken(name, f"it names {path[:60]}, which is no model in it")
        own[placed[-1]] = own.get(placed[-1], 0) + triangles.get(path or "", 0)


def _kind(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _check_tree(inside: Any, own: Any, name: str) -> None:
    """Adds up what each holds with all that it places, innermost first; a thing inside itself never ends.

    Things are added up beside triangles: a tree of empty ones costs as much to walk.
    """
    _refuse_nodes(len(inside), name)
    total: dict[Any, tuple[int, int]] = {}
    open_: set[Any] = set()
    for start in inside:
        waiting = [(start, False)]
        while waiting:
            node, is_done = waiting.pop()
            if is_done:
                open_.discard(node)
                total[node] = _summed(node, inside, own, total)
                _refuse_many(total[node][0], name)
                _refuse_nodes(total[node][1], name)
            elif node in open_:
                raise _hostile(name, "one of its parts contains itself")
            elif node not in total:
                open_.add(node)
                waiting.append((node, True))
                waiting += [(inner, False) for inner in inside.get(node, ())]


def _summed(node: Any, inside: Any, own: Any, total: dict[Any, tuple[int, int]]) -> tuple[int, int]:
    held = [total.get(inner, (own.get(inner, 0), 1)) for inner in inside.get(node, ())]
    return own.get(node, 0) + sum(one for one, _ in held), 1 + sum(things for _, things in held)


def _refuse_nodes(things: int, name: str) -> None:
    if things > MOST_NODES:
        raise _hostile(name, f"it places {things:,} things")


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
