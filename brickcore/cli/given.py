"""The file and the library that a command is given, and what is said when they cannot be used."""

import argparse
import json
import os
import re
import sys
from pathlib import Path
from stat import S_ISREG
from typing import Any

from brickcore.errors import BrickError, HostileFile, Location, Notice, UnreadableFile
from brickcore.limits import DEFAULT

FAILED = 2
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_AS_FILE = "Save it as a file, and name that."


def add_file(parser: argparse.ArgumentParser) -> None:
    """FILE, --name, --library and --json."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the file: `formats` lists what is read")
    parser.add_argument("--name", help="the name to speak of it by, where that is not the path's")
    parser.add_argument("--library", type=Path, help="the LDraw parts library, a folder or a zip (else LDRAW_LIBRARY)")
    parser.add_argument("--mapping", type=Path, help="LDD's numbers and places, an ldraw.xml (else LDD_MAPPING)")
    parser.add_argument("--json", action="store_true", help="print JSON")


def given_name(args: argparse.Namespace) -> str:
    """What messages call the file."""
    name: str = args.name or args.file.name
    return name


def read_file(path: Path, name: str) -> bytes:
    """The bytes of a file. Raises UnreadableFile and HostileFile, never OSError."""
    at = Location(name)
    try:
        if path.is_dir():
            raise UnreadableFile("IS_A_FOLDER", f"{name} is a folder.", location=at, hint="Name the model file in it.")
        status = path.stat()
        if not S_ISREG(status.st_mode):  # a pipe may never end, and what is read twice must be the same
            raise UnreadableFile("NOT_A_FILE", f"{name} is not an ordinary file.", location=at, hint=_AS_FILE)
        size = status.st_size
        if size > DEFAULT.file_bytes:
            most = DEFAULT.file_bytes >> 20
            raise HostileFile(
                "FILE_TOO_LARGE",
                f"{name} has {size / (1 << 20):,.1f} MB; at most {most} MB are read.",
                location=at,
                hint="Split the model, or leave out parts that are embedded in the file.",
            )
        with path.open("rb") as file:
            return file.read(DEFAULT.file_bytes + 1)
    except FileNotFoundError as error:
        raise UnreadableFile(
            "NO_SUCH_FILE", f"There is no file {name}.", location=at, hint="Check its path."
        ) from error
    except (OSError, ValueError) as error:
        why = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "its name is not possible"
        message = f"{name} cannot be opened: {why}."
        raise UnreadableFile("CANNOT_OPEN", message, location=at, hint="Check its path and permissions.") from error


def say_error(error: BrickError, *, as_json: bool) -> int:
    """Tell why nothing could be done; the exit status."""
    if as_json:
        print(to_json({"error": error_facts(error)}))
    else:
        print(plain(f"{error.message} {error.hint}".strip() + f" [{error.code}]"), file=sys.stderr)
    return FAILED


def error_facts(error: BrickError) -> dict[str, Any]:
    """An error as JSON values."""
    return {"code": error.code, "message": error.message, **_place(error.location), "hint": error.hint}


def notice_facts(notice: Notice) -> dict[str, Any]:
    """A notice as JSON values."""
    return {
        "code": notice.code,
        "message": notice.message,
        "severity": notice.severity,
        **_place(notice.location),
        "hint": notice.hint,
        "parts": list(notice.parts),
        "count": notice.count,
    }


def _place(location: Location | None) -> dict[str, Any]:
    return {"file": location.file if location else None, "line": location.line if location else None}


def plain(text: str) -> str:
    """One line for a terminal: names come out of files, and could move its cursor or turn its text around."""
    return _UNSEEN.sub("\ufffd", text)


def to_json(value: Any) -> str:
    """One line; names that no encoding can spell are escaped."""
    return json.dumps(value, ensure_ascii=True)


def parts_in_lots(parts: int, lots: int) -> str:
    """What stands after the number of parts."""
    return f"part{'' if parts == 1 else 's'} in {lots:,} lot{'' if lots == 1 else 's'}"
