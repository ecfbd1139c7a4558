"""Put a job into the queue, inside of the caller's transaction."""

from typing import Any

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager
from procrastinate.tasks import Task
from procrastinate.types import JSONValue

MANAGER = JobManager(DjangoConnector())


def defer(task: Task[Any, Any, Any], /, *, once: str | None = None, **arguments: JSONValue) -> int:
    """Defer a task with JSON arguments and return the job's id.

    Always through Django's connection: inside of a worker the app's own connector is another one, which would not see
    the transaction. With `once`, a second job of that name is refused (procrastinate.exceptions.AlreadyEnqueued) while
    the first one waits.
    """
    job = task.configure(queueing_lock=once).job
    return JobDeferrer(MANAGER, job).defer(**arguments)
