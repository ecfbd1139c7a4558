"""Start a program with limits on itself: run as a script by `brickcore.child`, it replaces itself by that program.

Usage: limited_start.py PARENT_PID MEMORY CPU FILE_SIZE PROGRAM [ARGUMENT...] (bytes, seconds, bytes).
Only the standard library: it must start within milliseconds. Limits that a system does not know (macOS has no
address space limit) are left out.
"""

import contextlib
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1  # from <linux/prctl.h>
GRACE = 2  # seconds between the signal that says "out of time" and the one that cannot be caught


def die_with_parent(parent: int) -> None:
    """Ask the kernel for SIGKILL when the parent is gone, so that a killed worker leaves no orphan."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - costs 5 ms, and only Linux has prctl

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before we had asked
        os._exit(1)


def limit(kind: int, soft: int, hard: int) -> None:
    """Lower one limit, never above what the system allows us."""
    _, allowed = resource.getrlimit(kind)
    if allowed != resource.RLIM_INFINITY:
        soft, hard = min(soft, allowed), min(hard, allowed)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (soft, hard))


def main(arguments: list[str]) -> None:
    """Set the limits and become the program."""
    parent, memory, cpu, file_size = map(int, arguments[:4])
    die_with_parent(parent)
    limit(resource.RLIMIT_CORE, 0, 0)
    limit(resource.RLIMIT_AS, memory, memory)
    limit(resource.RLIMIT_CPU, cpu, cpu + GRACE)
    limit(resource.RLIMIT_FSIZE, file_size, file_size)
    os.execvp(arguments[4], arguments[4:])  # noqa: S606 - the program is our own argument list, no shell


if __name__ == "__main__":
    main(sys.argv[1:])
