"""The second child of a revision: its pictures, while people look at the 3D view already."""

import sys
from collections.abc import Sequence

from brickcore.errors import BrickError
from brickcore.library import PartsLibrary
from brickcore.model import Model
from brickcore.pictures import encode_png, render
from brickcore.pipeline.derive import laid_out, placed_model
from brickcore.pipeline.job import Job, library_for, parse_job, read_job
from brickcore.pipeline.report import say, say_absent, say_failed

SIZES = {"picture.png": (1280, 960), "thumbnail.png": (640, 480)}


def main(argv: Sequence[str] | None = None) -> int:
    """Work on one job that the first child has read before; the meshes come from the cache. Always 0, or it broke."""
    job = parse_job(argv)
    library, _warnings = library_for(job)
    try:
        content = read_job(job)
        model = placed_model(content)
        if model is None:
            say_absent("pictured", content.format)
            return 0
        _draw(job, model, library)
    except BrickError as error:
        say_failed("pictured", error)
    else:
        say("pictured", figures={"pictures": len(SIZES)})
    return 0


def _draw(job: Job, model: Model, library: PartsLibrary) -> None:
    placements, meshes = laid_out(job, model, library)
    for name, size in SIZES.items():
        picture = render(placements, meshes, {**library.colours(), **model.colours}, size)
        (job.out / name).write_bytes(encode_png(picture))


if __name__ == "__main__":
    sys.exit(main())
