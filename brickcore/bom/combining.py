"""Which of LDraw's shortcuts are several parts to a shop or a catalogue, and which are one."""

import re

from brickcore.library import PartHeader, PartsLibrary

Contents = tuple[tuple[str, int], ...]

_APART = (
    "Window",
    "Door",
    "Windscreen",
    "Train Window",
    "Train Door",
    "Wheel",
    "Plant",
    "Vehicle",
    "Hinge",
    "Staircase",
    "Turntable",
)
_OWN_COMBINATION = re.compile(r"(\d+)[a-z]?c\d\d\w*\.dat")
_CATALOGUE_NUMBERS = ("bricklink ", "rebrickable ")
_MOST_CONTENTS = 64


def sold_apart(header: PartHeader, library: PartsLibrary) -> bool:
    """Whether a shortcut counts as its contents.

    So it is when its number is that of one of its contents with `cNN` (numbers of its own are the maker's, for what
    is sold put together), when its header names no catalogue's number for the whole, when each content is a part on
    sale, and when it is of a category where shops sell the contents: panes apart from frames, tyres from rims,
    flowers from stems. A part with a sticker on it is that part.
    """
    if is_stickered(header, library):
        return True
    if len(header.contents) < 2 or not _OWN_COMBINATION.fullmatch(header.name) or _is_in_catalogues(header):
        return False
    if not header.plain_title.startswith(_APART) and header.category not in _APART:
        return False
    return all(_is_on_sale(name, library) for name, _ in header.contents)


def is_stickered(header: PartHeader, library: PartsLibrary) -> bool:
    """Whether a shortcut is one part on sale, and stickers on it."""
    bare = [name for name, _ in header.contents if not is_sticker(name, library)]
    return len(bare) == 1 < len(header.contents) and _is_on_sale(bare[0], library)


def is_sticker(name: str, library: PartsLibrary) -> bool:
    """Whether the library calls this a sticker."""
    header = library.header(library.resolve(name))
    return header is not None and header.plain_title.lower().startswith("sticker")


def _is_in_catalogues(header: PartHeader) -> bool:
    return any(word.lower().startswith(_CATALOGUE_NUMBERS) for word in header.keywords)


def _is_on_sale(name: str, library: PartsLibrary) -> bool:
    content = library.header(library.resolve(name))
    if content is None or content.org_type != "Part" or content.name.startswith("u"):
        return False
    return not content.title.startswith("~") or "Obsolete" in content.title


def contents(header: PartHeader, library: PartsLibrary) -> Contents:
    """The names and colours that a shortcut places; shortcuts inside it are opened too."""
    found: list[tuple[str, int]] = []
    waiting = list(reversed(header.contents))
    while waiting and len(found) + len(waiting) <= _MOST_CONTENTS:
        name, colour = waiting.pop()
        inner = library.header(library.resolve(name))
        if inner is not None and inner.org_type == "Shortcut" and inner.contents and inner.name != header.name:
            waiting += [(part, colour if own == 16 else own) for part, own in reversed(inner.contents)]
        else:
            found.append((name, colour))
    return tuple(found)
