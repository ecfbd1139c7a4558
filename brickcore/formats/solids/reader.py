"""Meshes from bytes and a fixed kind of file, never a path, and nothing that a file names outside itself.

STL, OBJ and 3MF are read here, since their readers elsewhere pass over indices that lead nowhere, materials that take
minutes and objects in other files of a 3MF; PLY and GLB by trimesh, which measures them all.
"""

from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt
import trimesh

from brickcore.content import Asked
from brickcore.errors import Location, Notice
from brickcore.formats.detecting import kind_of
from brickcore.formats.solids.counted import check_glb, check_length, check_ply
from brickcore.formats.solids.refusals import broken, refuse_many
from brickcore.formats.solids.stl import read_stl
from brickcore.formats.solids.three_mf import read_3mf
from brickcore.formats.solids.unpacking import unpacked_glb
from brickcore.formats.solids.wavefront import read_obj
from brickcore.solid import Solid

GRAMS_PER_MM3 = 0.00124
"""PLA, the plastic that most printers use, without hollow infill."""

_UNITS = {"micron": 0.001, "millimeter": 1.0, "centimeter": 10.0, "inch": 25.4, "foot": 304.8, "meter": 1000.0}
_LONGEST_NAME = 60
FARTHEST = 1e7
"""Millimetres from the middle: beyond it the numbers of a picture cannot tell two corners apart."""


def read(data: bytes, name: str, _asked: Asked) -> Solid:
    """Read a mesh. Raises UnreadableFile where it holds no triangle, and HostileFile."""
    form = kind_of(data, name) or "stl"
    mesh, unit, notices = _loaded(data, name, form)
    _check_arrays(mesh, name)
    if not len(mesh.faces) or not np.isfinite(mesh.vertices).all():
        raise broken(name, "it holds no triangle at a finite place")
    refuse_many(len(mesh.faces), name)
    vertices = np.asarray(mesh.vertices, np.float64) * unit
    if np.abs(vertices).max() > FARTHEST:
        raise broken(name, f"it stands {np.abs(vertices).max():.3g} mm away, farther than any part")
    if form == "glb":  # glTF has y up, the others z
        vertices = vertices[:, [0, 2, 1]] * [1, -1, 1]
    return Solid(
        format=form,
        name=_part_name(name),
        vertices=vertices.astype(np.float32),
        triangles=np.asarray(mesh.faces, np.uint32),
        facts=_facts(mesh, unit),
        notices=(*notices, *_notices(mesh, name)),
    )


def _loaded(data: bytes, name: str, form: str) -> tuple[Any, float, tuple[Notice, ...]]:
    """One mesh of all that the file places, millimetres in one of its units, and what is to be said of it."""
    if form == "3mf":
        points, corners, said = read_3mf(data, name)
        unit = _UNITS.get(said)
        unknown = "" if unit else f"{name} has a unit that 3MF does not have, “{said[:20]}”; millimetres are taken."
        return _merged(points, corners, name), unit or 1.0, _assumed(unknown, name)
    if form == "glb":
        check_length(data, name)
        data = unpacked_glb(data, name)
        unit = check_glb(data, name)
        return _by_library(data, name, form, skip_materials=True), unit, ()  # no picture is unpacked
    unsaid = _assumed(f"{name} does not say its unit; millimetres are taken.", name)
    if form == "ply":
        check_ply(data, name)
        return _by_library(data, name, form), 1.0, unsaid
    if form == "obj":
        return _merged(*read_obj(data, name), name), 1.0, unsaid
    rows, notices = read_stl(data, name)
    return _merged(rows, np.arange(len(rows)).reshape(-1, 3), name), 1.0, (*unsaid, *notices)


def _assumed(message: str, name: str) -> tuple[Notice, ...]:
    hint = "Scale it before export where that is wrong."
    return (Notice("UNIT_ASSUMED", message, "note", Location(name), hint),) if message else ()


def _merged(points: npt.NDArray[np.float64], corners: npt.NDArray[np.int64], name: str) -> Any:
    """A mesh in which points at one place are one."""
    if not np.isfinite(points).all():
        raise broken(name, "one of its points has a coordinate that is no finite number")
    mesh = trimesh.Trimesh(points, corners, process=False)
    mesh.merge_vertices()
    return mesh


def _by_library(data: bytes, name: str, form: str, **options: Any) -> Any:
    try:
        scene = trimesh.load_scene(BytesIO(data), file_type=form, resolver=None, process=False, **options)
        if any(faces.size and faces.min() < 0 for one in scene.geometry.values() if (faces := _faces(one)) is not None):
            raise ValueError("a corner before the first, which would be taken for one counted from the last")
        mesh = scene.to_mesh()
        mesh.merge_vertices()
    except MemoryError:
        raise
    except Exception as error:  # a library of many readers raises whatever they raise, in words for programmers
        raise broken(name, f"its points and faces do not fit together as {form.upper()} has them") from error
    return mesh


def _faces(shape: Any) -> npt.NDArray[np.int64] | None:
    faces: npt.NDArray[np.int64] | None = getattr(shape, "faces", None)  # lines and clouds of points have none
    return faces


def _check_arrays(mesh: Any, name: str) -> None:
    """The library passes on rows of two numbers, and corners that are no point of the mesh."""
    if mesh.vertices.shape[1:] != (3,) or (len(mesh.faces) and mesh.faces.shape[1:] != (3,)):
        raise broken(name, "its points do not have three coordinates each")
    if len(mesh.faces) and not 0 <= mesh.faces.min() <= mesh.faces.max() < len(mesh.vertices):
        raise broken(name, "a triangle asks for a point that is not there")


def _facts(mesh: Any, unit: float) -> dict[str, object]:
    """Size in mm, and what a printer asks: whether it is closed, its volume, its weight when printed solid."""
    closed = bool(mesh.is_watertight)
    volume = abs(float(mesh.volume)) * unit**3
    facts: dict[str, object] = {
        "size_mm": [round(float(side) * unit, 2) for side in mesh.extents],
        "triangles": len(mesh.faces),
        "watertight": closed,
    }
    return facts | {"volume_mm3": round(volume, 1), "weight_g": round(volume * GRAMS_PER_MM3, 2)} if closed else facts


def _notices(mesh: Any, name: str) -> tuple[Notice, ...]:
    if mesh.is_watertight:
        return ()
    message = f"The surface of {name} has holes, so that its volume and weight are not known."
    return (Notice("NOT_CLOSED", message, "warning", Location(name), "Close the mesh before it is printed."),)


def _part_name(name: str) -> str:
    stem = name.rsplit(".", 1)[0]
    plain = "".join(letter if letter.isalnum() or letter in "._-" else "-" for letter in stem.lower())
    return f"custom-{plain.strip('-')[:_LONGEST_NAME] or 'part'}"
