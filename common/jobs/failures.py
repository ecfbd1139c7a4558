"""Tell an app that one of its jobs has failed for good, so that it can say so to whoever waits."""

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.job_context import JobContext
from procrastinate.middleware import SyncCallNext
from procrastinate.worker import Worker

Hook = Callable[..., None]

logger = logging.getLogger(__name__)
_hooks: dict[str, list[Hook]] = defaultdict(list)


def on_job_failed(task_name: str) -> Callable[[Hook], Hook]:
    """Register a function of (message, **the job's arguments) for a task, called when a job has failed for good."""

    def register(hook: Hook) -> Hook:
        _hooks[task_name].append(hook)
        return hook

    return register


def tell_failed(task_name: str, message: str, arguments: Mapping[str, Any]) -> None:
    """Call the hooks of a task. One that breaks is logged and hinders nobody."""
    for hook in _hooks[task_name]:
        try:
            with transaction.atomic():
                hook(message=message, **arguments)
        except Exception:  # whatever a hook does wrong, the other jobs must be rescued
            logger.exception("hook for a failed job broke", extra={"task": task_name})


def report_failures(call_next: SyncCallNext, context: JobContext, worker: Worker) -> Any:
    """Around every synchronous task: an exception that is not going to be retried is told to the app."""
    try:
        return call_next()
    except Exception as error:
        task = worker.app.tasks[context.job.task_name]
        if task.get_retry_exception(exception=error, job=context.job) is None:
            tell_failed(
                context.job.task_name, _("Something went wrong on our side. Try again."), context.job.task_kwargs
            )
        raise
