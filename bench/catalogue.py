"""Both catalogues imported, first into an empty database and then again: `python -m bench.catalogue`.

Each import runs in a scratch database of its own server's, which is dropped at the end. The starter catalogue comes
first, as on every site; then the LDraw library (heads of all files), then Rebrickable's tables; then both again,
unchanged. Seconds are of the clock, for the whole command's work with the search's vocabulary and the numbers that are
worked out.
"""

import os
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - after Django is set up
from django.db import connection  # noqa: E402

from brickcore.library import open_library  # noqa: E402
from parts.services.catalogue import load_ldraw_library, load_starter_catalogue  # noqa: E402
from parts.services.catalogue.rebrickable import load_rebrickable  # noqa: E402

HERE = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("BRICKFOLK_SHARED_DATA", HERE.parent / "shared" / "data"))
LIBRARY = Path(os.environ.get("LDRAW_LIBRARY") or DATA / "ldraw" / "library.zip")
TABLES = Path(os.environ.get("REBRICKABLE_DATA") or DATA / "rebrickable")
TARGET = 60.0  # seconds, for each


@contextmanager
def scratch_database() -> Iterator[None]:
    """A database that nobody else has, with all tables and no rows."""
    usual, name = connection.settings_dict["NAME"], f"bench_{uuid.uuid4().hex[:12]}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        connection.close()
        connection.settings_dict["NAME"] = name
        call_command("migrate", verbosity=0)
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


def main() -> int:
    """Measure and print; 1 when a target is missed, 2 when there is nothing to measure with."""
    if not LIBRARY.exists() or not TABLES.exists():
        print("The parts library or Rebrickable's tables are missing; set LDRAW_LIBRARY and REBRICKABLE_DATA.")
        return 2
    with scratch_database():
        return report(measured())


def measured() -> dict[str, tuple[float, float]]:
    """For each source, seconds of the first import and of the second, which changes nothing."""
    sources: dict[str, Callable[[], object]] = {
        "starter catalogue": load_starter_catalogue,
        "LDraw library": lambda: load_ldraw_library(library=open_library(LIBRARY)),
        "Rebrickable tables": lambda: load_rebrickable(place=TABLES),
    }
    first = {name: timed(work) for name, work in sources.items()}
    return {name: (first[name], timed(work)) for name, work in sources.items()}


def report(times: dict[str, tuple[float, float]]) -> int:
    """Print the table; 1 when an import takes longer than its target."""
    print(f"{'import':24}{'first':>10}{'again':>10}")
    for name, (first, again) in times.items():
        print(f"{name:24}{first:8.1f} s{again:8.1f} s")
    missed = [name for name, (first, _again) in times.items() if first > TARGET]
    print(f"target: {TARGET:.0f} s each: {'missed by ' + ', '.join(missed) if missed else 'met'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
