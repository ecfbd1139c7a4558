"""The second child of a revision: its pictures, while people look at the 3D view already."""

import sys
from collections.abc import Sequence

from brickcore.errors import BrickError
from brickcore.pictures import encode_png, render
from brickcore.pipeline.derive import laid_out
from brickcore.pipeline.job import library_for, parse_job, read_model
from brickcore.pipeline.report import say, say_failed

SIZES = {"picture.png": (1280, 960), "thumbnail.png": (640, 480)}


def main(argv: Sequence[str] | None = None) -> int:
    """Work on one job that the first child has read before; the meshes come from the cache. Always 0, or it broke."""
    job = parse_job(argv)
    library, _warnings = library_for(job)
    try:
        model = read_model(job)
        placements, meshes = laid_out(job, model, library)
        for name, size in SIZES.items():
            picture = render(placements, meshes, {**library.colours(), **model.colours}, size)
            (job.out / name).write_bytes(encode_png(picture))
    except BrickError as error:
        say_failed("pictured", error)
    else:
        say("pictured", figures={"pictures": len(SIZES)})
    return 0


if __name__ == "__main__":
    sys.exit(main())
