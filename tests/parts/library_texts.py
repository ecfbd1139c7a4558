"""Small LDraw parts libraries as folders, for tests that import them."""

from pathlib import Path

from brickcore.library import open_library
from parts.services.catalogue import load_ldraw_library
from parts.services.catalogue.frame import Imported

IDENTITY = "1 0 0 0 1 0 0 0 1"


def place(name: str, colour: int = 16) -> str:
    """A line of type 1."""
    return f"1 {colour} 0 0 0 {IDENTITY} {name}"


def drawn(title: str, *lines: str, org: str = "Part UPDATE 2026-01", keywords: str = "") -> str:
    """The text of a part file."""
    said = [f"0 !KEYWORDS {keywords}"] if keywords else []
    return "\n".join([f"0 {title}", f"0 !LDRAW_ORG {org}", *said, *lines, ""])


def moved(number: str) -> str:
    """The text of a part file that moved."""
    return drawn(f"~Moved to {number}", place(f"{number}.dat"))


def lay_out(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Files by path without .dat (`7001`, `s/7001s01`) under the folder's parts/."""
    for name, text in files.items():
        path = folder / "parts" / f"{name}.dat"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def imported(folder: Path, files: dict[str, str | bytes]) -> Imported:
    """The outcome of importing a library of these files."""
    return load_ldraw_library(library=open_library(lay_out(folder, files)))
