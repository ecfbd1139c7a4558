"""What `check` says of files that are no model, list or mesh: those that go with a build, and whole builds."""

import json
import tempfile
from pathlib import Path
from typing import Any

from brickcore.bundles.recognising import is_bundle
from brickcore.child import ChildResult, module_command, run_limited
from brickcore.programs.kinds import KINDS, kind_by_name

_ERROR, _CONTENTS, _BUNDLE = "error.json", "contents.json", "bundle.json"  # as the children leave them
Facts = dict[str, Any]


def is_whole_build(path: Path) -> bool:
    """Whether a file that can be read is a build's zip, told by a few of its bytes."""
    with path.open("rb") as file:
        return is_bundle(file)


def check_whole_build(path: Path, name: str) -> tuple[ChildResult, Facts]:
    """Unpack a build's zip as an import would: how that ended, and `message` or `error`."""
    result, left = _work("brickcore.pipeline.unpack", path, name)
    if _BUNDLE not in left:
        return result, left.get(_ERROR, {})
    revisions, files = len(left[_BUNDLE]["revisions"]), len(left[_BUNDLE]["attachments"])
    told = f"{revisions:,} {'revision' if revisions == 1 else 'revisions'}, and {files:,} other {_files(files)}"
    return result, {"message": f"{name} is a whole build: {told}."}


def goes_along(name: str) -> bool:
    """Whether a file of this name can go with a build."""
    return kind_by_name(name) is not None


def check_going_along(path: Path, name: str) -> tuple[ChildResult, Facts]:
    """Look into a program, note or picture as the worker does: how that ended, and what it said."""
    result, left = _work("brickcore.pipeline.attachment", path, name)
    if _CONTENTS not in left:
        return result, left.get(_ERROR, {})
    found = left[_CONTENTS]
    said = [KINDS[found["kind"]].title]
    said += [f"{len(found['members']):,} {_files(len(found['members']))} inside"] if found["members"] else []
    said += [f"port {one['port']}: {one['role']}" for one in found["devices"]]
    told = {"message": f"{name} goes with a build, beside its model: {', '.join(said)}."}
    return result, told | ({"untold": found["error"]} if "error" in found else {})


def _work(module: str, path: Path, name: str) -> tuple[ChildResult, Facts]:
    """Run one of the pipeline's children on the file; what it left, by name."""
    with tempfile.TemporaryDirectory() as place:
        command = [*module_command(module), f"--name={name}", "--out", place, "--", str(path)]
        result = run_limited(command)
        kept = [Path(place) / one for one in (_ERROR, _CONTENTS, _BUNDLE)]
        return result, {one.name: json.loads(one.read_bytes()) for one in kept if one.exists()}


def _files(count: int) -> str:
    return "file" if count == 1 else "files"
