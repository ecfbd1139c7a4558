"""What one child is told: the file, what it is called, where to write, and which library and cache to use."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from brickcore.content import Asked, AskedColumns, Content
from brickcore.errors import BrickError, MissingLibrary, Notice
from brickcore.formats import read_content
from brickcore.library import PartsLibrary, open_library
from brickcore.library.parts_library import EmptyStore
from brickcore.pipeline.report import UNREADABLE, write_error


@dataclass(frozen=True, slots=True)
class Job:
    """One child's work. `library` None means the environment's, or none; `cache` keeps meshes between jobs.

    `hints` is a JSON file of what a catalogue knows of parts: name -> [title, [x, y, z] in mm or null].
    """

    file: Path
    name: str
    out: Path
    cache: Path
    library: Path | None
    hints: Path | None
    mapping: Path | None = None
    columns: AskedColumns | None = None


def parse_job(argv: Sequence[str] | None = None) -> Job:
    """Read the command line: FILE --name NAME --out DIR --cache DIR [--library PATH] [--hints FILE]."""
    parser = argparse.ArgumentParser(prog="python -m brickcore.pipeline", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--name", required=True, help="what the file was called when it was uploaded")
    parser.add_argument("--out", type=Path, required=True, help="a folder that exists")
    parser.add_argument("--cache", type=Path, required=True, help="a folder for meshes, shared by all jobs")
    parser.add_argument("--library", type=Path, help="the LDraw parts library, a folder or a zip")
    parser.add_argument("--hints", type=Path, help="titles and sizes of parts, for shapes that the library lacks")
    parser.add_argument("--mapping", type=Path, help="LDD's numbers and places, an ldraw.xml")
    parser.add_argument("--columns", type=_columns, help="what a table's columns are, as JSON of AskedColumns")
    given = parser.parse_args(argv)
    return Job(given.file, given.name, given.out, given.cache, given.library, given.hints, given.mapping, given.columns)


def _columns(text: str) -> AskedColumns:
    return AskedColumns(**json.loads(text))


def read_job(job: Job) -> Content:
    """Read the job's file. Raises BrickError."""
    return read_content(job.file.read_bytes(), job.name, Asked(ldd_mapping=job.mapping, columns=job.columns))


def library_for(job: Job) -> tuple[PartsLibrary, tuple[Notice, ...]]:
    """The parts library; one that is set up wrongly is an operator's matter, and no reason to refuse a model."""
    try:
        return open_library(job.library), ()
    except MissingLibrary as error:
        notice = Notice(
            "LIBRARY_MISSING", "The parts library cannot be read, so shapes are approximate.", hint=error.hint
        )
        return PartsLibrary(EmptyStore()), (notice,)


def refuse(job: Job, error: BrickError) -> int:
    """Say why the file cannot be worked on, for the parent; returns the exit status."""
    write_error(job.out, error)
    return UNREADABLE
