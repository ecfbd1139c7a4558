"""Why the work on a model came to nothing, as revisions and wishes keep it and their builders read it."""

from pathlib import Path
from typing import Any

from brickcore.child import ChildResult
from common.children import fault_of

SMALLER = "Split it into smaller files, and upload each as a build of its own."
FAILURES = {  # why the child was ended -> code, message, hint
    "memory": ("TOO_MUCH_MEMORY", "Working on this file took more memory than one file may have, 1 GB.", SMALLER),
    "cpu": ("TOO_SLOW", "Working on this file took more computing time than one file may have.", SMALLER),
    "wall": ("TOO_SLOW", "Working on this file took too long.", f"Try again. If it happens again: {SMALLER}"),
}


def failure(code: str, message: str, hint: str) -> dict[str, Any]:
    """A failure that no line of the file is to blame for."""
    return {"code": code, "message": message, "file": None, "line": None, "hint": hint}


def failure_of(result: ChildResult, out: Path) -> dict[str, Any] | None:
    """What ended a child that did not end well; None where something of ours broke. Raises WorkInterrupted."""
    if result.reason in FAILURES:
        return failure(*FAILURES[result.reason])
    return fault_of(result, out)
