"""What a child tells its parent: one JSON line for each stage that is done, and files in the job's folder.

Everything that comes from the uploaded file passes through `clean`: PostgreSQL keeps neither NUL nor lone surrogates.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from brickcore.bom import Bom, Lot
from brickcore.errors import BrickError, Location, Notice
from brickcore.library import PartsLibrary

UNREADABLE = 2  # a child's exit status when the file is at fault: then ERROR, in its folder, says why
ERROR = "error.json"
RESULT = "result.json"
LONGEST = 255  # characters of a name


def say(stage: str, **facts: Any) -> None:
    """Tell the parent that a stage is done, and that its files are complete."""
    sys.stdout.write(to_json({"stage": stage, **facts}) + "\n")
    sys.stdout.flush()


def say_failed(stage: str, error: BrickError) -> None:
    """Tell the parent that a stage failed, and that the others go on."""
    say(stage, failed=error_dict(error))


def say_absent(stage: str, form: str) -> None:
    """Tell the parent that there is nothing to make: a file of this format does not say where parts stand."""
    say(stage, figures={"absent": form})


def write_error(out: Path, error: BrickError) -> None:
    """Leave the reason why the file cannot be worked on at all."""
    (out / ERROR).write_text(to_json(error_dict(error)))


def write_lots(out: Path, bom: Bom, library: PartsLibrary, places: Sequence[Location | None]) -> None:
    """Leave the counted lots, each with the place where the file names it first."""
    lots = [
        lot_dict(lot, library) | {"place": at and {"file": at.file, "line": at.line}}
        for lot, at in zip(bom.lots, places, strict=True)
    ]
    (out / RESULT).write_text(to_json({"lots": lots}))


def error_dict(error: BrickError) -> dict[str, Any]:
    """An error as JSON values."""
    at = error.location
    return {
        "code": error.code,
        "message": error.message,
        "file": at.file if at else None,
        "line": at.line if at else None,
        "hint": error.hint,
    }


def notice_dict(notice: Notice) -> dict[str, Any]:
    """A notice as JSON values."""
    at = notice.location
    return {
        "code": notice.code,
        "severity": notice.severity,
        "message": notice.message,
        "file": at.file if at else None,
        "line": at.line if at else None,
        "hint": notice.hint,
        "parts": list(notice.parts),
        "count": notice.count,
    }


def lot_dict(lot: Lot, library: PartsLibrary) -> dict[str, Any]:
    """A lot as JSON values; its pieces get the titles that the library gives them."""
    return {
        "part": lot.part[:LONGEST],
        "colour": lot.colour if isinstance(lot.colour, int) else lot.colour[:64],
        "quantity": lot.quantity,
        "name": lot.name[:LONGEST],
        "pieces": [
            {
                "part": piece.part,
                "colour": piece.colour,
                "quantity": piece.quantity,
                "name": _title(piece.part, library),
            }
            for piece in lot.pieces
        ],
        "sources": list(lot.sources),
        "notices": [notice_dict(notice) for notice in lot.notices],
        "system": lot.system,
        "colour_system": lot.colour_system,
        "item": lot.item,
    }


def _title(part: str, library: PartsLibrary) -> str:
    header = library.header(f"{part}.dat")
    return header.plain_title[:LONGEST] if header else ""


def to_json(value: Any) -> str:
    """JSON on one line that PostgreSQL can keep."""
    return json.dumps(clean(value), ensure_ascii=False, allow_nan=False)


def clean(value: Any) -> Any:
    """The value with every text made storable."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {clean(key): clean(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [clean(one) for one in value]
    return value
