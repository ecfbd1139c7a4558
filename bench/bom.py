"""How fast a model's bytes become its bill of materials, in this process.

With the files in memory and the heads of parts read.
"""

import resource
import statistics
import sys
import time
from pathlib import Path

from brickcore.bom import count
from brickcore.formats import read
from brickcore.library import PartsLibrary, open_library
from tests.shared_data import shared_data

_RUNS = 9
_LARGEST = 6


def median_seconds(data: bytes, name: str, library: PartsLibrary) -> tuple[float, int]:
    """The median processor time from bytes to Bom (other programs do not disturb it), and how many parts it has."""
    times = []
    for _ in range(_RUNS):
        start = time.process_time()
        bom = count(read(data, name), library)
        times.append(time.process_time() - start)
    return statistics.median(times), bom.parts


def main() -> int:
    """Print a table of the largest shared models, and of the one with about 5,000 parts."""
    folder = shared_data()
    if folder is None:
        print("bom: the shared data is not there")
        return 0
    library = open_library(folder / "ldraw" / "library.zip")
    models = sorted((folder / "models" / "ldraw").rglob("*.*"), key=lambda path: -path.stat().st_size)
    five_thousand = folder / "models" / "ldraw" / "moc" / "lukasbach_hogwarts.ldr"
    print(f"{'bytes to Bom':44} {'lines':>8} {'parts':>7} {'CPU ms':>8} {'lines/s':>10}")
    for path in [*models[:_LARGEST], five_thousand]:
        report(path, library)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB (target: under 100)")
    return 0


def report(path: Path, library: PartsLibrary) -> None:
    """Print one line of the table."""
    data = path.read_bytes()
    seconds, parts = median_seconds(data, path.name, library)
    lines = data.count(b"\n")
    print(f"{path.name[:44]:44} {lines:8,} {parts:7,} {seconds * 1e3:8.1f} {lines / seconds:10,.0f}")


if __name__ == "__main__":
    sys.exit(main())
