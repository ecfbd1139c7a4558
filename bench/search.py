"""How fast search answers: on the catalogue of the database that DATABASE_URL names.

Load it first: `manage.py load_starter_catalogue`, `import_ldraw`, `import_rebrickable`. Every figure is measured from
this side of the connection: what is called the database's time is from sending the query to its answer.
"""

import csv
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection  # noqa: E402 - after Django is set up

from bench.loaded import is_whole  # noqa: E402
from parts.models import Element, Part  # noqa: E402
from parts.selectors import search_page, search_parts, suggest  # noqa: E402
from parts.selectors.search_vocabulary import vocabulary  # noqa: E402

RUNS = 5
QUERIES = Path(__file__).resolve().parents[1] / "tests" / "parts" / "search_queries.csv"
TYPING_ERRORS = ["tecnic baem", "bsaeplate 32x32", "turnttable 2x2", "windsreen 2x4x2", "pltae 1x2", "hinge brik"]
BROAD = ["brick", "plate", "minifig torso", "technic", "tile"]
SHARE = 0.95


class Timed(NamedTuple):
    """Milliseconds in the database and altogether, and how many queries."""

    database: float
    whole: float
    queries: int


def main() -> int:
    """Print the median and the 95th percentile of each kind of question."""
    if not is_whole():
        return 0
    parts, elements = Part.objects.count(), Element.objects.count()
    with QUERIES.open(encoding="utf-8", newline="") as rows:
        asked = [row["query"] for row in csv.DictReader(rows) if row["kind"] == "part"]
    begun = time.perf_counter()
    words = len(vocabulary().words)
    print(
        f"{parts:,} parts, {elements:,} elements; {words:,} words read in {(time.perf_counter() - begun) * 1e3:.0f} ms"
    )
    _print("search (target 5 ms)", asked, lambda text: list(search_parts(text)[:48]))
    _print("search, broad words", BROAD, lambda text: list(search_parts(text)[:48]))
    _print("search, typing errors", TYPING_ERRORS, lambda text: list(search_parts(text)[:48]))
    _print("page with facets, total", asked, search_page)
    _print("page, nothing asked", [""], search_page)
    _print("autocomplete (target 10 ms)", list(_begun(asked)), suggest)
    return 0


def _begun(asked: Iterable[str]) -> Iterable[str]:
    """What the search field sends while each text is typed."""
    for text in asked:
        yield from (text[:length] for length in range(2, len(text) + 1, 3))


def _print(what: str, texts: Sequence[str], ask: Callable[[str], object]) -> None:
    """Each text's best of some runs, in the database and altogether: the machine may be busy with something else."""
    times = [min((_timed(text, ask) for _ in range(RUNS)), key=lambda one: one.database) for text in texts]
    database, whole = ([each[place] for each in times] for place in (0, 1))
    most = max(one.queries for one in times)
    print(
        f"  {what:28} {len(texts):4} texts, in the database median {statistics.median(database):6.1f} ms, "
        f"p95 {_p95(database):6.1f} ms; with Python {statistics.median(whole):6.1f} / {_p95(whole):6.1f} ms; "
        f"at most {most} queries"
    )


def _timed(text: str, ask: Callable[[str], object]) -> Timed:
    """Asked once, with each query timed from sending it to its answer."""
    spent: list[float] = []

    def watch(execute: Any, *given: Any) -> Any:
        begun = time.perf_counter()
        answer = execute(*given)
        spent.append((time.perf_counter() - begun) * 1e3)
        return answer

    begun = time.perf_counter()
    with connection.execute_wrapper(watch):
        ask(text)
    return Timed(sum(spent), (time.perf_counter() - begun) * 1e3, len(spent))


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(SHARE * (len(times) - 1))]


if __name__ == "__main__":
    sys.exit(main())
