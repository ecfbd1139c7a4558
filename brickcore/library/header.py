"""The head of a library part: what it is called and what kind of thing it is.

Source: LDraw.org "Official Library Header Specification" and the `!LDRAW_ORG` and `!CATEGORY` language extensions.
"""

import re
from dataclasses import dataclass, field

from brickcore.colours import CURRENT_COLOUR
from brickcore.library.names import normalise

_MOVED = re.compile(r"~moved to\s+(\S.*)", re.IGNORECASE)
_PRINT = re.compile(r"(\d+[a-oq-z]?)(?:p[a-z0-9]{2,}|d[a-z0-9]{2,})\.dat")  # 973pdg8 is 973's, not 973p's
_RELEASE = re.compile(r"\bUPDATE (\d{4}-\d{2})\b")
_DRAWN = re.compile(rb"[\r\n][ \t]*[1-5][ \t]")
_HEAD = 3_072  # bytes; histories are long, but what counts stands above them


@dataclass(frozen=True, slots=True)
class PartHeader:
    """What the head of a part file says.

    `org_type` is "Part", "Shortcut", "Subpart", "Primitive", "8_Primitive", "48_Primitive", "Alias" or "" when the
    file does not say; `qualifiers` are the words after it ("Alias", "Flexible_Section", "Physical_Colour").
    `moved_to` and `alias` are normalised names. `plain_title` lacks the title's marks: `~` (not for direct use),
    `_` (physical colour), `=` (alias), `|` (third party). `pattern_of` is the plain part that a printed one
    (3001p01) is a version of. `author` and `licence` stand as the file spells them. `contents` are the names and
    colours that a shortcut, alias or part of physical colour refers to; for other kinds it is empty. `release` is the
    official update that the file came with, such as 2026-02, or empty.
    """

    name: str
    title: str
    org_type: str = ""
    qualifiers: tuple[str, ...] = ()
    category: str = ""
    keywords: tuple[str, ...] = ()
    moved_to: str | None = None
    alias: str | None = None
    author: str = ""
    licence: str = ""
    release: str = ""
    pattern_of: str | None = None
    contents: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    plain_title: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain_title", " ".join(self.title.lstrip("~_=| ").split()))


def read_header(name: str, text: bytes) -> PartHeader:
    """Read the head of one part file. Never fails: what is not said is empty."""
    lines = _head(text)
    title = _title(lines)
    said = _said(lines[1:])
    moved = _MOVED.match(title)
    is_alias = "Alias" in said.qualifiers or said.org_type == "Alias"
    lists = is_alias or said.org_type == "Shortcut" or "Physical_Colour" in said.qualifiers
    contents = _contents(text.decode("utf-8", "replace").splitlines()) if lists else ()
    printed = _PRINT.fullmatch(name)
    return PartHeader(
        name=name,
        title=title,
        org_type=said.org_type,
        qualifiers=said.qualifiers,
        category=said.category or _category(title),
        keywords=tuple(said.keywords),
        moved_to=normalise(moved[1]) if moved else None,
        alias=contents[0][0] if is_alias and len(contents) == 1 else None,
        author=said.author,
        licence=said.licence,
        release=said.release,
        pattern_of=f"{printed[1]}.dat" if printed else None,
        contents=contents,
    )


def _head(text: bytes) -> list[str]:
    """The lines that stand before the first that draws or places something."""
    head = text[:_HEAD]
    drawn = _DRAWN.search(head)
    return (head[: drawn.start()] if drawn else head).decode("utf-8", "replace").splitlines()


@dataclass(slots=True)
class _Said:
    """What the lines of a head say, as they are read."""

    org_type: str = ""
    qualifiers: tuple[str, ...] = ()
    release: str = ""
    category: str = ""
    author: str = ""
    licence: str = ""
    keywords: list[str] = field(default_factory=list)


def _said(lines: list[str]) -> _Said:
    said = _Said()
    for line in lines:
        kind, meta, rest = (*line.split(None, 2), "", "", "")[:3]
        if kind not in ("0", ""):
            break
        match meta:
            case "!LDRAW_ORG" | "LDRAW_ORG":
                said.org_type, said.qualifiers = _kind(rest.split())
                said.release = "".join(_RELEASE.findall(rest)[-1:])
            case "!CATEGORY":
                said.category = " ".join(rest.split())
            case "Author:":
                said.author = " ".join(rest.split())
            case "!LICENSE":
                said.licence = " ".join(rest.split())
            case "!KEYWORDS":
                said.keywords += [word.strip() for word in rest.split(",") if word.strip()]
    return said


def read_title(text: bytes) -> str:
    """The title alone: what the first line says after its `0`; empty where the first line is no such line."""
    return _title([line.decode("utf-8", "replace") for line in text[:_HEAD].splitlines()[:1]])


def _title(lines: list[str]) -> str:
    first = lines[0].lstrip("\ufeff").split(None, 1) if lines else []
    return " ".join(first[1].split()) if len(first) == 2 and first[0] == "0" else ""


def _kind(words: list[str]) -> tuple[str, tuple[str, ...]]:
    """`Unofficial_Part`, `Unofficial Part` and `Part` are all Part; the release words after it are no qualifiers."""
    said = [word.removeprefix("Unofficial_").removeprefix("UNOFFICIAL_") for word in words]
    said = said[1:] if said[:1] in (["Unofficial"], ["UNOFFICIAL"]) and len(said) > 1 else said
    if not said:
        return "", ()
    end = next((place for place, word in enumerate(said) if word.upper() in ("UPDATE", "ORIGINAL")), len(said))
    return said[0], tuple(said[1:end])


def _category(title: str) -> str:
    """Where no `!CATEGORY` is given, the first word of the title is the category (header specification, "Category")."""
    words = title.lstrip("~_=|").split()
    return words[0] if words else ""


def _contents(lines: list[str]) -> tuple[tuple[str, int], ...]:
    found = []
    for line in lines:
        words = line.split(None, 14)
        if len(words) == 15 and words[0] == "1":
            colour = int(words[1]) if words[1].isdecimal() else CURRENT_COLOUR
            found.append((normalise(words[14]), colour))
    return tuple(found)
