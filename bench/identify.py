"""How fast references become parts, and how many do: on the catalogue of the database that DATABASE_URL names.

Load it first: `manage.py load_starter_catalogue`, `import_ldraw`, `import_rebrickable`.
"""

import os
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection  # noqa: E402 - after Django is set up
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.loaded import is_whole  # noqa: E402
from brickcore.bom import Lot, count  # noqa: E402
from brickcore.errors import BrickError  # noqa: E402
from brickcore.formats import read  # noqa: E402
from brickcore.library import PartsLibrary, open_library  # noqa: E402
from parts.models import Element  # noqa: E402
from parts.services.bill import bill_lines  # noqa: E402
from parts.services.identify import Reference, identify  # noqa: E402
from tests.shared_data import shared_data  # noqa: E402

LINES = 1000
RUNS = 15


def main() -> int:
    """Print how long a thousand lines take, then what became of the shared models' references."""
    folder = shared_data()
    if folder is None:
        print("The shared models are not here: see CONTRIBUTING.md.")
    if folder is None or not is_whole():
        return 0
    library = open_library(folder / "ldraw" / "library.zip")
    lots = list(_lots(folder / "models" / "ldraw" / "omr", library))
    print(f"{LINES} lines (target: 50 ms, at most 4 queries)")
    shuffled = random.Random(1).sample(lots, min(LINES, len(lots)))  # noqa: S311 - no secret
    _time("of set models", [Reference(lot.part, lot.colour, name=lot.name) for lot in shuffled])
    elements = Element.objects.order_by("?").values_list("number", flat=True)[:LINES]
    _time("of element numbers", [Reference(number, "", "lego") for number in elements])
    unknown = [Reference(f"zz{place}x", 4, name=f"{lot.name} with a hat") for place, lot in enumerate(shuffled)]
    _time("of unknown parts", unknown)
    _report(lots)
    return 0


def _time(what: str, references: list[Reference]) -> None:
    identify(references)
    seconds, busy = [], []
    for _ in range(RUNS):
        begun, work = time.perf_counter(), time.process_time()
        identify(references)
        seconds.append(time.perf_counter() - begun)
        busy.append(time.process_time() - work)
    with CaptureQueriesContext(connection) as queries:
        known = identify(references)
    found = sum(one.part is not None for one in known)
    wall, cpu = statistics.median(seconds) * 1e3, statistics.median(busy) * 1e3
    print(f"  {what:20} {wall:6.1f} ms, {cpu:6.1f} ms of CPU, {len(queries)} queries, {found} found")


def _report(lots: list[Lot]) -> None:
    distinct = list({lot.part: lot for lot in lots}.values())
    lines = bill_lines(distinct)
    ends: Counter[str] = Counter()
    for line in lines:
        last = line.evidence[-1]["rule"] if line.known.part else line.evidence[0]["rule"]
        how = "+".join(link["rule"] for link in line.known.evidence[:-1])
        ends[f"{how}: {(line.rebrickable and 'a Rebrickable number') or 'none'} ({last})"] += 1
    print(f"{len(distinct)} distinct references of the set models")
    for what, times in ends.most_common():
        print(f"  {times:5} {what}")


def _lots(folder: Path, library: PartsLibrary) -> Iterator[Lot]:
    for path in sorted(folder.iterdir()):
        try:
            yield from count(read(path.read_bytes(), path.name), library).lots
        except BrickError as error:
            print(f"  {path.name}: {error.message}")


if __name__ == "__main__":
    sys.exit(main())
