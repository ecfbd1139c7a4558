"""The frame around the commands: which there are, and how each of them ends."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

# Only the command that is asked for is imported: drawing needs modules that take longer to load than counting takes.
COMMANDS = ("bom", "check", "glb", "picture")
FAILED = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit status. Statuses: 0 done, 2 not possible, others as the command says."""
    given = list(sys.argv[1:] if argv is None else argv)
    wanted = [name for name in COMMANDS if name in given[:1]] or [name for name in COMMANDS if _is_there(name)]
    parser = argparse.ArgumentParser(prog="brickcore", description="Read, count and draw LDraw models.")
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in wanted:
        import_module(f"brickcore.cli.{name}").add_parser(subparsers)
    args = parser.parse_args(given)
    try:
        status: int = args.run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has seen enough. Python would complain once more when it closes the pipe at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return status


def _is_there(name: str) -> bool:
    return find_spec(f"brickcore.cli.{name}") is not None
