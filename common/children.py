"""What jobs that start a child process share: where it works, what it may take, and what its end says of the file."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from brickcore.child import ChildResult
from brickcore.pipeline.report import ERROR, UNREADABLE
from common.files import open_file
from common.models import StoredFile

MEMORY = 1 << 30  # bytes of address space


class WorkInterrupted(Exception):
    """Something outside ended the work, say the kernel for want of memory: the same bytes may succeed next time."""


def work_root() -> Path:
    """Where children's folders are made: beside the other run-time data, since /tmp may be small, or memory."""
    root = Path(settings.VAR_DIR) / "work"
    root.mkdir(parents=True, exist_ok=True)
    return root


@contextmanager
def work_folder(what: str) -> Iterator[Path]:
    """A folder for one child, named after what it does; it goes away with all that is in it."""
    with tempfile.TemporaryDirectory(dir=work_root(), prefix=f"{what}-") as folder:
        yield Path(folder)


def copy_out(stored: StoredFile, path: Path) -> None:
    """Lay stored bytes where a child can read them: it has no key to the storage. Raises NotFound("FILE_MISSING")."""
    with open_file(stored) as source, path.open("wb") as copy:
        shutil.copyfileobj(source, copy)


def fault_of(result: ChildResult, out: Path) -> dict[str, Any] | None:
    """What the child says is wrong with its file, {code, message, file, line, hint}; None where it blames no file.

    Raises WorkInterrupted where something outside ended it: then another run is worth it.
    """
    if result.reason == "killed":
        raise WorkInterrupted(f"the child ended with {result.returncode}")
    error = out / ERROR
    if result.returncode != UNREADABLE or not error.exists():
        return None
    told: dict[str, Any] = json.loads(error.read_bytes())
    return told


def last_words(result: ChildResult) -> str:
    """The end of what a child that broke wrote, for the log: a traceback's end names what was raised."""
    return result.stderr[-4000:].decode("utf-8", "replace")
