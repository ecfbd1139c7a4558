"""`manage.py worker`: run the jobs."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, connection

from common.jobs import app
from common.jobs.rescue import rescue_stalled_jobs
from common.jobs.worker import work
from common.processes import Program, keep_running


class Command(BaseCommand):
    """Keeps worker processes running, and rescues the jobs of those that died."""

    help = "Run the jobs, in as many processes as --processes says, and those of workers that died again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One option for people, one for ourselves."""
        parser.add_argument("--processes", type=int, default=settings.WORKER_PROCESSES)
        parser.add_argument("--single", action="store_true", help="be one worker process, without a keeper")

    def handle(self, *, processes: int, single: bool, **_options: Any) -> None:
        """Run until told to stop. A worker that lost the database ends, and is started again by its keeper."""
        if single:
            work()
            return
        app.perform_import_paths()  # type: ignore[no-untyped-call]  # the rescue calls the hooks that stand beside the tasks
        connection.ensure_connection()
        manage = [sys.executable, sys.argv[0], "worker", "--single"]
        workers = [Program(f"worker {number}", manage, restart=True) for number in range(1, processes + 1)]
        sys.exit(keep_running(workers, each_second=rescue))


def rescue() -> None:
    """Rescue; when the database is away, wait for the next second."""
    try:
        rescue_stalled_jobs()
    except (OperationalError, InterfaceError):
        connection.close()
