"""Geometry: part meshes from LDraw files or from our own shapes, and one GLB for a whole model."""

from brickcore.geometry.cache import MeshCache
from brickcore.geometry.drawing_faults import part_fault
from brickcore.geometry.glb import Glb, write_glb
from brickcore.geometry.mesher import Hint, mesh_part
from brickcore.geometry.meshes import PartMeshes, meshes_for
from brickcore.geometry.partmesh import PartMesh
from brickcore.geometry.warming import warm
from brickcore.versions import MESHER_VERSION

__all__ = [
    "MESHER_VERSION",
    "Glb",
    "Hint",
    "MeshCache",
    "PartMesh",
    "PartMeshes",
    "mesh_part",
    "meshes_for",
    "part_fault",
    "warm",
    "write_glb",
]
