"""Run untrusted work in a child process that cannot take more memory, time or disk than it was given.

The child leads a session of its own, and whatever it started ends with it. It dies with its parent
(on Linux; elsewhere its CPU limit ends it).
"""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Literal

Reason = Literal["memory", "cpu", "wall", "cancelled", "killed"]

MAX_OUTPUT = 64 << 20  # bytes of standard output that are kept; what comes after them is read and dropped
MAX_FILE = 1 << 30  # bytes in one file that the child writes
TICK = 0.1  # seconds between two looks at the clock and at `cancelled`
LAUNCHER = Path(__file__).with_name("limited_start.py")
OUT_OF_MEMORY = (b"MemoryError", b"bad_alloc", b"Cannot allocate memory", b"memory allocation of")
# A child works on what strangers send, so of our own environment it gets what it needs and no secrets.
PASSED_ON = {
    "PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "VIRTUAL_ENV",
    "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONPATH", "PYTHONUTF8", "PYTHONIOENCODING", "PYTHONHASHSEED",
    "LDRAW_LIBRARY", "BRICKFOLK_VAR", "NUMBA_CACHE_DIR", "NUMBA_NUM_THREADS",
}  # fmt: skip
_START = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from {module} import main
sys.exit(main())
"""
ENVIRONMENT = {  # each thread reserves address space, which would count against the limit on a machine with many cores
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "PYTHONUNBUFFERED": "1",
}


@dataclass(frozen=True, slots=True)
class ChildResult:
    """How a child ended. `reason` is None when it ended by itself, with whatever status; else what ended it."""

    returncode: int
    stdout: bytes
    stderr: bytes
    reason: Reason | None


@dataclass
class _Output:
    """What the child has written so far, handed on line by line."""

    on_line: Callable[[str], None] | None
    kept: bytearray = field(default_factory=bytearray)
    rest: bytes = b""

    def add(self, data: bytes) -> None:
        self.kept += data[: max(0, MAX_OUTPUT - len(self.kept))]
        if self.on_line is None:
            return
        *lines, self.rest = (self.rest + data).split(b"\n")
        self.rest = self.rest[:MAX_OUTPUT]
        for line in lines:
            self.on_line(line.decode("utf-8", "replace"))

    def end(self) -> None:
        if self.on_line is not None and self.rest:
            self.on_line(self.rest.decode("utf-8", "replace"))


def run_limited(
    args: Sequence[str],
    *,
    stdin: bytes = b"",
    memory: int = 1 << 30,
    cpu: int = 30,
    wall: float = 60,
    cancelled: Callable[[], bool] | None = None,
    on_line: Callable[[str], None] | None = None,
) -> ChildResult:
    """Run a program (argument list, no shell) within limits and wait for it.

    `memory` is address space in bytes, `cpu` and `wall` are seconds. `cancelled` is asked every 0.1 s; when it says
    yes, or the wall time is over, the whole process group is killed. `on_line` gets each line of standard output as
    soon as it is complete.
    Raises OSError only when no process can be started at all; an unknown program is a result with status 1.
    """
    limits = [str(os.getpid()), str(memory), str(cpu), str(MAX_FILE)]
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as errors:
        given.write(stdin)
        given.seek(0)
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-S", str(LAUNCHER), *limits, *args],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
            env=child_environment(),
        )
        output = _Output(on_line)
        try:
            ended = _watch(process, output, time.monotonic() + wall, cancelled)
        finally:
            _kill_group(process)
        output.end()
        errors.seek(0)
        stderr = errors.read(MAX_OUTPUT)
    return ChildResult(process.returncode, bytes(output.kept), stderr, ended or _reason(process.returncode, stderr))


def module_command(module: str) -> list[str]:
    """The first words of a command that runs a module's `main`, as `python -m` would, from whatever folder."""
    return [sys.executable, "-c", _START.format(module=module), str(Path(__file__).resolve().parents[1])]


def child_environment() -> dict[str, str]:
    """What a child finds in its environment: the allowed part of ours, and what keeps it small."""
    allowed = {name: value for name, value in os.environ.items() if name in PASSED_ON}
    return {**allowed, **ENVIRONMENT}


def _watch(
    process: subprocess.Popen[bytes], output: _Output, deadline: float, cancelled: Callable[[], bool] | None
) -> Reason | None:
    """Read until the child has ended, or has to be ended."""
    assert process.stdout is not None
    with selectors.DefaultSelector() as selector, process.stdout as pipe:
        os.set_blocking(pipe.fileno(), False)
        selector.register(pipe, selectors.EVENT_READ)
        while process.poll() is None:
            if cancelled is not None and cancelled():
                return "cancelled"
            if time.monotonic() >= deadline:
                return "wall"
            if not selector.get_map():  # it closed its output and goes on working
                time.sleep(TICK / 10)
            elif selector.select(TICK) and not _read(pipe, output):
                selector.unregister(pipe)
        while _read(pipe, output):
            pass
    return None


def _read(pipe: IO[bytes], output: _Output) -> bool:
    """Take what is there; False at the end, or when nothing is there."""
    data = pipe.read(1 << 16)
    output.add(data or b"")
    return bool(data)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """End the child and everything that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS says "not permitted" of an ended group
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _reason(returncode: int, stderr: bytes) -> Reason | None:
    """What a status and the last words mean: a full address space is told only by its message."""
    if returncode == -signal.SIGXCPU:
        return "cpu"
    if returncode != 0 and any(word in stderr[-4096:] for word in OUT_OF_MEMORY):
        return "memory"
    return "killed" if returncode < 0 else None
