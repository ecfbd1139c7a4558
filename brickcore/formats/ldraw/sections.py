"""The files inside a file: `0 FILE`, `0 NOFILE`, `0 !DATA`, and the meta commands that say what each holds.

Source: the LDraw "MPD File Specification" and "File Format Specification"; LSynth, LDCad, LPub and MLCad for their
own commands.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from brickcore.formats.ldraw.metas import is_known_meta

Kind = Literal["model", "data", "ignored"]
_BEGINS: dict[bytes, Kind] = {b"FILE": "model", b"NOFILE": "ignored", b"!DATA": "data"}
_COLOUR, _OURS = b"!COLOUR", b"!BRICKFOLK"
_STEPS = frozenset((b"STEP", b"ROTSTEP"))
_ORG = frozenset((b"!LDRAW_ORG", b"LDRAW_ORG", b"UNOFFICIAL", b"OFFICIAL"))
_HEADINGS = frozenset(
    b"Name: Author: !LICENSE !HISTORY !KEYWORDS !THEME !CATEGORY !HELP !CMDLINE !BRICKHUB_INLINED BFC //".split()
)
_LONGEST = 2_000  # bytes
_HIDES = frozenset((b"MLCAD", b"!MLCAD", b"GHOST"))
_EVENTS = frozenset((b"SYNTH", b"!SYNTH", b"!LDCAD", b"!LPUB", b"LPUB", b"BUFEXCHG"))


@dataclass(slots=True)
class Section:
    """Lines `start` to `end` (counted from 0) of one file in the file.

    `name` is its bytes as spelled, empty before the first FILE. `steps` are lines that end a step; `events` are
    lines and words of commands that join or hide references.
    """

    name: bytes
    start: int
    end: int = 0
    kind: Kind = "model"
    title: bytes = b""
    org: bytes = b""
    steps: list[int] = field(default_factory=list)
    events: list[tuple[int, list[bytes]]] = field(default_factory=list)


@dataclass(slots=True)
class Sections:
    """All sections in file order, and what their commands say.

    `colours` are defined in them (line, words after !COLOUR), `unknown` the commands that nobody knows (line, word),
    and `hidden` is what a program keeps out of sight (line, the type 1 line). `foreign` are the words after !BRICKFOLK.
    """

    all: list[Section] = field(default_factory=list)
    colours: list[tuple[int, bytes]] = field(default_factory=list)
    unknown: list[tuple[int, bytes]] = field(default_factory=list)
    hidden: list[tuple[int, bytes]] = field(default_factory=list)
    foreign: list[bytes] = field(default_factory=list)


def split_sections(lines: list[bytes], meta_lines: Iterable[int]) -> Sections:
    """Cut the file where FILE, NOFILE and !DATA say. `meta_lines` are the indices of lines that start with 0."""
    found = Sections()
    now = Section(b"", 0)
    found.all.append(now)
    for index in meta_lines:
        words = lines[index].split(None, 2)
        if len(words) < 2 or words[0] != b"0":
            continue
        word = words[1]
        if word in _HEADINGS:  # most are, so this is asked first
            continue
        if word in _BEGINS:
            now.end = index
            now = _begin(word, words, index)
            found.all.append(now)
        elif now.kind == "model":
            _note(found, now, index, word, words)
    now.end = len(lines)
    return found


def _begin(word: bytes, words: list[bytes], index: int) -> Section:
    name = words[2] if len(words) == 3 else b""
    return Section(name, index + 1, kind=_BEGINS[word])


def _note(found: Sections, now: Section, index: int, word: bytes, words: list[bytes]) -> None:
    if word in _STEPS:
        now.steps.append(index)
    elif word.upper() in _ORG and not now.org:
        now.org = _said(words[1:])
    elif word in _EVENTS:
        now.events.append((index, _said(words[1:]).split()))
    elif word in _HIDES and (line := _hidden(words)):
        found.hidden.append((index, line))
    elif word == _COLOUR:
        found.colours.append((index, _said(words[2:])))
    elif word == _OURS:
        found.foreign.append(_said(words[2:]))
    elif not now.title and not word.startswith((b"!", b"//")):
        now.title = _said(words[1:])
    elif word[:1] == b"!" and not is_known_meta(word):
        found.unknown.append((index, word))


def _hidden(words: list[bytes]) -> bytes:
    """The type 1 line that MLCad's `MLCAD HIDE` or `GHOST` keeps out of sight; nothing where the command is another."""
    rest = words[2] if len(words) == 3 else b""
    if words[1] != b"GHOST":
        command, _, rest = rest.partition(b" ")
        rest = rest if command == b"HIDE" else b""
    line = rest.lstrip()
    return line if line.startswith(b"1 ") else b""


def _said(words: list[bytes]) -> bytes:
    """The words of a command; no honest one is longer than what is kept."""
    return b" ".join(words)[:_LONGEST]
