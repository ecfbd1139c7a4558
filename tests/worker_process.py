"""A real `manage.py worker` beside a test, on the test's database and files."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

REPOSITORY = Path(__file__).resolve().parents[1]


def worker_environment(var: Path) -> dict[str, str]:
    """What a worker needs to see this test's database, and to keep its files in `var`."""
    known = connection.get_connection_params()
    host, port = quote(str(known.get("host", "")), safe=""), known.get("port", 5432)
    return os.environ | {
        "DATABASE_URL": f"postgres://{known.get('user', '')}@{host}:{port}/{known['dbname']}",
        "BRICKFOLK_VAR": str(var),
        "DEBUG": "1",
        "NUMBA_CACHE_DIR": os.environ.get("NUMBA_CACHE_DIR", str(REPOSITORY / "var" / "numba")),
    }


@contextmanager
def running_worker(var: Path, library: Path | None) -> Iterator[None]:
    """A worker from here to the end of the block; it asks `library` for parts."""
    environment = worker_environment(var) | {"LDRAW_LIBRARY": str(library or "")}
    command = [sys.executable, str(REPOSITORY / "manage.py"), "worker", "--processes", "1"]
    process = subprocess.Popen(command, env=environment, cwd=REPOSITORY)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)
