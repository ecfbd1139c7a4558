"""Which kinds of file go with a build, told by their names; content decides where it can."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

Family = Literal["program", "document", "picture"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: what people call it, and which family it is shown with."""

    key: str
    title: str
    family: Family
    endings: tuple[str, ...]
    language: str = ""


_ALL = (
    Kind("ev3", "EV3 project", "program", (".ev3", ".ev3m")),
    Kind("nxt", "NXT-G program", "program", (".rbt", ".rbtx")),
    Kind("mindstorms", "MINDSTORMS Inventor project", "program", (".lms", ".lmsp")),
    Kind("spike", "SPIKE project", "program", (".llsp", ".llsp3")),
    Kind("python", "Python program", "program", (".py",), "python"),
    Kind("nxc", "NXC program", "program", (".nxc",), "c"),
    Kind("arduino", "Arduino sketch", "program", (".ino",), "cpp"),
    Kind("pdf", "PDF document", "document", (".pdf",)),
    Kind("text", "text", "document", (".txt", ".md"), "text"),
    Kind("picture", "picture", "picture", (".png", ".jpg", ".jpeg", ".gif", ".webp")),
)
KINDS: Mapping[str, Kind] = {kind.key: kind for kind in _ALL}
_BY_ENDING = {ending: kind for kind in _ALL for ending in kind.endings}


def kind_by_name(name: str) -> Kind | None:
    """The kind that this name speaks of; None for any other."""
    return _BY_ENDING.get(PurePosixPath(name.lower()).suffix)
