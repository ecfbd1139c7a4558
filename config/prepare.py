"""What must be in place before the site can serve; each step is skipped when nothing it depends on has changed."""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do again when these files change, the database is another one, or it answered False last time."""

    title: str
    files: Iterable[Path]
    do: Callable[[], object]


def prepare(say: Callable[[str], None]) -> None:
    """Bring database, catalogue, demo, static files and compiled kernels up to date, and say what is done."""
    _timed("Database", connection.ensure_connection, say)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        _timed("Tables", lambda: call_command("migrate", interactive=False, verbosity=0), say)
    done = _read_done()
    for step in _steps():
        state = _state(step.files)
        if done.get(step.title) != state and _timed(step.title, step.do, say) is not False:
            done[step.title] = state
            _done_file().write_text(json.dumps(done, indent=1))


def _steps() -> list[Step]:
    base = settings.BASE_DIR
    catalogue, demo = base / "demo" / "catalogue", base / "demo"
    library = os.environ.get("LDRAW_LIBRARY", "").strip()
    steps = [
        Step("Static files", _files(base / "web" / "static"), _collect),
        Step("Starter catalogue", _files(catalogue), lambda: call_command("load_starter_catalogue", verbosity=0)),
        Step("LDraw parts library", _telling(Path(library)), lambda: call_command("import_ldraw", verbosity=0)),
        Step("Compiled kernels", sorted((base / "brickcore").rglob("*.py")), _warm),
        Step("Demo builds", _files(demo), lambda: call_command("seed_demo", verbosity=0)),
    ]
    return [step for step in steps if library or step.title != "LDraw parts library"]


def _collect() -> None:
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)


def _warm() -> bool:
    """In processes of their own: kernels' threads must not be forked later. Without it the first build is slow."""
    return all(_brickcore(command, "--warm") == 0 for command in ("glb", "picture", "source"))


def _brickcore(*words: str) -> int:
    command = [sys.executable, "-m", "brickcore", *words]
    return subprocess.run(command, check=False, cwd=settings.BASE_DIR).returncode  # noqa: S603


def _timed(title: str, do: Callable[[], object], say: Callable[[str], None]) -> object:
    begun = time.monotonic()
    say(f"· {title} …")
    result = do()
    say(f"  {'failed after' if result is False else 'done in'} {time.monotonic() - begun:.1f} s")
    return result


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _telling(library: Path) -> list[Path]:
    """The files that change when the library does: the zip, or in a folder the colours, whose head bears the date."""
    places = [library, library / "LDConfig.ldr", library / "ldraw" / "LDConfig.ldr"]
    return [place for place in places if place.is_file()]


def _state(files: Iterable[Path]) -> str:
    """A hash over the files and the database that the step wrote to."""
    digest = hashlib.sha256(_database().encode())
    for path in files:
        digest.update(f"{path}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _database() -> str:
    """Which database this is: a dropped and newly made one has another number, and the tables may have been emptied."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT system_identifier, (SELECT oid FROM pg_database WHERE datname = current_database())"
            " FROM pg_control_system()"
        )
        return str(cursor.fetchone())


def _done_file() -> Path:
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    return Path(settings.VAR_DIR) / "prepared.json"


def _read_done() -> dict[str, str]:
    try:
        return dict(json.loads(_done_file().read_text()))
    except (FileNotFoundError, ValueError):
        return {}
