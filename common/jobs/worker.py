"""One worker process: takes jobs one after another until it is told to stop."""

import asyncio
import time
from typing import Any

from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.db_cleanup import with_db_cleanup
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.job_context import JobContext
from procrastinate.jobs import DeleteJobCondition
from procrastinate.middleware import SyncCallNext
from procrastinate.worker import Worker

from common.jobs.failures import report_failures
from common.operations.figures import JOB_SECONDS


def work(*, until_idle: bool = False) -> None:
    """Run jobs, one at a time, until SIGTERM or SIGINT; with `until_idle` until none is due.

    A worker runs one job at a time and there are as many as processes: sync tasks share one pool of threads with
    asyncio, so more in one process would only get into each other's way.
    """
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with app.replace_connector(connector.get_worker_connector()):
        asyncio.run(_work(until_idle))
    if not until_idle:
        connection.close()


def time_job(call_next: SyncCallNext, context: JobContext, _worker: Worker) -> Any:
    """Around every synchronous task: how long it took, and whether it was done."""
    begun, outcome = time.perf_counter(), "failed"
    try:
        result = call_next()
        outcome = "done"
        return result
    finally:
        JOB_SECONDS.labels(context.job.task_name, outcome).observe(time.perf_counter() - begun)


async def _work(until_idle: bool) -> None:
    middleware = with_db_cleanup({"task_middleware": [time_job, report_failures]})["task_middleware"]
    async with app.open_async():
        await app.run_worker_async(
            concurrency=1,
            wait=not until_idle,
            install_signal_handlers=not until_idle,
            delete_jobs=DeleteJobCondition.SUCCESSFUL,
            update_heartbeat_interval=settings.WORKER_HEARTBEAT,
            stalled_worker_timeout=settings.WORKER_STALLED,
            task_middleware=middleware,
        )
