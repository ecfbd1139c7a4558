"""The command line. Each command is a module of this package with `add_parser(subparsers)` and `run(args) -> int`."""

from brickcore.cli.frame import COMMANDS, main

__all__ = ["COMMANDS", "main"]
