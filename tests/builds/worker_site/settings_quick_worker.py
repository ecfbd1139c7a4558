"""The site's own settings, with a shorter wait for a dead worker."""

from config.settings import *  # noqa: F403

WORKER_HEARTBEAT = 0.3
WORKER_STALLED = 2.0
