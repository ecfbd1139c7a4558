"""Start the embedded server when it is wanted, and stop it when nobody needs it any more."""

import atexit
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psycopg
from django.core.exceptions import ImproperlyConfigured

from common.embedded.postmaster import SOCKET, clear_stale, ready_pid, running_pid
from common.embedded.programs import MAJOR, as_user, program, server_user

LONGEST_SOCKET = 100  # bytes; the system's own limit is 104 (macOS) or 108 (Linux)
START_LIMIT = 60.0  # seconds; a recovery after a crash may take some
STOP_LIMIT = 20.0  # seconds
SETTINGS = """
# Brickfolk: reached through a private socket only. A crash of the machine may lose the last half second, never more.
listen_addresses = ''
unix_socket_permissions = 0700
synchronous_commit = off
wal_level = minimal
max_wal_senders = 0
jit = off
"""

Mine = tuple[int, Path]  # a forked child has its parent's memory, but did not do what the parent did
_started: dict[Mine, tuple[subprocess.Popen[bytes], IO[str]]] = {}
_used: set[Mine] = set()


def ensure(folder: Path) -> Path:
    """Have a server run on this data folder, made if need be; return the folder of its socket.

    Raises ImproperlyConfigured with a sentence that says what to do when it cannot.
    """
    folder = folder.resolve()
    if _mine(folder) not in _used:
        server_user(folder)  # says so if the folder is somebody else's
        _used.add(_mine(folder))
        atexit.register(_leave, folder, os.getpid())
    if ready_pid(folder) is None:
        with _locked(folder):
            if ready_pid(folder) is None:
                _start(folder)
    return socket_folder(folder)


def release(folder: Path) -> None:
    """Stop the server if we or nobody alive started it, and no other process is connected."""
    folder = folder.resolve()
    if not folder.exists():
        return
    with _locked(folder):
        pid = running_pid(folder)
        if pid is not None and _ours_to_stop(folder, pid) and not _others_connected(folder):
            _stop(folder, pid)


def socket_folder(folder: Path) -> Path:
    """Where the socket lies: in the data folder, or, where that path is too long, in a short private one."""
    if len(os.fsencode(folder / SOCKET)) <= LONGEST_SOCKET:
        return folder
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"brickfolk-{name}"


def _leave(folder: Path, pid: int) -> None:
    if pid == os.getpid():
        release(folder)


def _mine(folder: Path) -> Mine:
    return os.getpid(), folder


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One process at a time starts or stops; the kernel lets go of the lock of a dead one."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with Path(f"{folder}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(folder: Path) -> None:
    if not (folder / "PG_VERSION").exists():
        _initialise(folder)
    found = (folder / "PG_VERSION").read_text().strip()
    if found != MAJOR:
        raise ImproperlyConfigured(
            f"The database in {folder} is of PostgreSQL {found}, and this is {MAJOR}. Move the folder away to begin "
            "anew, or set DATABASE_URL to a server of that version."
        )
    user = server_user(folder)
    sockets = _private(socket_folder(folder), user)
    if running_pid(folder) is None:
        clear_stale(folder, sockets)
        command = [str(program("postgres")), "-D", str(folder), "-k", str(sockets)]
        log = Path(f"{folder}.log")
        with log.open("ab") as output:
            process = subprocess.Popen(  # noqa: S603 - our own argument list
                as_user(user, command), start_new_session=True, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
        _started[_mine(folder)] = process, _claim(folder)
    _wait_until_ready(folder)


def _initialise(folder: Path) -> None:
    """Make the data folder beside its place and move it there, so that it is whole or not there at all."""
    for left in folder.parent.glob(f".{folder.name}-*"):
        shutil.rmtree(left, ignore_errors=True)
    user = server_user(folder)
    new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    os.chown(new, user, -1)
    options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync"]
    language = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]  # the same on every system
    command = [str(program("initdb")), "-D", str(new), *options, *language]
    made = subprocess.run(as_user(user, command), capture_output=True, text=True, check=False)  # noqa: S603
    if made.returncode:
        raise ImproperlyConfigured(f"The embedded PostgreSQL could not make {folder}: {made.stderr.strip()}")
    with (new / "postgresql.conf").open("a") as settings:
        settings.write(SETTINGS)
    new.rename(folder)


def _private(sockets: Path, user: int) -> Path:
    """Make the socket's folder; refuse one in a shared place that somebody else has made or may enter."""
    if not sockets.exists():
        sockets.mkdir(mode=0o700)
        os.chown(sockets, user, -1)
    found = sockets.lstat()
    if found.st_uid != user or found.st_mode & 0o077 or sockets.is_symlink():
        raise ImproperlyConfigured(f"{sockets} is not ours alone. Remove it, or set BRICKFOLK_VAR to a shorter path.")
    return sockets


def _wait_until_ready(folder: Path) -> None:
    deadline = time.monotonic() + START_LIMIT
    while ready_pid(folder) is None:
        mine = _started.get(_mine(folder))
        if time.monotonic() > deadline or (mine and mine[0].poll() is not None):
            last = Path(f"{folder}.log").read_text(errors="replace").splitlines()[-3:]
            raise ImproperlyConfigured(f"The embedded PostgreSQL did not start, see {folder}.log: {' '.join(last)}")
        time.sleep(0.01)


def _claim(folder: Path) -> IO[str]:
    """Hold a file locked as long as we live. A new one each time: whoever started an earlier server may hold that."""
    path = Path(f"{folder}.owner")
    path.unlink(missing_ok=True)
    owner = path.open("a")
    fcntl.flock(owner, fcntl.LOCK_EX)
    return owner


def _ours_to_stop(folder: Path, pid: int) -> bool:
    """Whether we started the server, or whoever did is gone."""
    mine = _started.get(_mine(folder))
    if mine and mine[0].pid == pid:
        return True
    with Path(f"{folder}.owner").open("a") as owner:
        try:
            fcntl.flock(owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _others_connected(folder: Path) -> bool:
    """Whether any other process uses the server; our own connections bear our pid in their name."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND application_name <> %s"
    name = f"brickfolk-{os.getpid()}"
    try:
        with psycopg.connect(
            host=str(socket_folder(folder)), user="postgres", dbname="postgres", application_name=name
        ) as connection:
            row = connection.execute(query, [name]).fetchone()
    except psycopg.OperationalError:
        return False  # it is starting, stopping or out of order; stopping it is safe in each case
    return bool(row and row[0])


def _stop(folder: Path, pid: int) -> None:
    os.kill(pid, signal.SIGINT)  # "fast": roll back and end
    deadline = time.monotonic() + STOP_LIMIT
    while running_pid(folder) is not None and time.monotonic() < deadline:
        mine = _started.get(_mine(folder))
        if mine and mine[0].poll() is not None:
            break
        time.sleep(0.01)
    process, owner = _started.pop(_mine(folder), (None, None))
    if process is not None and owner is not None:
        process.wait()
        owner.close()
