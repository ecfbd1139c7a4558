"""How kernels are compiled with numba, and where the machine code is kept so that nobody waits for it twice.

numba looks for stale code one source file at a time, and a kernel contains the pieces of other files that it calls; so
the machine code of a package is kept in a folder that is named after all of the package's sources together.
"""

import hashlib
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numba

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

PROJECT = Path(__file__).resolve().parents[1]
PRECISE_ENOUGH = {"contract", "reassoc", "arcp", "nsz"}  # not "nnan" and "ninf": checks for NaN must stay checks
OPTIONS: dict[str, Any] = {
    "nogil": True,
    "fastmath": PRECISE_ENOUGH,
    "boundscheck": False,
    "error_model": "numpy",
    "_nrt": False,
}
DIGEST = re.compile("[0-9a-f]{16}")


def kernel(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Compile on first call, once for each set of argument types; it runs without Python's lock.

    A kernel allocates nothing: arrays to fill come in as arguments. So numba need not count who uses which array
    (`_nrt`), which took nine tenths of the time.
    """
    folder = cache_folder(Path(function.__code__.co_filename).parent)
    if folder is not None:
        numba.config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]
    compiled: Callable[Arguments, Result] = numba.njit(cache=folder is not None, **OPTIONS)(function)
    return compiled


def inlined(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """A piece of a kernel, laid into each kernel that calls it."""
    compiled: Callable[Arguments, Result] = numba.njit(forceinline=True, **OPTIONS)(function)
    return compiled


def sources_digest(package: Path) -> str:
    """A name that changes whenever a source file of the package does, or this one."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for source in sorted(package.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def cache_parents() -> list[Path]:
    """Where machine code may be kept, best first: where numba is told, our run-time folder, a private temporary one."""
    told = os.environ.get("NUMBA_CACHE_DIR")
    own = Path(os.environ.get("BRICKFOLK_VAR") or PROJECT / "var") / "numba"
    temporary = Path(tempfile.gettempdir()) / f"brickfolk-numba-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
    return ([Path(told)] if told else []) + [own, temporary]


@cache
def cache_folder(package: Path) -> Path | None:
    """The first of the places that can be written and belongs to us, or None: then each process compiles for itself."""
    for parent in cache_parents():
        place = parent.absolute() / package.name
        folder = place / sources_digest(package)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError:
            continue
        if all(_belongs_to_us(made) for made in (parent, place, folder)):
            return folder
    return None


def forget_old_code(package: Path) -> None:
    """Remove what earlier versions of the package's sources were compiled to."""
    folder = cache_folder(package)
    if folder is None:
        return
    for other in folder.parent.iterdir():
        if other != folder and DIGEST.fullmatch(other.name):
            shutil.rmtree(other, ignore_errors=True)


def _belongs_to_us(folder: Path) -> bool:
    """Cached code is run as it is, so nobody else may have made the folder, or be able to write into it."""
    status = folder.resolve().stat() if folder.is_symlink() else folder.stat()
    if not hasattr(os, "getuid"):
        return stat.S_ISDIR(status.st_mode)
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & stat.S_IWOTH
