"""Models as meshes: GLB as the site shows it, and STL, OBJ, PLY and 3MF by trimesh for printers and other programs."""

from io import BytesIO

import numpy as np
import trimesh

from brickcore.errors import HostileFile, Location
from brickcore.formats.given import Given
from brickcore.formats.solids.modelling import solid_model
from brickcore.geometry import MeshCache, PartMeshes, meshes_for, write_glb
from brickcore.layout import flatten
from brickcore.model import Model, Placements
from brickcore.solid import Solid
from brickcore.units import MM_PER_LDU

MOST_TRIANGLES = 5_000_000
"""In a file that repeats each part's triangles for each placement; 50 bytes each in the plainest of them."""

_UPRIGHT = np.array([[1.0, 0, 0, 0], [0, 0, 1, 0], [0, -1, 0, 0], [0, 0, 0, 1]])
"""LDraw's -y is up, the printers' z."""


def write(given: Given, key: str) -> bytes:
    """The whole model in millimetres, z up; a GLB as the site's own. Raises as laying out does, and HostileFile."""
    model = solid_model(given.content) if isinstance(given.content, Solid) else given.model
    placements = flatten(model)
    cache = MeshCache(given.cache) if given.cache else None
    meshes = meshes_for(placements, given.library, cache, embedded=model.embedded)
    if key == "glb":
        return write_glb(placements, meshes, {**given.library.colours(), **model.colours}).data
    _check_size(placements, meshes, given.name)
    scene = _scene(placements, meshes, model)
    whole = scene if key == "3mf" else scene.to_mesh()
    made = BytesIO()
    whole.export(made, file_type=key)
    return made.getvalue()


def _scene(placements: Placements, meshes: PartMeshes, model: Model) -> trimesh.Scene:
    scene = trimesh.Scene()
    scene.units = "millimeter"
    shapes: dict[str, str] = {}
    for row, index in enumerate(placements.part_index.tolist()):
        name = placements.parts[index]
        if name not in shapes:
            mesh = meshes[name]
            shape = trimesh.Trimesh(mesh.positions * MM_PER_LDU, mesh.triangles, process=False)
            shapes[name] = name
            scene.geometry[name] = shape
        place = np.eye(4)
        place[:3] = placements.matrices[row]
        place[:3, 3] *= MM_PER_LDU
        scene.graph.update(frame_to=f"{row + 1} {name}", matrix=_UPRIGHT @ place, geometry=name)  # type: ignore[no-untyped-call]
    scene.metadata["name"] = model.root
    return scene


def _check_size(placements: Placements, meshes: PartMeshes, name: str) -> None:
    sizes = np.array([len(meshes[part].triangles) for part in placements.parts])
    total = int(sizes[placements.part_index].sum())
    if total > MOST_TRIANGLES:
        raise HostileFile(
            "TOO_MANY_TRIANGLES",
            f"{name} comes to {total:,} triangles; a file of {MOST_TRIANGLES:,} is the most that is written.",
            location=Location(name),
            hint="Write it as .glb, which keeps each shape once.",
        )
