"""Work that happens after the answer: deferred in the caller's transaction, done by `manage.py worker`.

    from common.jobs import PROCESSING, app, defer, on_job_failed

    @app.task(name="builds.process_revision", queue=PROCESSING)
    def process(revision_id: int) -> None: ...

    defer(process, revision_id=7)                      # a rollback drops it

    @on_job_failed("builds.process_revision")          # after the last attempt, with the job's own arguments
    def say_so(message: str, revision_id: int) -> None: ...

Jobs are idempotent: a worker may die at any line, and then the job runs again, three times at most.
"""

from procrastinate.contrib.django import app

from common.jobs.deferring import defer
from common.jobs.failures import on_job_failed

PROCESSING = "processing"  # what a person waits for
BACKGROUND = "background"  # what nobody waits for

__all__ = ["BACKGROUND", "PROCESSING", "app", "defer", "on_job_failed"]
