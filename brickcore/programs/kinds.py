"""Which kinds of file go with a build: the one table of their endings, first bytes and sizes.

A kind is told by the name's ending, and the first bytes must fit it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

Family = Literal["program", "document", "picture"]
Begin = tuple[tuple[int, bytes], ...]  # (offset, bytes); all must be there

BINARY = "application/octet-stream"
PLAIN = "text/plain; charset=utf-8"
HEAD = 4096  # bytes that tell whether a file begins as its ending says

_ZIP: Begin = ((0, b"PK\x03\x04"),)
_NXT: Begin = ((0, b"RSRC"),)
_PNG: Begin = ((0, b"\x89PNG\r\n\x1a\n"),)
_JPEG: Begin = ((0, b"\xff\xd8\xff"),)
_GIF: Begin = ((0, b"GIF8"),)
_WEBP: Begin = ((0, b"RIFF"), (8, b"WEBP"))
_PDF: Begin = ((0, b"%PDF-"),)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: what people call it, which family it is shown with, and what its files begin with.

    `begins` are the ways that each ending may begin; without any it is text. `media` is the type that a file of an
    ending is served as: ours, never what a sender claims. `megabytes` is the most that one may have.
    """

    key: str
    title: str
    family: Family
    begins: Mapping[str, tuple[Begin, ...]]
    media: Mapping[str, str]
    language: str = ""
    megabytes: int = 20
    is_project: bool = False

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of its files, with their dots."""
        return tuple(self.begins)

    @property
    def is_text(self) -> bool:
        """Whether its files are text that people write and read."""
        return not any(self.begins.values())


def _text(key: str, title: str, endings: str, language: str, family: Family = "program") -> Kind:
    names = endings.split()
    return Kind(key, title, family, dict.fromkeys(names, ()), dict.fromkeys(names, PLAIN), language, megabytes=2)


def _project(key: str, title: str, endings: str) -> Kind:
    names = endings.split()
    return Kind(key, title, "program", dict.fromkeys(names, (_ZIP,)), dict.fromkeys(names, BINARY), is_project=True)


_PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
             ".webp": "image/webp"}  # fmt: skip
_PICTURE_BEGINS = {".png": (_PNG,), ".jpg": (_JPEG,), ".jpeg": (_JPEG,), ".gif": (_GIF,), ".webp": (_WEBP,)}

_ALL = (
    _project("ev3", "EV3 project", ".ev3 .ev3m"),
    Kind("nxt", "NXT-G program", "program", {".rbt": (_NXT,), ".rbtx": (_NXT, _ZIP)},
         {".rbt": BINARY, ".rbtx": BINARY}),
    _project("mindstorms", "MINDSTORMS Inventor project", ".lms .lmsp"),
    _project("spike", "SPIKE project", ".llsp .llsp3"),
    _text("python", "Python program", ".py", "python"),
    _text("nxc", "NXC program", ".nxc", "c"),
    _text("arduino", "Arduino sketch", ".ino", "cpp"),
    Kind("pdf", "PDF document", "document", {".pdf": (_PDF,)}, {".pdf": "application/pdf"}, megabytes=50),
    _text("text", "text", ".txt .md", "text", "document"),
    Kind("picture", "picture", "picture", _PICTURE_BEGINS, _PICTURES),
)  # fmt: skip
KINDS: Mapping[str, Kind] = {kind.key: kind for kind in _ALL}
ENDINGS: Mapping[str, Kind] = {ending: kind for kind in _ALL for ending in kind.endings}


def kind_by_name(name: str) -> Kind | None:
    """The kind that this name speaks of; None for any other."""
    return ENDINGS.get(ending_of(name))


def ending_of(name: str) -> str:
    """The name's ending in small letters, with its dot; empty where there is none."""
    return PurePosixPath(name.lower()).suffix


def begins_right(head: bytes, name: str) -> bool:
    """Whether the first HEAD bytes of a file are those of the kind that its name speaks of."""
    kind = kind_by_name(name)
    if kind is None:
        return False
    if kind.is_text:
        return b"\0" not in head
    ways = kind.begins[ending_of(name)]
    return any(all(head.startswith(start, offset) for offset, start in way) for way in ways)
