"""Several programs as one: all end together, nothing is left, and the status says why."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, lambda *_: None); time.sleep(600)",
]
KEEPER = """
import json, sys
from common import processes
processes.GRACE = 0.5
processes.PAUSE = 0.05
programs = [processes.Program(**given) for given in json.loads(sys.argv[1])]
def tell():
    print(*[program.process.pid if program.process else 0 for program in programs], flush=True)
sys.exit(processes.keep_running(programs, each_second=tell))
"""


def keeper(*programs: dict[str, object]) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", KEEPER, json.dumps(programs)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)


def pids(process: subprocess.Popen[str], *, all_running: bool = True) -> list[int]:
    assert process.stdout is not None
    for line in process.stdout:
        found = [int(word) for word in line.split()]
        if all(found) or not all_running:
            return found
    raise AssertionError("it ended")


def gone(pid: int) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_all_with_status_0(number: signal.Signals) -> None:
    process = keeper({"name": "a", "args": SLEEP}, {"name": "b", "args": SLEEP})
    running = pids(process)
    process.send_signal(number)
    assert process.wait(30) == 0
    assert all(gone(pid) for pid in running)


def test_a_program_that_does_not_listen_is_ended_all_the_same() -> None:
    process = keeper({"name": "a", "args": STUBBORN})
    (pid,) = pids(process)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    assert gone(pid)


@pytest.mark.parametrize(("code", "status"), [("sys.exit(7)", 7), ("sys.exit(0)", 1), ("os.kill(os.getpid(), 9)", 137)])
def test_a_crash_ends_all_with_its_status(code: str, status: int) -> None:
    crash = [sys.executable, "-c", f"import os, sys, time; time.sleep(2); {code}"]
    process = keeper({"name": "a", "args": SLEEP}, {"name": "b", "args": crash})
    running = pids(process)
    assert process.wait(30) == status
    assert all(gone(pid) for pid in running)


def test_a_program_to_be_restarted_is() -> None:
    process = keeper({"name": "a", "args": SLEEP, "restart": True})
    (first,) = pids(process)
    os.kill(first, signal.SIGKILL)
    second = first
    while second in {0, first}:
        (second,) = pids(process, all_running=False)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert gone(second)


def test_a_killed_keeper_leaves_nobody() -> None:
    process = keeper({"name": "a", "args": SLEEP}, {"name": "b", "args": STUBBORN})
    running = pids(process)
    process.kill()
    process.wait()
    assert all(gone(pid) for pid in running)
