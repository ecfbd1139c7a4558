"""What postmaster.pid says about a server, and whether to believe it."""

import contextlib
import subprocess
import time
from pathlib import Path

SOCKET = ".s.PGSQL.5432"
PROC = Path("/proc/self/cmdline").exists()
PATIENCE = 10.0  # seconds that the children of a killed server get to notice


def running_pid(folder: Path) -> int | None:
    """The process that serves this data folder, or None. A pid is believed only if its command names the folder."""
    pid = _written(folder)[0]
    return pid if pid is not None and str(folder) in _command(pid) else None


def ready_pid(folder: Path) -> int | None:
    """The process that serves this data folder and takes connections, or None."""
    return running_pid(folder) if _written(folder)[1] == "ready" else None


def clear_stale(folder: Path, sockets: Path) -> None:
    """Remove what a killed server left behind, once its last child is gone.

    The server itself would take any living process of that number for a colleague, even a zombie.
    """
    deadline = time.monotonic() + PATIENCE
    while PROC and _has_children(folder) and time.monotonic() < deadline:
        time.sleep(0.02)
    for path in (folder / "postmaster.pid", sockets / SOCKET, sockets / f"{SOCKET}.lock"):
        path.unlink(missing_ok=True)


def _written(folder: Path) -> tuple[int | None, str]:
    """The pid and the state in postmaster.pid: its first and eighth line."""
    try:
        lines = (folder / "postmaster.pid").read_text().splitlines()
        return int(lines[0]), lines[7].strip() if len(lines) > 7 else ""
    except (FileNotFoundError, ValueError, IndexError):
        return None, ""


def _command(pid: int) -> list[str]:
    """The arguments that a process was started with; none when it is gone, or a zombie."""
    if PROC:
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").split("\0")
        return []
    shown = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return [shown.stdout.partition(" -D ")[2].partition(" -k ")[0]]


def _has_children(folder: Path) -> bool:
    """Whether any process still works in the data folder."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (process / "cwd").readlink() == folder:
                return True
    return False
