"""Meshes by trimesh: bytes and a fixed kind of file, never a path, and nothing that a file names outside itself."""

from io import BytesIO
from typing import Any

import numpy as np
import trimesh

from brickcore.content import Asked
from brickcore.errors import HostileFile, Location, Notice, UnreadableFile
from brickcore.formats.detecting import kind_of
from brickcore.formats.solids.counted import MOST_TRIANGLES, check_counts
from brickcore.solid import Solid

GRAMS_PER_MM3 = 0.00124
"""PLA, the plastic that most printers use, without hollow infill."""

_MM = {"stl": 1.0, "obj": 1.0, "ply": 1.0, "3mf": 1.0, "glb": 1000.0}  # of one unit; trimesh says what a 3MF's unit is
_UNITS = {"micron": 0.001, "millimeter": 1.0, "centimeter": 10.0, "inch": 25.4, "foot": 304.8, "meter": 1000.0}
_LONGEST_NAME = 60
FARTHEST = 1e7
"""Millimetres from the middle: beyond it the numbers of a picture cannot tell two corners apart."""


def read(data: bytes, name: str, _asked: Asked) -> Solid:
    """Read a mesh. Raises UnreadableFile where it holds no triangle, and HostileFile."""
    form = kind_of(data, name) or "stl"
    check_counts(data, name, form)
    mesh, unit = _loaded(data, name, form)
    _check_arrays(mesh, name)
    if not len(mesh.faces) or not np.isfinite(mesh.vertices).all():
        raise _broken(name, "it holds no triangle at a finite place")
    if len(mesh.faces) > MOST_TRIANGLES:
        raise HostileFile(
            "TOO_MANY_TRIANGLES",
            f"{name} has {len(mesh.faces):,} triangles; at most {MOST_TRIANGLES:,} are shown.",
            location=Location(name),
            hint="Simplify the mesh in the program that made it.",
        )
    vertices = np.asarray(mesh.vertices, np.float64) * unit
    if np.abs(vertices).max() > FARTHEST:
        raise _broken(name, f"it stands {np.abs(vertices).max():.3g} mm away, farther than any part")
    if form == "glb":  # glTF has y up, the others z
        vertices = vertices[:, [0, 2, 1]] * [1, -1, 1]
    return Solid(
        format=form,
        name=_part_name(name),
        vertices=vertices.astype(np.float32),
        triangles=np.asarray(mesh.faces, np.uint32),
        facts=_facts(mesh, unit),
        notices=_notices(mesh, name, form),
    )


def _loaded(data: bytes, name: str, form: str) -> tuple[Any, float]:
    """One mesh of all that the file places, and millimetres in one of its units."""
    options: dict[str, Any] = {"skip_materials": True} if form in ("obj", "glb") else {}  # no picture is unpacked
    try:
        scene = trimesh.load_scene(BytesIO(data), file_type=form, resolver=None, **options)
        mesh = scene.to_mesh()
        mesh.merge_vertices()
    except (HostileFile, MemoryError):
        raise
    except Exception as error:  # a library of many readers raises whatever they raise, in words for programmers
        raise _broken(name, f"its points and faces do not fit together as {form.upper()} has them") from error
    said = _UNITS.get(str(scene.units or "")) if form == "3mf" else None
    return mesh, said or _MM[form]


def _check_arrays(mesh: Any, name: str) -> None:
    """The library passes on rows of two numbers, and corners that are no point of the mesh."""
    if mesh.vertices.shape[1:] != (3,) or (len(mesh.faces) and mesh.faces.shape[1:] != (3,)):
        raise _broken(name, "its points do not have three coordinates each")
    if len(mesh.faces) and not 0 <= mesh.faces.min() <= mesh.faces.max() < len(mesh.vertices):
        raise _broken(name, "a triangle asks for a point that is not there")


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


def _notices(mesh: Any, name: str, form: str) -> tuple[Notice, ...]:
    at = Location(name)
    found = []
    if form in ("stl", "obj", "ply"):
        message = f"{name} does not say its unit; millimetres are taken."
        found.append(Notice("UNIT_ASSUMED", message, "note", at, "Scale it before export where that is wrong."))
    if not mesh.is_watertight:
        message = f"The surface of {name} has holes, so that its volume and weight are not known."
        found.append(Notice("NOT_CLOSED", message, "warning", at, "Close the mesh before it is printed."))
    return tuple(found)


def _part_name(name: str) -> str:
    stem = name.rsplit(".", 1)[0]
    plain = "".join(letter if letter.isalnum() or letter in "._-" else "-" for letter in stem.lower())
    return f"custom-{plain.strip('-')[:_LONGEST_NAME] or 'part'}"


def _broken(name: str, why: str) -> UnreadableFile:
    return UnreadableFile(
        "BROKEN_MESH", f"{name} cannot be read as a mesh: {why}.", location=Location(name), hint="Export it again."
    )
