"""`manage.py serve`: site, worker and database as one command that leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("serve")  # one worker sets the site up for all of them
ROOT = Path(__file__).parents[2]
# A database with its tables, and each further step told as done.
PREPARED = """
import json, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from config import prepare
prepare._done_file().write_text(json.dumps({step.title: prepare._state(step.files) for step in prepare._steps()}))
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DEBUG", "SECRET_KEY"}}
    ours |= {"BRICKFOLK_VAR": str(tmp_path_factory.mktemp("serve")), "DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run([sys.executable, "-c", PREPARED], check=True, cwd=ROOT, env=ours)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return ours | {"PORT": str(free.getsockname()[1])}


@pytest.fixture
def serving(environment: dict[str, str], tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The command, when the site answers."""
    with (tmp_path / "output").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    deadline = time.monotonic() + 60
    while b"Brickfolk is at" not in (tmp_path / "output").read_bytes():
        assert process.poll() is None, (tmp_path / "output").read_text()
        assert time.monotonic() < deadline, (tmp_path / "output").read_text()
        time.sleep(0.05)
    yield process
    process.kill()
    process.wait()
    for pid in members(environment):
        os.kill(pid, signal.SIGKILL)


def members(environment: dict[str, str]) -> dict[int, str]:
    """All processes that belong to this site, by what they are: its environment or its data folder names them."""
    var = environment["BRICKFOLK_VAR"].encode()
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command, known = (folder / "cmdline").read_bytes(), (folder / "environ").read_bytes()
        except OSError:
            continue
        if var in command or (b"BRICKFOLK_VAR=" + var in known and command):
            found[int(folder.name)] = command.replace(b"\0", b" ").decode()
    return found


def nobody_left(environment: dict[str, str]) -> bool:
    deadline = time.monotonic() + 30
    while members(environment) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not members(environment)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_all_with_0(
    serving: subprocess.Popen[bytes], environment: dict[str, str], number: signal.Signals
) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{environment['PORT']}/healthz") as response:
        assert response.read() == b"ok\n"
    commands = " ".join(members(environment).values())
    assert all(part in commands for part in ("gunicorn", "manage.py worker", "postgres -D"))
    serving.send_signal(number)
    assert serving.wait(60) == 0
    assert nobody_left(environment)


def test_when_the_worker_crashes_all_end_with_its_status(
    serving: subprocess.Popen[bytes], environment: dict[str, str]
) -> None:
    (worker,) = [pid for pid, command in members(environment).items() if command.rstrip().endswith("manage.py worker")]
    os.kill(worker, signal.SIGKILL)
    assert serving.wait(60) == 137
    assert nobody_left(environment)


def test_a_taken_port_is_said_in_one_sentence(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "manage.py", "serve"]
        done = subprocess.run(
            command, check=False, cwd=ROOT, env=environment | {"PORT": port}, capture_output=True, text=True
        )
    said = f"CommandError: Port {port} is taken. Stop what listens there, or choose another: PORT=8001 make run\n"
    assert (done.returncode, done.stderr) == (1, said)
