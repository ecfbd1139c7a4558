"""The child that draws pictures of single parts."""

import sys
from collections.abc import Sequence

from brickcore.pictures import encode_png, render_part
from brickcore.pipeline.part_job import parse_part_job
from brickcore.pipeline.report import say


def main(argv: Sequence[str] | None = None) -> int:
    """Draw one picture a wish, each told as soon as its file is whole."""
    job = parse_part_job(argv)
    for wish, mesh in job.meshes():
        if mesh is None:
            say("nothing", place=wish.place)
            continue
        picture = render_part(mesh, wish.colour, job.colours, size=wish.width)
        (job.out / str(wish.place)).write_bytes(encode_png(picture))
        say("made", place=wish.place)
    return 0


if __name__ == "__main__":
    sys.exit(main())
