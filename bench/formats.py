"""How fast files of other programs are read and counted, and how fast a model is written and read again."""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from brickcore.bom import bill
from brickcore.content import Asked
from brickcore.formats import read, read_content
from brickcore.formats.ldraw.writer import write_ldraw
from brickcore.library import PartsLibrary, open_library
from tests.shared_data import shared_data

_RUNS = 9


def main() -> int:
    """Print a table, with what is asked of each."""
    folder = shared_data()
    if folder is None:
        print("formats: the shared data is not there")
        return 0
    library = open_library(folder / "ldraw" / "library.zip")
    mapped = Asked(ldd_mapping=folder / "mappings" / "ldd_ldraw_leocad_2026.xml.gz")
    models, lists = folder / "models", folder / "partlists"
    print(f"{'processor time of one core':52} {'CPU ms':>8}  asked")
    report(
        "bytes to Bom, .lxf of 4,537 parts, mapped", _bom(models / "ldd/lukasbach_hogwarts.lxf", library, mapped), 150
    )
    report("bytes to Bom, the same by LDD's own numbers", _bom(models / "ldd/lukasbach_hogwarts.lxf", library), 150)
    studio = max((models / "studio").glob("arneis*.io"))
    report("bytes to Bom, .io of 0.9 MB", _bom(studio, library), 200)
    report("bytes to Bom, .xlsx of 329 lots", _bom(lists / "lukasbach_hogwarts_piecelist.xlsx", library), None)
    report("bytes to Bom, .bsx of 159 lots", _bom(max(lists.glob("*7288*.bsx")), library), None)
    report("round trip of a model of 4,537 parts", _round_trip(models / "ldraw/moc/lukasbach_hogwarts.ldr"), 100)
    return 0


def _bom(path: Path, library: PartsLibrary, asked: Asked | None = None) -> Callable[[], object]:
    data = path.read_bytes()
    return lambda: bill(read_content(data, path.name, asked or Asked()), library)


def _round_trip(path: Path) -> Callable[[], object]:
    data = path.read_bytes()
    return lambda: read(write_ldraw(read(data, path.name)), path.name)


def report(what: str, do: Callable[[], object], asked: int | None) -> None:
    """Print one line: the median of nine runs after one that warms caches."""
    do()
    times = []
    for _ in range(_RUNS):
        begun = time.process_time()
        do()
        times.append(time.process_time() - begun)
    print(f"{what:52} {statistics.median(times) * 1e3:8.1f}  {asked or ''}")


if __name__ == "__main__":
    sys.exit(main())
