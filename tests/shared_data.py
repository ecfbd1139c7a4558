"""Where the shared real-world files are, when they are there."""

import os
from pathlib import Path


def shared_data() -> Path | None:
    """The folder of real files that tests may read, or None where it is absent."""
    given = os.environ.get("BRICKFOLK_SHARED_DATA")
    folder = Path(given) if given else Path(__file__).resolve().parents[2] / "shared" / "data"
    return folder if folder.is_dir() else None
