"""Jobs belong to the transaction that made them, and outlive the workers that do them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from common.jobs import defer
from common.jobs.worker import work
from common.operations.figures import exposition

HERE = Path(__file__).parent / "jobs_site"
sys.path.append(str(HERE))

import example_tasks as tasks  # noqa: E402

pytestmark = pytest.mark.django_db(transaction=True)


def database_url() -> str:
    """The test database, as a worker of its own finds it."""
    known = connection.get_connection_params()
    host = quote(str(known.get("host", "")), safe="")
    return f"postgres://{known.get('user', '')}@{host}:{known.get('port', 5432)}/{known['dbname']}"


class Worker:
    """`manage.py worker`, as an operator starts it."""

    def __init__(self, **environment: str) -> None:
        manage = Path(__file__).parents[2] / "manage.py"
        settings = {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "settings_for_jobs", "DEBUG": "1"}
        self.process = subprocess.Popen(
            [sys.executable, str(manage), "worker", "--processes", "1"],
            env=os.environ | settings | {"PYTHONPATH": str(HERE)} | environment,
        )

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)


@pytest.fixture(autouse=True)
def empty_queue(transactional_db: None) -> None:
    """Unmanaged tables are not emptied between tests."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture
def worker() -> Iterator[Callable[..., Worker]]:
    started: list[Worker] = []

    def start(**environment: str) -> Worker:
        started.append(Worker(**environment))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.end()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log"
    path.touch()
    return path


def wait_for(log: Path, word: str, times: int = 1, seconds: float = 60) -> list[str]:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        lines = log.read_text().splitlines()
        if sum(line.startswith(word) for line in lines) >= times:
            return lines
        time.sleep(0.05)
    raise AssertionError(f"{word!r} not seen {times} times in {seconds} s: {log.read_text()!r}")


def _own_jobs() -> QuerySet[ProcrastinateJob]:
    """The jobs of these tests: a worker that runs over a full minute begins the site's periodic ones, too."""
    return ProcrastinateJob.objects.exclude(task_name__startswith="shop.")


def kill_job(log: Path, times: int) -> None:
    """Kill -9 the worker process in which the job runs for the `times`-th time."""
    line = [line for line in wait_for(log, "started", times) if line.startswith("started")][-1]
    os.kill(int(line.split()[1]), signal.SIGKILL)


def test_a_rollback_drops_the_job(log: Path) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012 - both belong into one transaction
        defer(tasks.quick, log=str(log))
        raise ZeroDivisionError
    assert not _own_jobs().exists()


def test_a_job_deferred_by_a_job_belongs_to_its_transaction(log: Path) -> None:
    defer(tasks.undecided, log=str(log))
    work(until_idle=True)
    assert log.read_text() == "quick\n"
    assert not log.with_suffix(".dropped").exists()


def test_a_finished_job_leaves_no_row(log: Path) -> None:
    defer(tasks.quick, log=str(log))
    work(until_idle=True)
    assert not _own_jobs().exists()
    assert 'brickfolk_job_seconds_count{outcome="done",task="example.quick"}' in exposition().decode()


def test_a_job_that_breaks_tells_its_app(log: Path) -> None:
    defer(tasks.broken, log=str(log))
    work(until_idle=True)
    assert log.read_text() == "failed: Something went wrong on our side. Try again.\n"
    assert _own_jobs().get().status == "failed"


def test_the_job_of_a_killed_worker_is_done_after_the_restart(log: Path, worker: Callable[..., Worker]) -> None:
    defer(tasks.hang, log=str(log), times=1)
    first = worker()
    wait_for(log, "started")
    first.end(signal.SIGKILL)
    worker()
    wait_for(log, "done", seconds=60)


def test_at_the_third_kill_the_job_fails_with_a_message(log: Path, worker: Callable[..., Worker]) -> None:
    defer(tasks.hang, log=str(log), times=99)
    worker(QUICK="1")
    for times in (1, 2, 3):
        kill_job(log, times)
    lines = wait_for(log, "failed")
    assert [line.split()[0] for line in lines] == ["started", "started", "started", "failed:"]
    assert "interrupted 3 times" in lines[-1]
    assert _own_jobs().get().status == "failed"


def test_a_worker_that_lost_the_database_comes_back(log: Path, worker: Callable[..., Worker]) -> None:
    keeper = worker(QUICK="1")
    defer(tasks.quick, log=str(log))
    wait_for(log, "quick", 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    defer(tasks.quick, log=str(log))
    wait_for(log, "quick", 2)
    assert keeper.end() == 0


def test_a_worker_without_work_ends_at_once_when_told(worker: Callable[..., Worker], log: Path) -> None:
    keeper = worker()
    defer(tasks.quick, log=str(log))
    wait_for(log, "quick")
    assert keeper.end(signal.SIGINT) == 0
