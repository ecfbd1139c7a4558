"""Files that appear whole or not at all, so that any number of processes may write them at once and any may be killed.

Each is written aside and renamed into place. A writer that is killed leaves a file aside that nobody reads.
"""

import os
import threading

ASIDE = "."  # what names of files written aside begin with; no file of ours does


def write_whole(folder: str, name: str, data: bytes) -> None:
    """Write a file, its folder made when it is not there. Paths are text: this runs hundreds of times a model."""
    aside = f"{folder}/{ASIDE}{name}.{os.getpid()}.{threading.get_ident()}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        handle = os.open(aside, flags, 0o644)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        handle = os.open(aside, flags, 0o644)
    with open(handle, "wb", buffering=0) as file:  # noqa: PTH123
        file.write(data)
    os.replace(aside, f"{folder}/{name}")  # noqa: PTH105
