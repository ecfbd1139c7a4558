"""Where a run puts the bytes and what the child makes of them, and how the child is called."""

import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.conf import settings

from builds.models import Revision
from builds.services.hints import hints_file
from builds.services.run import Run
from common.files import open_file
from parts.services.library_place import library_place, mapping_place

OUT = "out"
MODEL = "model"  # the uploaded bytes; their name is told by an argument, so that no name can reach the file system
START = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from brickcore.pipeline.{module} import main
sys.exit(main())
"""  # as `python -m` would, from whatever folder the worker was started in


@contextmanager
def workplace(run: Run, revision: Revision) -> Iterator[Path]:
    """A folder of the run's own with the bytes in it; it goes away with the run. What a killed run left goes first."""
    sweep(revision.pk)
    with folder_for(revision, f"revision-{revision.pk}-{run.number}") as folder:
        yield folder


@contextmanager
def folder_for(revision: Revision, name: str) -> Iterator[Path]:
    """A folder of this name with a revision's bytes in it, and room for what a child makes; gone at the end."""
    folder = Path(settings.VAR_DIR) / "work" / name
    shutil.rmtree(folder, ignore_errors=True)
    (folder / OUT).mkdir(parents=True)
    try:
        with open_file(revision.file) as source, (folder / MODEL).open("wb") as copy:
            shutil.copyfileobj(source, copy)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(revision_id: int) -> None:
    """Remove what killed runs of a revision left."""
    for left in (Path(settings.VAR_DIR) / "work").glob(f"revision-{revision_id}-*"):
        shutil.rmtree(left, ignore_errors=True)


def child_command(
    module: str, folder: Path, file_name: str, reading: Mapping[str, Any] = MappingProxyType({})
) -> list[str]:
    """The command that has a module of brickcore.pipeline work on the bytes in a workplace, from whatever folder.

    `reading` is what the revision says of how its bytes are to be read.
    """
    library, mapping, columns = library_place(), mapping_place(), reading.get("columns")
    return [
        sys.executable, "-c", START.format(module=module), str(settings.BASE_DIR),
        str(folder / MODEL),
        f"--name={file_name}",
        "--out", str(folder / OUT),
        "--cache", str(Path(settings.VAR_DIR) / "meshes"),
        "--hints", str(hints_file()),
        *(["--library", str(library)] if library else []),
        *(["--mapping", str(mapping)] if mapping else []),
        *(["--columns", json.dumps(columns)] if columns else []),
    ]  # fmt: skip
