"""Where a run puts the bytes and what the child makes of them, and how the child is called."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from brickcore.child import module_command
from builds.models import Revision
from builds.services.hints import hints_file
from builds.services.run import Run
from common.children import copy_out, work_root
from parts.services.library_place import library_place, mapping_place, mesh_folder

OUT = "out"
MODEL = "model"  # the uploaded bytes; their name is told by an argument, so that no name can reach the file system


@contextmanager
def workplace(run: Run, revision: Revision) -> Iterator[Path]:
    """A folder of the run's own with the bytes in it; it goes away with the run. What a killed run left goes first."""
    sweep(revision.pk)
    with folder_for(revision, f"revision-{revision.pk}-{run.number}") as folder:
        yield folder


@contextmanager
def folder_for(revision: Revision, name: str) -> Iterator[Path]:
    """A folder of this name with a revision's bytes in it, and room for what a child makes; gone at the end."""
    folder = work_root() / name
    shutil.rmtree(folder, ignore_errors=True)
    (folder / OUT).mkdir(parents=True)
    try:
        copy_out(revision.file, folder / MODEL)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(revision_id: int) -> None:
    """Remove what killed runs of a revision left."""
    for left in work_root().glob(f"revision-{revision_id}-*"):
        shutil.rmtree(left, ignore_errors=True)


def child_command(
    module: str, folder: Path, file_name: str, reading: Mapping[str, Any] = MappingProxyType({})
) -> list[str]:
    """The command that has a module of brickcore.pipeline work on the bytes in a workplace, from whatever folder.

    `reading` is what the revision says of how its bytes are to be read.
    """
    library, mapping, columns = library_place(), mapping_place(), reading.get("columns")
    return [
        *module_command(f"brickcore.pipeline.{module}"),
        str(folder / MODEL),
        f"--name={file_name}",
        "--out", str(folder / OUT),
        "--cache", str(mesh_folder()),
        "--hints", str(hints_file()),
        *(["--library", str(library)] if library else []),
        *(["--mapping", str(mapping)] if mapping else []),
        *(["--columns", json.dumps(columns)] if columns else []),
    ]  # fmt: skip
