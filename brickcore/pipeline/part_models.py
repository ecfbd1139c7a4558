"""The child that makes 3D files of single parts."""

import sys
from collections.abc import Sequence

import numpy as np

from brickcore.geometry import write_glb
from brickcore.model import Placements
from brickcore.pipeline.part_job import Wish, parse_part_job
from brickcore.pipeline.report import say


def main(argv: Sequence[str] | None = None) -> int:
    """Write one GLB a wish, each told as soon as its file is whole."""
    job = parse_part_job(argv)
    for wish, mesh in job.meshes():
        if mesh is None:
            say("nothing", place=wish.place)
            continue
        glb = write_glb(_alone(wish), {wish.part: mesh}, job.colours)
        (job.out / str(wish.place)).write_bytes(glb.data)
        say("made", place=wish.place)
    return 0


def _alone(wish: Wish) -> Placements:
    """One placement of the part in its colour, as its file draws it."""
    return Placements(
        parts=(wish.part,),
        part_index=np.zeros(1, np.int32),
        colours=np.array([wish.colour], np.int32),
        matrices=np.eye(3, 4)[None],
        steps=np.zeros(1, np.int32),
    )


if __name__ == "__main__":
    sys.exit(main())
