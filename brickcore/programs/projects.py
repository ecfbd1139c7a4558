"""What the archives of project files hold: EV3's blocks, the word blocks of the later hubs, and Python.

No specification is published; the structure is as seen in files of EV3-G, MINDSTORMS Inventor and SPIKE 2 and 3.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from brickcore.archives import Archive, open_archive

MOST_TEXT = 1 << 20
MOST_BLOCKS = 8 << 20
MOST_PROGRAMS = 16 << 20
"""Bytes of all EV3 programs of a project together; the largest projects that schools share have a tenth."""


@dataclass(slots=True)
class Project:
    """`ev3` are the XML texts of its programs by name, `scratch` the word blocks, `python` its text.

    `untold` are files that may hold more, and were too large to be looked into.
    """

    title: str = ""
    ev3: dict[str, bytes] = field(default_factory=dict)
    scratch: list[dict[str, Any]] = field(default_factory=list)
    python: str = ""
    untold: list[str] = field(default_factory=list)


def project_of(archive: Archive) -> Project:
    """Read what is there. Raises BrickError where a file of it cannot be unpacked."""
    found = Project()
    _read_ev3(archive, found)
    title = archive.find("___ProjectTitle")
    if title and archive.size(title) < 4096:
        found.title = archive.read(title).decode("utf-8", "replace").strip()[:255]
    _read_manifest(archive, found)
    if body := _readable(archive, "projectbody.json", found):
        written = _json(archive.read(body, most=MOST_BLOCKS))
        text = written.get("main") or written.get("program") or ""
        found.python = text[:MOST_TEXT] if isinstance(text, str) else ""
    if blocks := _readable(archive, "scratch.sb3", found):
        _read_scratch(archive.read(blocks, most=MOST_BLOCKS), found)
    return found


def _readable(archive: Archive, name: str, found: Project) -> str | None:
    """The file of this name, where it is small enough; one that is not is noted."""
    member = archive.find(name)
    if member and archive.size(member) > MOST_BLOCKS:
        found.untold.append(member)
        return None
    return member


def _read_ev3(archive: Archive, found: Project) -> None:
    """The programs in the archive's order, as many as the budget allows."""
    left = MOST_PROGRAMS
    for name in archive.names:
        size = archive.size(name)
        if not name.lower().endswith(".ev3p"):
            continue
        if size > min(left, MOST_BLOCKS):
            found.untold.append(name)
            continue
        found.ev3[name] = archive.read(name, most=MOST_BLOCKS)
        left -= size


def _read_manifest(archive: Archive, found: Project) -> None:
    manifest = archive.find("manifest.json")
    if manifest and archive.size(manifest) <= MOST_BLOCKS:
        name = _json(archive.read(manifest, most=MOST_BLOCKS)).get("name")
        found.title = name[:255] if isinstance(name, str) else found.title


def _read_scratch(data: bytes, found: Project) -> None:
    """Word blocks lie in an archive inside the archive, which is opened once and no deeper."""
    inner = open_archive(data, "scratch.sb3")
    project = _readable(inner, "project.json", found)
    if project is None:
        return
    targets = _json(inner.read(project, most=MOST_BLOCKS)).get("targets", [])
    for target in targets if isinstance(targets, list) else []:
        blocks = target.get("blocks", {}) if isinstance(target, dict) else {}
        found.scratch += [one for one in blocks.values() if isinstance(one, dict)] if isinstance(blocks, dict) else []


def _json(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
