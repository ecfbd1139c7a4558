"""How long pictures take: whole models at 640 x 480, and parts at 128 x 128, with compiled code at hand.

`python -m bench.pictures`. Medians; the processor's time stands beside the clock's, as a busy machine stretches only
the latter. Models and library are the shared real files, or what BRICKFOLK_SHARED_DATA and LDRAW_LIBRARY name.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

from bench.pictures_leocad import report_leocad
from brickcore.colours import LDrawColour
from brickcore.formats import read
from brickcore.geometry import MeshCache, PartMesh, meshes_for
from brickcore.layout import flatten
from brickcore.library import PartsLibrary, open_library
from brickcore.model import Placements
from brickcore.pictures import encode_png, render, render_part, warm

DATA = Path(os.environ.get("BRICKFOLK_SHARED_DATA", Path(__file__).parent.parent.parent / "shared" / "data"))
# (model, seconds that its picture may take)
MODELS = [
    ("models/ldraw/omr/10129-1 - Rebel Snowspeeder - UCS.mpd", 0.20),
    ("models/ldraw/moc/brickhub_mf.mpd", 0.35),
]
PART_TARGET = 0.005
MEMORY_TARGET = 400  # MB
RUNS, PARTS = 9, 60


def main() -> int:
    """Measure and print; 2 when there is nothing to measure with."""
    library = Path(os.environ.get("LDRAW_LIBRARY", DATA / "ldraw" / "library.zip"))
    if not library.exists():
        print(f"Not measured: set LDRAW_LIBRARY or BRICKFOLK_SHARED_DATA. Looked at {library}.")
        return 2
    parts = open_library(library)
    print(f"compiled code at hand after {clock(warm)[0]:.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        for name, target in MODELS:
            placements, meshes = laid_out(DATA / name, parts, MeshCache(Path(folder)))
            report_model(Path(name).stem, placements, meshes, parts.colours(), target)
        report_parts(placements, meshes, parts.colours())
        report_memory()
        report_leocad([DATA / name for name, _target in MODELS], library, Path(folder))
    return 0


def laid_out(path: Path, library: PartsLibrary, cache: MeshCache) -> tuple[Placements, Mapping[str, PartMesh]]:
    """A model's placements, and its meshes ready to draw."""
    model = read(path.read_bytes(), path.name)
    placements = flatten(model)
    return placements, dict(meshes_for(placements, library, cache, embedded=model.embedded))


def report_model(
    name: str,
    placements: Placements,
    meshes: Mapping[str, PartMesh],
    colours: Mapping[int, LDrawColour],
    target: float,
) -> None:
    """One model: the picture, and its PNG."""
    seconds, processor = measured(lambda: render(placements, meshes, colours))
    picture = render(placements, meshes, colours)
    encoding, _ = measured(lambda: encode_png(picture))
    print(
        f"{name}, {len(placements.colours):,} parts: {seconds:.3f} s (wanted: {target}), processor {processor:.3f} s; "
        f"PNG {encoding:.3f} s, {len(encode_png(picture)) / 1024:.0f} KiB"
    )


def report_memory() -> None:
    """The most that this process has had, meshing included."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory, meshing included: {memory:.0f} MB (wanted: {MEMORY_TARGET})")


def report_parts(placements: Placements, meshes: Mapping[str, PartMesh], colours: Mapping[int, LDrawColour]) -> None:
    """The different parts of the last model, one picture each."""
    chosen = [meshes[name] for name in placements.parts if len(meshes[name].triangles)][:PARTS]
    each = [clock(lambda mesh=mesh: render_part(mesh, 4, colours)) for mesh in chosen]  # type: ignore[misc]
    seconds, processor = median(run[0] for run in each), median(run[1] for run in each)
    print(
        f"{len(each)} part pictures: {seconds * 1000:.1f} ms each (wanted: {PART_TARGET * 1000:.0f}), "
        f"processor {processor * 1000:.1f} ms"
    )


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Median seconds by the clock and by the processor."""
    runs = [clock(work) for _ in range(RUNS)]
    return median(run[0] for run in runs), median(run[1] for run in runs)


def clock(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and by the processor."""
    began, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - used


if __name__ == "__main__":
    sys.exit(main())
