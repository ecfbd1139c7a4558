"""`python -m brickcore formats`: which files are read and written."""

import argparse

from brickcore.cli.given import to_json
from brickcore.formats import FORMATS, Format
from brickcore.formats.table import Gives
from brickcore.programs.kinds import KINDS, Kind


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Tell the command line what `formats` takes."""
    parser = subparsers.add_parser("formats", help="list the kinds of file that are read and written")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print them; always 0."""
    rows = [*FORMATS.values(), *map(_beside, KINDS.values()), _WHOLE]
    if args.json:
        print(to_json([_facts(one) for one in rows]))
        return 0
    for one in rows:
        ways = f"{'reads' if one.reader else '':6}{'writes' if one.writer else '':7}"
        print(f"{one.key:12} {ways} {one.gives:8} {one.title:32} {' '.join(one.endings)}")
    return 0


_WHOLE = Format("build", "whole build", (".zip",), "build", "brickcore.bundles", "brickcore.bundles")


def _beside(kind: Kind) -> Format:
    """A kind of file that goes with a build: looked into where it can be, and given back as it came."""
    gives: Gives = "program" if kind.family == "program" else "note"
    return Format(kind.key, kind.title, kind.endings, gives, "brickcore.programs")


def _facts(one: Format) -> dict[str, object]:
    return {
        "key": one.key,
        "title": one.title,
        "endings": list(one.endings),
        "gives": one.gives,
        "read": bool(one.reader),
        "written": bool(one.writer),
    }
