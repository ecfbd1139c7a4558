"""The site's own settings, with tasks that only the tests know; `QUICK` shortens the wait for a dead worker."""

import os

from config.settings import *  # noqa: F403

PROCRASTINATE_IMPORT_PATHS = ["example_tasks"]
if os.environ.get("QUICK"):
    WORKER_HEARTBEAT = 0.3
    WORKER_STALLED = 2.0
