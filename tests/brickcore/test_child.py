"""A child gets its limits, says why it ended, and leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from brickcore.child import run_limited


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def gone(pid: int, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not alive(pid)


def test_output_errors_and_status_come_back() -> None:
    code = "import sys; print(sys.stdin.read()[::-1]); print('oh', file=sys.stderr); sys.exit(3)"
    result = run_limited(python(code), stdin=b"abc")
    assert (result.returncode, result.stdout, result.stderr, result.reason) == (3, b"cba\n", b"oh\n", None)


def test_lines_are_told_while_it_runs() -> None:
    lines: list[str] = []
    code = "import time; print('one'); time.sleep(30); print('two')"
    result = run_limited(python(code), on_line=lines.append, cancelled=lambda: bool(lines))
    assert (lines, result.reason) == (["one"], "cancelled")


def test_large_input_and_output_do_not_lock_up() -> None:
    data = bytes(range(256)) * 8192
    result = run_limited(python("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())"), stdin=data)
    assert result.stdout == data


def test_last_line_without_an_end_is_told() -> None:
    lines: list[str] = []
    run_limited(python("print('a\\nb', end='')"), on_line=lines.append)
    assert lines == ["a", "b"]


def test_too_much_memory_is_named() -> None:
    result = run_limited(python("bytearray(400 << 20)"), memory=256 << 20)
    assert result.reason == "memory"


def test_too_much_cpu_time_is_named() -> None:
    result = run_limited(python("while True: pass"), cpu=1, wall=60)
    assert result.reason == "cpu"


def test_too_long_a_wait_is_named() -> None:
    result = run_limited(python("import time; time.sleep(60)"), wall=0.3)
    assert (result.reason, result.returncode) == ("wall", -signal.SIGKILL)


def test_a_signal_from_outside_is_named() -> None:
    result = run_limited(python("import os; os.kill(os.getpid(), 9)"))
    assert result.reason == "killed"


def test_an_unknown_program_is_a_result() -> None:
    result = run_limited(["/nowhere/program"])
    assert (result.returncode, result.reason) == (1, None)
    assert b"FileNotFoundError" in result.stderr


def test_grandchildren_end_with_the_child() -> None:
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    result = run_limited(python(f"import subprocess; print(subprocess.Popen({sleeper!r}).pid)"))
    assert gone(int(result.stdout))


def test_the_child_dies_with_its_parent() -> None:
    child = python("import os,time; print(os.getpid(), flush=True); time.sleep(60)")
    tell = "on_line=lambda line: print(line, flush=True)"
    parent = f"from brickcore.child import run_limited; run_limited({child!r}, {tell})"
    with subprocess.Popen(python(parent), stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        os.kill(process.pid, signal.SIGKILL)
    assert gone(pid)


def test_a_child_gets_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = ["SECRET_KEY", "DATABASE_URL", "S3_SECRET_KEY", "EMAIL_PASSWORD", "METRICS_TOKEN", "AWS_SESSION_TOKEN"]
    for name in secrets:
        monkeypatch.setenv(name, "xyzzy")
    monkeypatch.setenv("LDRAW_LIBRARY", "/somewhere")
    told = json.loads(run_limited(python("import json, os; print(json.dumps(dict(os.environ)))")).stdout)
    assert "xyzzy" not in told.values()
    assert told["LDRAW_LIBRARY"] == "/somewhere"
