"""Jobs of workers that died: run them again, and give up at the third attempt."""

import logging

from asgiref.sync import async_to_sync
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from common.jobs.failures import tell_failed

HEARTBEAT = 3.0  # seconds between two signs of life of a worker
STALLED = 10.0  # seconds of silence after which it is dead
ATTEMPTS = 3
LOCK = 0x627269636B  # of PostgreSQL's advisory locks: one rescuer at a time

logger = logging.getLogger(__name__)


@transaction.atomic
def rescue_stalled_jobs() -> int:
    """Put the jobs of dead workers back into their queues, or fail those that died three times; return how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        row = cursor.fetchone()
    if row is None or not row[0]:
        return 0
    manager = JobManager(DjangoConnector())
    stalled = list(async_to_sync(manager.get_stalled_jobs)(seconds_since_heartbeat=STALLED))
    for job in stalled:
        _rescue(manager, job)
    return len(stalled)


def _rescue(manager: JobManager, job: Job) -> None:
    """One job whose worker is gone. The attempt that died is not counted yet in `job.attempts`."""
    assert job.id is not None
    if job.attempts + 1 < ATTEMPTS and not job.abort_requested:
        logger.warning("job runs again: its worker died", extra={"job": job.id, "task": job.task_name})
        manager.retry_job_by_id(job.id, retry_at=timezone.now())
        return
    logger.error("job failed: its worker died each time", extra={"job": job.id, "task": job.task_name})
    async_to_sync(manager.finish_job_by_id_async)(job.id, Status.FAILED, delete_job=False)
    message = _("The work was interrupted %(times)s times and was given up. Try again; if it happens again, tell us.")
    tell_failed(job.task_name, message % {"times": ATTEMPTS}, job.task_kwargs)
