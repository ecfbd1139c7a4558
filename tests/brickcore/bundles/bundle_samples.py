"""Zips of builds, right ones and wrong ones."""

import hashlib
import json
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

CAR = b"0 A car\n1 4 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat\n"
DRIVE = b"left = Motor(Port.B)\n"


def entry(path: str, data: bytes, **changed: Any) -> dict[str, Any]:
    """What a manifest says of a file."""
    name = path.rpartition("/")[2]
    return {"path": path, "name": name, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)} | changed


def told(**changed: Any) -> dict[str, Any]:
    """A manifest of one revision and one program."""
    return {
        "format": "brickfolk-build", "version": 1, "title": "Small car", "author": "Builder",
        "address": "https://elsewhere.example/builds/small-car/", "licence": "CC-BY-4.0",
        "description": "It **rolls**.", "tags": ["car", "tiny"], "credits": [],
        "revisions": [{"number": 1, "note": "first", "file": entry("revisions/1/car.ldr", CAR)}],
        "attachments": [{"file": entry("files/1/drive.py", DRIVE)}],
    } | changed  # fmt: skip


def bundled(manifest: Any = None, files: dict[str, bytes] | None = None) -> bytes:
    """The zip of a manifest with these files in it."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as out:
        out.writestr("brickfolk-build", "A build.\n")
        for path, data in (files or {"revisions/1/car.ldr": CAR, "files/1/drive.py": DRIVE}).items():
            out.writestr(path, data)
        out.writestr("manifest.json", manifest if isinstance(manifest, str) else json.dumps(manifest or told()))
    return made.getvalue()
