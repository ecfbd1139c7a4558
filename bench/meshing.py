"""How long the whole parts library takes to be meshed: `python -m bench.meshing [--sample N]`.

On one core, then on all, each into an empty folder; then once more, when all is there. `--sample` takes N parts at
even distances instead, always the same, in runs of neighbours as the whole library has them. The library is the shared
one, or what LDRAW_LIBRARY names; the folder lies on the temporary folder's disk.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from brickcore.geometry import MeshCache, warm
from brickcore.geometry.library_build import Place, build_parts, cores
from brickcore.geometry.library_builder import part_names
from brickcore.library import open_library

DATA = Path(os.environ.get("BRICKFOLK_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
WANTED = 208.0  # seconds on one core that the whole library took in the program that this one has to beat
NEIGHBOURS = 48


def main() -> int:
    """Measure and print; 2 when there is nothing to measure with."""
    parser = argparse.ArgumentParser(description="How long the parts library takes to be meshed.")
    parser.add_argument("--sample", type=int, metavar="N", help="this many parts instead of all")
    given = parser.parse_args()
    path = Path(os.environ.get("LDRAW_LIBRARY", DATA / "ldraw" / "library.zip"))
    if not path.exists():
        print(f"Not measured: set LDRAW_LIBRARY or BRICKFOLK_SHARED_DATA. Looked at {path}.")
        return 2
    warm()
    every = part_names(open_library(path))
    names = sample(every, given.sample) if given.sample else every
    print(f"{len(names):,} of {len(every):,} parts; the whole library on one core: {WANTED:.0f} s to beat")
    for processes in dict.fromkeys((1, cores())):
        with tempfile.TemporaryDirectory() as folder:
            place = Place(path, Path(folder))
            seconds = report("none there", place, names, processes)
            print(f"  so the whole library: {seconds / len(names) * len(every):.0f} s")
            report("all there", place, names, processes)
    return 0


def sample(names: list[str], count: int) -> list[str]:
    """Runs of neighbours at even distances."""
    runs = max(1, count // NEIGHBOURS)
    firsts = [round(run * (len(names) - NEIGHBOURS) / max(1, runs - 1)) for run in range(runs)]
    return [name for first in firsts for name in names[first : first + NEIGHBOURS]]


def report(what: str, place: Place, names: list[str], processes: int) -> float:
    """Mesh what is missing and print one line. Seconds by the clock."""
    began, used = time.perf_counter(), processor_time()
    meshed = [part for some in build_parts(place, names, processes=processes) for part in some]
    seconds, processor = time.perf_counter() - began, processor_time() - used
    library = open_library(place.library)
    MeshCache(place.folder).add_to_book(library.fingerprint, {part.name: part.key for part in meshed if part.key})
    sizes = {part.key: part.summary.bytes for part in meshed if part.summary}
    made, failed = sum(part.made for part in meshed), sum(bool(part.fault) for part in meshed)
    print(
        f"{processes} core{'s' if processes > 1 else ''}, {what:10}: {len(names) / seconds:7,.0f} parts/s, "
        f"{seconds:6.1f} s, processor {processor:6.1f} s; {made:,} meshed, {failed} failed, "
        f"{sum(sizes.values()) / 1e6:.1f} MB in {len(sizes):,} files"
    )
    return seconds


def processor_time() -> float:
    """Of this process and those that ended."""
    rows = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(row.ru_utime + row.ru_stime for row in rows)


if __name__ == "__main__":
    sys.exit(main())
