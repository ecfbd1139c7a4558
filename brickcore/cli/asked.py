"""How a command wants its file read; apart from what other commands share, since what it needs is slow to load."""

import argparse
import os
from pathlib import Path

from brickcore.content import Asked


def asked(args: argparse.Namespace) -> Asked:
    """How the file is to be read."""
    mapping = args.mapping or (Path(place) if (place := os.environ.get("LDD_MAPPING")) else None)
    return Asked(ldd_mapping=mapping)
