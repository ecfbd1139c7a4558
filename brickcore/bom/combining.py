"""Which of LDraw's shortcuts are several parts to a shop or a catalogue, and which are one."""

import re

from brickcore.colours import CURRENT_COLOUR
from brickcore.library import PartHeader, PartsLibrary

Contents = tuple[tuple[str, int], ...]

# First words of titles, or categories, of shortcuts whose contents shops list one by one, and mostly never as a whole.
_APART = (
    "Animal",
    "Arm ",
    "Boat Ship Wheel",
    "Car ",
    "Container",
    "Crane",
    "Door",
    "Duplo",
    "Electric",
    "Hinge",
    "Ladder",
    "Minifig",
    "Plane ",
    "Plant",
    "Plate",
    "Staircase",
    "Technic",
    "Train",
    "Turntable",
    "Vehicle",
    "Wheel",
    "Window",
    "Windscreen",
)
_APART_CATEGORIES = ("Container", "Minifig Accessory")  # whose titles begin with other words
_WHOLE = ("Minifig Torso", "Minifig Hips", "Technic Action Figure", "Technic Universal Joint")
# Of those kinds, but listed whole: a cupboard with doors, a jack, blasters with triggers, a steering arm, ball castors.
_WHOLE_NUMBERS = frozenset(("2042", "4629", "15391", "69754", "32495", "39370", "92911"))
_FIGURES = ("Minifig ", "Figure Friends ")
_TORSO, _LEGS = re.compile(r"\btorso\b", re.IGNORECASE), re.compile(r"\b(?:hips|legs?)\b", re.IGNORECASE)
_OWN_COMBINATION = re.compile(r"(\d+)[a-z]?c\d\d\w*\.dat")
_CATALOGUE_NUMBERS = ("bricklink ", "rebrickable ")
_MOST_CONTENTS = 64  # no honest shortcut places more, and one may lead to itself


def sold_apart(header: PartHeader, library: PartsLibrary) -> bool:
    """Whether a shortcut counts as its contents.

    So it is when its number is that of one of its contents with `cNN` (numbers of its own are the maker's, for what
    is sold put together), when its header names no catalogue's number for the whole, when each content is a part on
    sale, and when it is of a kind where shops sell the contents: panes apart from frames, tyres from rims, flowers
    from stems, blades from hilts, plumes from hats. A part with a sticker on it is that part, and a whole figure is
    its head, torso, legs and so on.
    """
    if is_stickered(header, library) or _is_whole_figure(header, library):
        return True
    number = _OWN_COMBINATION.fullmatch(header.name)
    if len(header.contents) < 2 or number is None or number[1] in _WHOLE_NUMBERS or _is_in_catalogues(header):
        return False
    if not _is_of_kind_sold_apart(header):
        return False
    return all(_is_on_sale(name, library) for name, _ in header.contents)


def _is_of_kind_sold_apart(header: PartHeader) -> bool:
    if header.plain_title.startswith(_WHOLE):
        return False
    return header.plain_title.startswith(_APART) or header.category in (*_APART, *_APART_CATEGORIES)


def _is_whole_figure(header: PartHeader, library: PartsLibrary) -> bool:
    """Whether a shortcut holds a figure's torso and its legs."""
    if not header.plain_title.startswith(_FIGURES):
        return False
    titles = [inner.plain_title for name, _ in header.contents if (inner := library.header(library.resolve(name)))]
    return all(any(map(sought.search, titles)) for sought in (_TORSO, _LEGS))


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
    """The names and colours that a shortcut places; shortcuts inside it that are sold apart are opened too."""
    found: list[tuple[str, int]] = []
    waiting = list(reversed(header.contents))
    while waiting and len(found) + len(waiting) <= _MOST_CONTENTS:
        name, colour = waiting.pop()
        inner = library.header(library.resolve(name))
        is_nested = inner is not None and inner.org_type == "Shortcut" and inner.name != header.name
        if inner is not None and is_nested and sold_apart(inner, library):
            waiting += [(part, colour if own == CURRENT_COLOUR else own) for part, own in reversed(inner.contents)]
        else:
            found.append((name, colour))
    return tuple(found)
