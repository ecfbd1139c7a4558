"""A database with the whole real catalogue, made once and then shared: building it takes about a minute.

It lies beside the test database and outlives the session: its name says from which sources and which program it was
made, and any change of either makes it anew. A test that wants it asks for `real_catalogue` and for `db`; what it does
is rolled back. A test with transactions of its own would empty it, so there must be none in such a module.
"""

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

HOME = Path(__file__).resolve().parents[1]
_PROGRAM = (
    "parts/models",
    "parts/migrations",
    "parts/services/catalogue",
    *(f"parts/services/{name}.py" for name in ("kin_facts", "kin_judge", "reconcile", "source_names", "vocabulary")),
    "brickcore/identity",
    "brickcore/library",
    "brickcore/geometry/drawing_faults.py",
    "brickcore/colours.py",
)
_TABLES = ("demo/catalogue/parts.csv", "brickcore/data/colours.csv")
_COLOUR_TABLES = (
    "rebrickable_colors_external_ids.json",
    "bricklink_colors.xml",
    "lego_bricklink_colors.csv",
    "ldd_ldraw_leocad_2026.xml.gz",
)
_ID_TABLES = ("ldd_ldraw_leocad_2026.xml.gz", "rebrickable_parts_1000_external_ids.json.gz")
_FINISHED = "the whole catalogue"
_LOCK = 0x62726B32


def mark_catalogue_tests(items: list[pytest.Item]) -> None:
    """Tests on the real catalogue need the shared files, and run in one worker: only one builds it."""
    for item in items:
        if "real_catalogue" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.shared)
            item.add_marker(pytest.mark.xdist_group(name="catalogue"))


@pytest.fixture(scope="session")
def real_catalogue_name(shared: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> str:
    """The name of a database with everything imported; it is built when it is not there."""
    empty = str(connection.settings_dict["NAME"])
    name = f"real_catalogue_{_digest(shared)}"
    with django_db_blocker.unblock():
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            if not _is_finished(cursor, name):
                _make_room(cursor, name)
                cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{empty}"')
                _import(name, shared)
                cursor.execute(f"COMMENT ON DATABASE \"{name}\" IS '{_FINISHED}'")
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        _use(empty)
    return name


@pytest.fixture(scope="module")
def real_catalogue(real_catalogue_name: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """While tests of this module run, the database is the one with the whole catalogue."""
    empty = str(connection.settings_dict["NAME"])
    with django_db_blocker.unblock():
        _use(real_catalogue_name)
        yield
        _use(empty)


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _import(name: str, shared: Path) -> None:
    _use(name)
    call_command("load_starter_catalogue", verbosity=0)
    _run("import_ldraw", shared / "ldraw" / "library.zip")
    for table in _COLOUR_TABLES:
        _run("import_colours", shared / "mappings" / table)
    _run("import_rebrickable", shared / "rebrickable")
    for table in _ID_TABLES:
        _run("import_ids", shared / "mappings" / table)
    connection.close()


def _run(command: str, *arguments: Path | str) -> None:
    """An import; some rows of real tables name what is not there, which its status says."""
    with contextlib.suppress(SystemExit):
        call_command(command, *map(str, arguments), verbosity=0)


def _digest(shared: Path) -> str:
    """Of the program's files and of size and date of the sources; a change of any is another catalogue."""
    digest = hashlib.sha256()
    for place in (*_PROGRAM, *_TABLES):
        path = HOME / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(file.read_bytes())
    for folder in ("ldraw", "rebrickable", "mappings"):
        for file in sorted((shared / folder).iterdir()):
            digest.update(f"{file.name} {file.stat().st_size} {file.stat().st_mtime_ns}".encode())
    return digest.hexdigest()[:16]


def _is_finished(cursor: Any, name: str) -> bool:
    cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
    found = cursor.fetchone()
    return found is not None and found[0] == _FINISHED


def _make_room(cursor: Any, name: str) -> None:
    """Those that were made over two hours ago and that nobody uses go; a half-made one of this name goes too."""
    cursor.execute(
        """
        SELECT datname FROM pg_database AS old WHERE datname LIKE 'real\\_catalogue\\_%%'
        AND (datname = %s OR NOT EXISTS (SELECT FROM pg_stat_activity AS busy WHERE busy.datname = old.datname)
             AND (pg_stat_file('base/' || old.oid || '/PG_VERSION')).modification < now() - interval '2 hours')
        """,
        [name],
    )
    for (old,) in cursor.fetchall():
        cursor.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
