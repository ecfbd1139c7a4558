"""One worker process: takes jobs one after another until it is told to stop."""

import asyncio

from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.db_cleanup import with_db_cleanup
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import DeleteJobCondition

from common.jobs.failures import report_failures


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


async def _work(until_idle: bool) -> None:
    middleware = with_db_cleanup({"task_middleware": [report_failures]})["task_middleware"]
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
