"""Removes from a folder of meshes what nothing leads to any more."""

import re
import shutil
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from brickcore.geometry.cache import MeshCache
from brickcore.geometry.whole_files import ASIDE

_VERSION = re.compile(r"v\d+|[0-9a-f]")  # folders of other versions of the mesher; one letter in the first of them
_ABANDONED = 24 * 3600  # seconds after which a file written aside has no writer any more


def prune(cache: MeshCache, keys: Collection[str], library: str) -> int:
    """Remove all library parts but those with these keys, books of other states of the library, older versions' files
    and what killed writers left. How many parts went. Nothing is lost that could not be made again.
    """
    root = Path(cache.current)
    for folder in _children(cache.folder):
        if folder != root and _VERSION.fullmatch(folder.name):
            shutil.rmtree(folder, ignore_errors=True)
    for file in _children(root / "books"):
        if file != cache.book_place(library):
            file.unlink(missing_ok=True)
    wanted = set(keys)
    gone = 0
    for folder in _children(root):
        for file in _children(folder):
            stray = file.name.startswith(ASIDE) and file.stat().st_mtime < time.time() - _ABANDONED
            unused = folder.name.startswith("p") and not file.name.startswith(ASIDE) and file.name not in wanted
            if stray or unused:
                file.unlink(missing_ok=True)
                gone += unused
    return gone


def _children(folder: Path) -> Iterator[Path]:
    return folder.iterdir() if folder.is_dir() else iter(())
