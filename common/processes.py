"""Keep several programs running as one: what `manage.py serve` and `manage.py worker` stand on.

Each program leads a session of its own and dies with us (see `brickcore.limited_start`), so that neither Ctrl-C nor a
kill -9 leaves one behind, and the terminal's Ctrl-C reaches only us.
"""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

from brickcore.child import LAUNCHER

TICK = 0.1  # seconds between two looks at the programs
GRACE = 10.0  # seconds that a program gets between SIGTERM and SIGKILL
PAUSE = 1.0  # seconds before a program that fell is started again
NO_LIMIT = "-1"
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

logger = logging.getLogger(__name__)


@dataclass
class Program:
    """A program to keep running; `restart` says whether its end is the end of all."""

    name: str
    args: Sequence[str]
    restart: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    start_at: float = 0

    def start(self) -> None:
        """Start it in a session of its own."""
        limits = [str(os.getpid()), NO_LIMIT, NO_LIMIT, NO_LIMIT]
        self.process = subprocess.Popen(  # noqa: S603 - our own argument lists
            [sys.executable, "-I", "-S", str(LAUNCHER), *limits, *self.args],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **self.environment},
        )

    def signal(self, number: int) -> None:
        """Send a signal to the program and all that it started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


class Stop(Exception):
    """Somebody wants us to end."""


def keep_running(programs: Sequence[Program], *, each_second: Callable[[], None] = lambda: None) -> int:
    """Run programs until one of them ends for good, or a signal says stop; then end all, and say with which status.

    0 after a signal; the status of the one that ended by itself otherwise (1 when that was 0: it should not have).
    """
    before = {number: signal.signal(number, _stop) for number in STOPPING}
    try:
        return _watch(programs, each_second)
    except Stop:
        return 0
    finally:
        for number in before:
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C changes nothing
        _end(programs)
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stop


def _watch(programs: Sequence[Program], each_second: Callable[[], None]) -> int:
    next_second = time.monotonic()
    while True:
        for program in programs:
            if program.process is None:
                if time.monotonic() >= program.start_at:
                    program.start()
            elif (status := program.process.poll()) is not None:
                if not program.restart:
                    logger.error("%s ended with status %s", program.name, status)
                    return 128 - status if status < 0 else status or 1
                logger.warning("%s ended with status %s and is started again", program.name, status)
                program.process, program.start_at = None, time.monotonic() + PAUSE
        if time.monotonic() >= next_second:
            next_second += 1
            each_second()
        time.sleep(TICK)


def _end(programs: Sequence[Program]) -> None:
    """Ask all to end, then make those that did not."""
    for program in programs:
        program.signal(signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    running = [program.process for program in programs if program.process is not None]
    for process in running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - time.monotonic()))
    for program in programs:
        program.signal(signal.SIGKILL)
    for process in running:
        process.wait()
