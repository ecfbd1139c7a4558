"""The child that looks into a file that goes with a build: what is in it, and its text as runs to be coloured.

What was found is written before the text is told apart, so that a text that is slow to tell apart costs its colours and
nothing else.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from brickcore.errors import BrickError
from brickcore.pipeline.report import LONGEST, UNREADABLE, say, to_json, write_error
from brickcore.programs import Program, inspect
from brickcore.programs.highlighting import runs_of

CONTENTS, TEXT = "contents.json", "text.json"


def main(argv: Sequence[str] | None = None) -> int:
    """Look into one file: FILE --name NAME --out DIR; 0 when it was, 2 when it is at fault (then error.json says why).

    Leaves contents.json, {kind, title, language, members, devices, letters}, with error where not all was told; and
    where there is text text.json, a list of [class, text].
    """
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--name", required=True, help="what the file is called")
    parser.add_argument("--out", type=Path, required=True, help="a folder that exists")
    given = parser.parse_args(argv)
    try:
        found = inspect(given.file.read_bytes(), given.name)
    except BrickError as error:
        write_error(given.out, error)
        return UNREADABLE
    (given.out / CONTENTS).write_text(to_json(_contents(found)))
    say("inspected")
    if found.text:
        (given.out / TEXT).write_text(to_json(runs_of(found.text, found.language)))
        say("told apart")
    return 0


def _contents(found: Program) -> dict[str, object]:
    hint = "It is kept and can be fetched as it is. A smaller project, saved anew, may tell more."
    untold = {"error": {"code": "NOT_ALL_TOLD", "message": found.untold, "hint": hint}} if found.untold else {}
    return untold | {
        "kind": found.kind,
        "title": found.title[:LONGEST],
        "language": found.language,
        "members": [{"name": one.name[:LONGEST], "size": one.size} for one in found.members],
        "devices": [asdict(one) for one in found.devices],
        "letters": len(found.text),
    }


if __name__ == "__main__":
    sys.exit(main())
