"""A worker that is killed with -9 while it works on an upload."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from pytest_django import Settings

from accounts.models import User
from builds.models import Revision
from builds.services import uploads
from common.files import keep
from common.jobs.rescue import rescue_stalled_jobs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

HERE = Path(__file__).parent
MANAGE = HERE.parents[1] / "manage.py"
Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(tmp_path: Path, settings: Settings) -> Iterator[Start]:
    """start("--single") runs `manage.py worker --single` on the test's database and files.

    With `stuck` its children hang while they open the parts library, a pipe that nobody writes into.
    """
    settings.MEDIA_ROOT = tmp_path / "var" / "files"
    settings.WORKER_STALLED = 2.0
    known = connection.get_connection_params()
    host, port = quote(str(known.get("host", "")), safe=""), known.get("port", 5432)
    environment = os.environ | {
        "DATABASE_URL": f"postgres://{known.get('user', '')}@{host}:{port}/{known['dbname']}",
        "DJANGO_SETTINGS_MODULE": "settings_quick_worker",
        "PYTHONPATH": str(HERE / "worker_site"),
        "BRICKFOLK_VAR": str(tmp_path / "var"),
        "DEBUG": "1",
        "NUMBA_CACHE_DIR": os.environ.get("NUMBA_CACHE_DIR", str(MANAGE.parent / "var" / "numba")),
    }
    started: list[subprocess.Popen[bytes]] = []

    pipe = tmp_path / "library.zip"
    os.mkfifo(pipe)

    def run(*options: str, stuck: bool = False) -> subprocess.Popen[bytes]:
        library = {"LDRAW_LIBRARY": str(pipe) if stuck else ""}
        started.append(subprocess.Popen([sys.executable, str(MANAGE), "worker", *options], env=environment | library))
        return started[-1]

    yield run
    for process in started:
        if process.poll() is None:
            process.terminate()
            process.wait(30)


@pytest.fixture(autouse=True)
def no_jobs_of_other_tests(transactional_db: None) -> None:
    """Django empties its own tables after such a test, not those of the queue."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def wait_until(revision: Revision, *states: str, seconds: float = 200) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        revision.refresh_from_db()
        if revision.state in states:
            return
        time.sleep(0.005)
    raise AssertionError(f"the revision is still {revision.state}, not {states}, after {seconds} s")


def uploaded(owner: User) -> Revision:
    model = b"0 Wall\n" + b"".join(b"1 4 0 %d 0 1 0 0 0 1 0 0 0 1 3001.dat\n" % (-24 * row) for row in range(50))
    return uploads.create_build(owner=owner, file_name="wall.ldr", file=keep(model)).revisions.get()


def children_at_work(tmp_path: Path) -> list[str]:
    """The command lines of children that work in this test's folder (Linux)."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = process.read_bytes()
        except OSError:
            continue
        if str(tmp_path).encode() in line:
            found.append(line.decode(errors="replace"))
    return found


def test_the_work_is_done_once_after_the_restart(owner: User, start: Start, tmp_path: Path) -> None:
    revision = uploaded(owner)
    first = start("--single", stuck=True)
    wait_until(revision, "working")
    first.send_signal(signal.SIGKILL)
    first.wait()
    revision.refresh_from_db()
    assert revision.state == "working"

    start("--processes", "1")
    wait_until(revision, "ready", "failed")

    assert revision.state == "ready"
    assert revision.attempts == 2
    assert [(line.reference, line.quantity) for line in revision.bom_lines.all()] == [("3001", 50)]
    assert sorted(asset.kind for asset in revision.assets.all()) == ["glb", "picture", "thumbnail"]


def test_a_killed_worker_leaves_no_child(owner: User, start: Start, tmp_path: Path) -> None:
    revision = uploaded(owner)
    worker = start("--single", stuck=True)
    wait_until(revision, "working")
    deadline = time.monotonic() + 10
    while not children_at_work(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.001)

    worker.send_signal(signal.SIGKILL)
    worker.wait()

    deadline = time.monotonic() + 10
    while children_at_work(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert children_at_work(tmp_path) == []


def test_at_the_third_kill_the_revision_fails_with_a_message(owner: User, start: Start) -> None:
    revision = uploaded(owner)
    for attempt in (1, 2, 3):
        worker = start("--single", stuck=True)
        deadline = time.monotonic() + 100
        while revision.attempts < attempt and time.monotonic() < deadline:
            revision.refresh_from_db()
            time.sleep(0.005)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        _rescue_when_stalled()

    wait_until(revision, "failed", "ready", seconds=10)

    assert revision.error is not None
    assert (revision.error["code"], revision.attempts) == ("WORK_GIVEN_UP", 3)
    assert "interrupted 3 times" in revision.error["message"]
    assert revision.file.size > 0


def _rescue_when_stalled() -> None:
    """What the keeper does each second, without a keeper that would start the job at once."""
    deadline = time.monotonic() + 30
    while rescue_stalled_jobs() == 0 and time.monotonic() < deadline:
        time.sleep(0.1)
