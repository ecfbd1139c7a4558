"""The embedded PostgreSQL: started when wanted, believed only with proof, and left behind by nobody."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured

from common.embedded.postmaster import running_pid
from common.embedded.server import ensure, release, socket_folder

ROOT = Path(__file__).parents[2]
USE = """
import sys
from pathlib import Path
import psycopg
from common.embedded.server import ensure

sockets = ensure(Path(sys.argv[1]))
with psycopg.connect(host=str(sockets), user="postgres", dbname="postgres") as connection:
    print(connection.execute("SELECT 6 * 7").fetchone()[0], flush=True)
    if len(sys.argv) > 2:
        sys.stdin.read()
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder that has been made and stopped; copies of it are quick."""
    folder = tmp_path_factory.mktemp("template") / "postgres"
    ensure(folder)
    release(folder)
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "var" / "postgres"
    copy(template, path)
    yield path
    end(path)


def copy(template: Path, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(template, path, symlinks=True)
    owner = template.stat().st_uid
    for found in [path, *path.rglob("*")]:
        os.chown(found, owner, -1)


def end(path: Path) -> None:
    pid = running_pid(path)
    if pid is not None:
        release(path)
        kill(pid, signal.SIGINT)


def kill(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def use(path: Path, *, before: list[str] | None = None, stay: bool = False) -> subprocess.Popen[str]:
    """Another process that uses the database once, or until its input ends."""
    command = [*(before or []), sys.executable, "-c", USE, str(path), *(["stay"] if stay else [])]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def answer(process: subprocess.Popen[str]) -> str:
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    return output


def ask(path: Path) -> int:
    with psycopg.connect(host=str(ensure(path)), user="postgres", dbname="postgres") as connection:
        row = connection.execute("SELECT 6 * 7").fetchone()
    assert row is not None
    return int(row[0])


def gone(pid: int) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


def test_six_cold_starts_at_once_make_one_server(tmp_path: Path) -> None:
    path = tmp_path / "var" / "postgres"
    processes = [use(path, stay=True) for _ in range(6)]
    assert [process.stdout.readline() for process in processes if process.stdout] == ["42\n"] * 6
    pid = running_pid(path)
    assert pid is not None
    for process in processes:
        answer(process)
    assert gone(pid)


def test_a_killed_server_is_started_again(folder: Path) -> None:
    ask(folder)
    first = running_pid(folder)
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert gone(first)
    assert ask(folder) == 42
    assert running_pid(folder) not in {None, first}


def test_another_process_starts_a_killed_server_again(folder: Path) -> None:
    keeper = use(folder, stay=True)
    assert keeper.stdout is not None
    keeper.stdout.readline()
    pid = running_pid(folder)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)  # the keeper never waits for it: a zombie bears its number from now on
    assert gone(pid)
    assert answer(use(folder)) == "42\n"
    keeper.kill()
    keeper.wait()


@pytest.mark.parametrize("reused", ["a living process", "nobody"])
def test_a_stale_pid_is_not_believed(folder: Path, reused: str) -> None:
    number = os.getpid() if reused == "a living process" else 2**22 - 2
    stale = f"{number}\n{folder}\n1700000000\n5432\n{folder}\n\n 1 2\nready   \n"
    (folder / "postmaster.pid").write_text(stale)
    (folder / ".s.PGSQL.5432.lock").write_text(stale)
    assert running_pid(folder) is None
    assert ask(folder) == 42


def test_a_long_path_moves_the_socket_to_a_private_folder(template: Path, tmp_path: Path) -> None:
    path = tmp_path / ("a path with spaces " * 4) / ("and 'quotes' " * 4) / "postgres"
    copy(template, path)
    sockets = socket_folder(path.resolve())
    try:
        assert ask(path) == 42
        assert sockets != path
        assert sockets.stat().st_mode & 0o777 == 0o700
    finally:
        end(path)
        shutil.rmtree(sockets, ignore_errors=True)


def test_a_socket_folder_of_somebody_else_is_refused(template: Path, tmp_path: Path) -> None:
    path = tmp_path / ("x" * 90) / "postgres"
    copy(template, path)
    sockets = socket_folder(path.resolve())
    sockets.mkdir(mode=0o777)
    sockets.chmod(0o777)
    try:
        with pytest.raises(ImproperlyConfigured, match="not ours alone"):
            ensure(path)
    finally:
        sockets.rmdir()


def test_a_database_of_another_version_is_named(folder: Path) -> None:
    (folder / "PG_VERSION").write_text("12\n")
    with pytest.raises(ImproperlyConfigured, match="is of PostgreSQL 12, and this is 18"):
        ensure(folder)


def test_a_half_made_database_is_made_anew(tmp_path: Path) -> None:
    left = tmp_path / ".postgres-abc"
    left.mkdir()
    (left / "PG_VERSION").write_text("18")
    path = tmp_path / "postgres"
    assert answer(use(path)) == "42\n"
    assert not left.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_an_ordinary_user_runs_it_as_themselves_and_root_as_nobody(tmp_path: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    os.chown(theirs, nobody.pw_uid, nobody.pw_gid)
    # The interpreter may lie in a folder of root's; the right to pass it makes nobody no root.
    passing = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    become = ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups", *passing]
    ours = tmp_path / "closed" / "postgres"
    ours.parent.mkdir(mode=0o700)
    assert answer(use(theirs / "postgres", before=become)) == "42\n"
    assert answer(use(ours)) == "42\n"
    assert [path.stat().st_uid for path in (theirs / "postgres", ours)] == [nobody.pw_uid, nobody.pw_uid]
    assert ours.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_database_of_another_user_is_named(folder: Path) -> None:
    os.chown(folder, 12345, -1)
    become = ["setpriv", "--reuid=65534", "--clear-groups", "--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    process = use(folder, before=become)
    _, errors = process.communicate(timeout=60)
    assert "belongs to user 12345. Run as that user, or set BRICKFOLK_VAR to a folder of your own." in errors
    shutil.rmtree(folder)


def test_the_one_who_started_it_leaves_it_to_those_still_connected(folder: Path) -> None:
    first = use(folder, stay=True)
    assert first.stdout is not None
    first.stdout.readline()
    second = use(folder, stay=True)
    assert second.stdout is not None
    second.stdout.readline()
    pid = running_pid(folder)
    assert pid is not None
    answer(first)
    assert running_pid(folder) == pid
    answer(second)
    assert gone(pid)


def test_a_guest_does_not_stop_it(folder: Path) -> None:
    first = use(folder, stay=True)
    assert first.stdout is not None
    first.stdout.readline()
    pid = running_pid(folder)
    answer(use(folder))
    assert running_pid(folder) == pid
    answer(first)


@pytest.mark.parametrize("command", [["-c", "import config.settings"], ["manage.py", "check"]])
def test_neither_settings_nor_check_start_anything(tmp_path: Path, command: list[str]) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"BRICKFOLK_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run([sys.executable, *command], check=True, cwd=ROOT, env=environment, capture_output=True)
    assert not list(tmp_path.glob("**/PG_VERSION"))


def test_django_talks_to_it(folder: Path) -> None:
    code = (
        "import django; django.setup(); from django.db import connection; c = connection.cursor();"
        "c.execute(\"SELECT current_setting('listen_addresses'), lower('ÄÖ')\"); print(c.fetchone(), connection.vendor)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"BRICKFOLK_VAR": str(folder.parent), "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stdout == "('', 'äö') postgresql\n", done.stderr
    assert running_pid(folder) is None
