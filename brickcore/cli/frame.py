"""The frame around the commands: which there are, and how each of them ends."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path

# Only the command that is asked for is imported: drawing needs modules that take longer to load than counting takes.
COMMANDS = ("bom", "check", "convert", "formats", "glb", "picture", "source")
FAILED = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit status. Statuses: 0 done, 2 not possible, others as the command says."""
    given = list(sys.argv[1:] if argv is None else argv)
    wanted = [name for name in COMMANDS if name in given[:1]] or [name for name in COMMANDS if _is_there(name)]
    parser = argparse.ArgumentParser(prog="brickcore", description="Read, count, convert and draw brick models.")
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in wanted:
        import_module(f"brickcore.cli.{name}").add_parser(subparsers)
    _prepare_output()
    args = parser.parse_args(given)
    try:
        status: int = args.run(args)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our output has seen enough
        _drop_output()
        return 0
    except OSError as error:
        _drop_output()
        print(f"The output cannot be written: {error.strerror}.", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return 130
    return status


def _prepare_output() -> None:
    """Output may be closed, and may be of an encoding that cannot spell every name; neither is a reason to break."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 - open as long as the program runs
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Python writes what is left when it ends, and would complain once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_there(name: str) -> bool:
    return find_spec(f"brickcore.cli.{name}") is not None
