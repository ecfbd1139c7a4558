"""The child that writes a revision's file in another format, when somebody asks for it."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from brickcore.errors import BrickError
from brickcore.formats.given import Given
from brickcore.formats.table import FORMATS
from brickcore.pipeline.job import Job, library_for, parse_job, read_job, refuse
from brickcore.pipeline.report import say

WRITTEN = "written"


def main(argv: Sequence[str] | None = None) -> int:
    """Write one file; 0, or 2 when the content cannot become that (then error.json says why)."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--to", required=True, choices=[one.key for one in FORMATS.values() if one.writer])
    given, rest = parser.parse_known_args(argv)
    job = parse_job(rest)
    try:
        data, notes = write_job(job, given.to)
    except BrickError as error:
        return refuse(job, error)
    (job.out / WRITTEN).write_bytes(data)
    say("written", bytes=len(data), notes=notes)
    return 0


def write_job(job: Job, key: str) -> tuple[bytes, list[str]]:
    """The job's file in this format, and what is approximated in it. Raises BrickError."""
    library, _warnings = library_for(job)
    given = Given(read_job(job), Path(job.name).stem, library, job.mapping, job.cache)
    data: bytes = import_module(FORMATS[key].writer).write(given, key)
    return data, given.notes


if __name__ == "__main__":
    sys.exit(main())
