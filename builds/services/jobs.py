"""Putting the work on a revision into the queue, in the transaction that asks for it."""

from builds.models import Revision
from common.jobs import app, defer

TASK = "builds.process_revision"  # by name, since tasks stand above services


def defer_processing(revision: Revision) -> None:
    """Have a worker process the revision once the transaction commits; a rollback drops the job with the row."""
    defer(app.tasks[TASK], revision_id=revision.pk)
