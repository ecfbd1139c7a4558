"""The first child of a revision: reads and counts the model and makes its 3D file, telling of each stage when done.

Imports nothing that pictures need: numba alone takes longer than all the rest.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from math import isfinite

from brickcore.bom import bill
from brickcore.content import Content
from brickcore.errors import BrickError
from brickcore.formats.solids.modelling import solid_model
from brickcore.geometry import Hint, MeshCache, PartMeshes, meshes_for, write_glb
from brickcore.layout import flatten
from brickcore.library import PartsLibrary
from brickcore.model import Model, Placements
from brickcore.partslist import PartsList
from brickcore.pipeline.job import Job, library_for, parse_job, read_job, refuse
from brickcore.pipeline.places import places_of
from brickcore.pipeline.report import notice_dict, say, say_absent, say_failed, write_lots
from brickcore.solid import Solid

GLB, GIVEN = "model.glb", "given.png"


def main(argv: Sequence[str] | None = None) -> int:
    """Work on one job; 0 when the model was counted, 2 when the file is at fault (then error.json says why)."""
    job = parse_job(argv)
    library, warnings = library_for(job)
    try:
        content = read_job(job)
        picture = _given_picture(job, content)
        say("read", format=content.format, figures=_read_figures(content), picture=picture)
        bom = bill(content, library)
    except BrickError as error:
        return refuse(job, error)
    write_lots(job.out, bom, library, places_of(content, bom.lots, job.name))
    notices = [notice_dict(notice) for notice in (*warnings, *bom.notices)]
    say("counted", figures={"parts": bom.parts, "lots": len(bom.lots)}, notices=notices)
    try:
        model = placed_model(content)
        if model is None:
            say_absent("shown", content.format)
        else:
            _shape(job, model, library)
    except BrickError as error:
        say_failed("shown", error)
    return 0


def _given_picture(job: Job, content: Content) -> bool:
    """Whether the file brought a picture of itself, which is left for the parent."""
    if not isinstance(content, Model) or not content.picture:
        return False
    (job.out / GIVEN).write_bytes(content.picture)
    return True


def _read_figures(content: Content) -> dict[str, object]:
    figures: dict[str, object] = {"warnings": len(content.notices)}
    if isinstance(content, Solid):
        return figures | dict(content.facts)
    if isinstance(content, PartsList):
        return figures | ({"table": asdict(content.table)} if content.table else {})
    return figures | {"submodels": len(content.submodels)}


def placed_model(content: Content) -> Model | None:
    """What can be shown of it: a model, a mesh as a model of one part; None for a list."""
    if isinstance(content, Solid):
        return solid_model(content)
    return content if isinstance(content, Model) else None


def laid_out(job: Job, model: Model, library: PartsLibrary) -> tuple[Placements, PartMeshes]:
    """Every placement, and a mesh for every part: from the cache, where an earlier model left it. Raises BrickError."""
    placements = flatten(model)
    meshes = meshes_for(
        placements,
        library,
        MeshCache(job.cache),
        embedded=model.embedded,
        hints=_hints(job, placements, library, model),
    )
    return placements, meshes


def _shape(job: Job, model: Model, library: PartsLibrary) -> None:
    placements, meshes = laid_out(job, model, library)
    glb = write_glb(placements, meshes, {**library.colours(), **model.colours})
    (job.out / GLB).write_bytes(glb.data)
    say(
        "shown",
        figures={**glb.facts, "bytes": len(glb.data)},
        size_mm=[side if isfinite(side) else None for side in glb.bounds_mm],
        steps=int(placements.steps.max(initial=-1)) + 1,
        notices=[notice_dict(notice) for notice in glb.notices],
    )


def _hints(job: Job, placements: Placements, library: PartsLibrary, model: Model) -> Mapping[str, Hint]:
    """What the catalogue says of the parts that neither the library nor the model has; read only when there are any."""
    lacking = [name for name in placements.parts if name not in library and name not in model.embedded]
    if not lacking or job.hints is None:
        return {}
    known = json.loads(job.hints.read_bytes())
    return {name: Hint(known[name][0], known[name][1] and tuple(known[name][1])) for name in lacking if name in known}


if __name__ == "__main__":
    sys.exit(main())
