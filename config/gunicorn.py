"""Settings of the web server. Variables: PORT, HOST, WEB_PROCESSES, WEB_THREADS."""

import os
from pathlib import Path
from typing import Any

from prometheus_client import multiprocess

bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("WEB_PROCESSES") or 2)
threads = int(os.environ.get("WEB_THREADS") or 4)
worker_class = "gthread"
preload_app = True  # one start for all, and shared memory
timeout = 60  # seconds without a heartbeat, then a process is replaced
graceful_timeout = 8  # seconds; systems that stop a service wait ten
keepalive = 5
max_requests = 10_000  # of a process, which is then replaced: whatever memory leaked is given back
max_requests_jitter = 1_000  # so that not all are replaced at once
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a heartbeat must not wait for a disk
accesslog = None  # the middleware writes one line a request, with its id
loglevel = "warning"
control_socket_disable = True


def child_exit(_server: Any, worker: Any) -> None:
    """Take the figures of a process that ended out of the sums of those that run."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
