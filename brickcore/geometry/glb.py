"""Writes one GLB for a model: each part's geometry once, drawn wherever the part stands.

1 glTF unit is 100 LDU (40 mm); y is up, so LDraw's (x, y, z) becomes (x, -y, -z).
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from brickcore.colours import LDrawColour
from brickcore.errors import HostileFile, Notice
from brickcore.geometry.encode import EncodedPart, encode_part
from brickcore.geometry.gltf_buffer import GltfBuffer, Json
from brickcore.geometry.gltf_scene import Scene
from brickcore.geometry.limits import MAX_PLACEMENTS
from brickcore.geometry.measure import Bounds, bounds_of, facts_of, notices_of, size_of
from brickcore.geometry.meshes import PartMeshes
from brickcore.geometry.partmesh import PartMesh
from brickcore.geometry.placing import Arrangement, arrange
from brickcore.model import Placements
from brickcore.units import MM_PER_LDU

_EXTENSIONS = ["EXT_mesh_gpu_instancing", "EXT_meshopt_compression", "KHR_mesh_quantization"]
_JSON, _BINARY = 0x4E4F534A, 0x004E4942  # "JSON" and "BIN\0" as glTF has them, lowest byte first


@dataclass(frozen=True, slots=True)
class Glb:
    """A written GLB; `facts` count what it shows (see `facts_of`), `bounds_mm` are width, height and depth in mm."""

    data: bytes
    facts: dict[str, int]
    bounds_mm: tuple[float, float, float]
    notices: tuple[Notice, ...] = ()


def write_glb(placements: Placements, meshes: Mapping[str, PartMesh], colours: Mapping[int, LDrawColour]) -> Glb:
    """A model as GLB. Parts that `meshes` lacks are left out. Raises HostileFile beyond MAX_PLACEMENTS placements."""
    if len(placements.part_index) > MAX_PLACEMENTS:
        raise HostileFile(
            "TOO_MANY_PLACEMENTS",
            f"This model places {len(placements.part_index):,} parts; a 3D view holds {MAX_PLACEMENTS:,}.",
            hint="Split the model, and upload each part of it as a build of its own.",
        )
    encoded = _encoded(placements, meshes)
    arranged = arrange(placements)
    scene = Scene(GltfBuffer(), placements, arranged, encoded, colours)
    scene.fill()
    bounds = bounds_of(placements, arranged.rows, encoded)
    facts = facts_of(placements, arranged.rows, encoded)
    document = _document(scene, placements, arranged, bounds)
    notices = notices_of(arranged.dropped, encoded)
    return Glb(_container(document, scene.buffer.data()), facts, size_of(bounds), notices)


def _encoded(placements: Placements, meshes: Mapping[str, PartMesh]) -> dict[str, EncodedPart]:
    """Packed parts by name, as the cache had them or packed now."""
    if isinstance(meshes, PartMeshes):
        return {name: meshes.encoded[name] for name in placements.parts if name in meshes.encoded}
    return {name: encode_part(meshes[name]) for name in placements.parts if name in meshes}


def _document(scene: Scene, placements: Placements, arranged: Arrangement, bounds: Bounds) -> Json:
    steps = int(placements.steps[arranged.rows].max(initial=-1)) + 1
    extras = {
        "unit": "100 LDU",
        "parts": len(arranged.rows),
        "steps": steps,
        "size_mm": list(size_of(bounds)),
        "mm_per_unit": 100 * MM_PER_LDU,
    }
    document: Json = {
        "asset": {"version": "2.0", "generator": "Brickfolk"},
        "scene": 0,
        "scenes": [{"nodes": scene.roots, "extras": extras} if scene.roots else {"extras": extras}],
        "nodes": scene.nodes,
        "meshes": scene.meshes,
        "materials": scene.materials.as_json,
        "accessors": scene.buffer.accessors,
        "bufferViews": scene.buffer.views,
        "buffers": scene.buffer.buffers(),
        "extensionsUsed": _EXTENSIONS,
        "extensionsRequired": _EXTENSIONS,
    }
    if not scene.nodes:  # glTF allows no empty lists
        return {name: document[name] for name in ("asset", "scene", "scenes")}
    return document


def _container(document: Json, binary: bytes) -> bytes:
    """The GLB container (glTF 2.0, "GLB File Format Specification")."""
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 4)
    chunks = struct.pack("<II", len(text), _JSON) + text
    if binary:
        chunks += struct.pack("<II", len(binary), _BINARY) + binary
    return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks
