"""How long the GLB of a model takes, with no part cached and with all of them: `python -m bench.geometry`.

In process, on one core, imports done and code compiled; reading the model's bytes and laying it out is counted in.
Medians; the processor's time stands beside the clock's, as a busy machine stretches only the latter. The cache lies on
the temporary folder's disk. Models and library are the shared real files, or what BRICKFOLK_SHARED_DATA and
LDRAW_LIBRARY name.
"""

import gzip
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

from brickcore.formats import read
from brickcore.geometry import Glb, MeshCache, meshes_for, warm, write_glb
from brickcore.layout import flatten
from brickcore.library import PartsLibrary, open_library

DATA = Path(os.environ.get("BRICKFOLK_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
# (model, seconds with no part cached, seconds with all cached)
MODELS = [
    ("models/ldraw/omr/10240-1 - Red Five X-Wing Starfighter.mpd", 0.5, 0.06),
    ("models/ldraw/omr/10019 - Rebel Blockade Runner - UCS.mpd", 0.5, 0.06),
    ("models/ldraw/omr/75827 - GHOSTBUSTERS HQ .mpd", 0.9, 0.15),
    ("models/ldraw/moc/brickhub_mf.mpd", 0.9, 0.15),
    ("models/ldraw/moc/lukasbach_hogwarts.ldr", 0.9, 0.15),
]
Result = TypeVar("Result")

COLD_RUNS, CACHED_RUNS = 5, 9


def main() -> int:
    """Measure and print; 2 when there is nothing to measure with."""
    path = Path(os.environ.get("LDRAW_LIBRARY", DATA / "ldraw" / "library.zip"))
    if not path.exists():
        print(f"Not measured: set LDRAW_LIBRARY or BRICKFOLK_SHARED_DATA. Looked at {path}.")
        return 2
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    warm()
    opening, library = clocked(lambda: opened(path))
    print(f"library {path.name} opened in {opening[0]:.2f} s")
    print(
        f"{'model':34} {'parts':>6} {'shapes':>6}  {'none cached (wanted)':30}  {'all cached (wanted)':30}  {'gzip':>8}"
    )
    for name, cold, cached in MODELS:
        if (DATA / name).exists():
            report(DATA / name, library, cold, cached)
    return 0


def opened(path: Path) -> PartsLibrary:
    """The library, its index made: a worker does that once."""
    library = open_library(path)
    for_all = library.names(), library.colours(), library.fingerprint
    assert all(for_all), "the library is empty"
    return library


def report(path: Path, library: PartsLibrary, cold: float, cached: float) -> None:
    """One line for one model."""
    data = path.read_bytes()
    cold_runs = []
    for _ in range(COLD_RUNS):
        with tempfile.TemporaryDirectory() as folder:
            cache = MeshCache(Path(folder))
            cold_runs.append(clocked(lambda cache=cache: make(data, path.name, library, cache))[0])  # type: ignore[misc]
            glb = make(data, path.name, library, cache)
            cached_runs = [clocked(lambda: make(data, path.name, library, cache))[0] for _ in range(CACHED_RUNS)]  # noqa: B023
    print(
        f"{path.stem[:34]:34} {glb.facts['placements']:6,} {glb.facts['shapes']:6,}  {figures(cold_runs, cold):30}  "
        f"{figures(cached_runs, cached):30}  {len(gzip.compress(glb.data, 6)) / 1024:5.0f} KiB"
    )


def make(data: bytes, name: str, library: PartsLibrary, cache: MeshCache) -> Glb:
    """From bytes to bytes."""
    model = read(data, name)
    placements = flatten(model)
    meshes = meshes_for(placements, library, cache, embedded=model.embedded)
    return write_glb(placements, meshes, library.colours())


def figures(runs: list[tuple[float, float]], wanted: float) -> str:
    """Median by the clock and by the processor, and what is wanted, in ms."""
    clock, processor = (median(run[place] for run in runs) * 1000 for place in (0, 1))
    return f"{clock:5.0f} ms, processor {processor:.0f} ({wanted * 1000:.0f})"


def clocked(work: Callable[[], Result]) -> tuple[tuple[float, float], Result]:
    """Seconds by the clock and by the processor, and what came of it."""
    began, used = time.perf_counter(), time.process_time()
    result = work()
    return (time.perf_counter() - began, time.process_time() - used), result


if __name__ == "__main__":
    sys.exit(main())
