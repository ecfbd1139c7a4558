"""Jobs of workers that died: run them again, and give up at the third attempt."""

import logging
from datetime import timedelta

from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status
from procrastinate.manager import JobManager

from common.jobs.failures import tell_failed

ATTEMPTS = 3  # of a job whose workers die: by then the job itself is what kills them
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
    silent = Q(worker__last_heartbeat__lt=Now() - timedelta(seconds=settings.WORKER_STALLED))
    stalled = ProcrastinateJob.objects.filter(Q(worker=None) | silent, status="doing").order_by("pk")
    for job in stalled:
        _rescue(job)
    return len(stalled)


def _rescue(job: ProcrastinateJob) -> None:
    """One job whose worker is gone. The attempt that died is not counted yet in `job.attempts`."""
    manager = JobManager(DjangoConnector())
    if job.attempts + 1 < ATTEMPTS and not job.abort_requested:
        logger.warning("job runs again: its worker died", extra={"job": job.pk, "task": job.task_name})
        manager.retry_job_by_id(job.pk, retry_at=timezone.now())
        return
    logger.error("job failed: its worker died each time", extra={"job": job.pk, "task": job.task_name})
    async_to_sync(manager.finish_job_by_id_async)(job.pk, Status.FAILED, delete_job=False)
    message = _("The work was interrupted %(times)s times and was given up. Try again; if it happens again, tell us.")
    tell_failed(job.task_name, message % {"times": job.attempts + 1}, job.args)
