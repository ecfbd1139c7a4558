"""What references are called once they are lots: their number now, their name, and what is worth saying of either."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from brickcore.bom.kinds import MOST_SHARED, Kinds
from brickcore.colours import CURRENT_COLOUR, LDrawColour, is_direct
from brickcore.errors import Location, Notice
from brickcore.library import PartHeader, PartsLibrary
from brickcore.model import Model, Reference, Submodel

# Number, colour, title and notices. What a library says of its parts stays so: a worker looks each up once.
_Known = tuple[str, int, str, tuple[Notice, ...]]
_SHARED: WeakKeyDictionary[PartsLibrary, dict[str, _Known]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Named:
    """A reference as a lot: number without `.dat`, colour and name, with what was found on the way."""

    part: str
    colour: int
    name: str
    notices: tuple[Notice, ...] = ()


class Names:
    """Names of references, each looked up once."""

    def __init__(self, model: Model, kinds: Kinds) -> None:
        self._model = model
        self._kinds = kinds
        self._library = kinds.library
        self._colours: Mapping[int, LDrawColour] = {**kinds.library.colours(), **model.colours}
        self._first_lines: dict[str, Mapping[Reference, int]] = {}
        self._parts: dict[str, _Known] = {}
        self._shared = _SHARED.setdefault(kinds.library, {})
        if len(self._shared) > MOST_SHARED:
            self._shared.clear()

    def named(self, name: str, colour: int) -> Named:
        """The lot that a reference belongs to."""
        if name not in self._parts:
            self._parts[name] = self._look_up(name)
        part, physical, title, notices = self._parts[name]
        shown = colour if physical == CURRENT_COLOUR else physical
        if shown not in self._colours and not is_direct(shown):
            notices = (*notices, self._unknown_colour(name, shown))
        return Named(part, shown, title, notices)

    def title(self, name: str) -> str:
        """The title of a part; its number where nobody knows more."""
        return _title(name, self._kinds.header(name))

    def _look_up(self, name: str) -> _Known:
        if name in self._model.embedded:
            return name.removesuffix(".dat"), CURRENT_COLOUR, self.title(name), ()
        if name not in self._shared:
            if self._kinds.is_missing(name):
                return name.removesuffix(".dat"), CURRENT_COLOUR, self.title(name), (self._missing(name),)
            self._shared[name] = self._in_library(name)
        return self._shared[name]

    def _in_library(self, name: str) -> _Known:
        target, physical = self._physical(self._library.resolve(name))
        notices = (self._moved(name, target),) if target != name else ()
        return target.removesuffix(".dat"), physical, _title(target, self._library.header(target)), notices

    def _physical(self, name: str) -> tuple[str, int]:
        """A part whose number includes its colour is the plain part in that colour."""
        header = self._library.header(name)
        if header is not None and "Physical_Colour" in header.qualifiers and len(header.contents) == 1:
            part, colour = header.contents[0]
            return self._library.resolve(part), colour
        return name, CURRENT_COLOUR

    def _moved(self, name: str, target: str) -> Notice:
        old, new = name.removesuffix(".dat"), target.removesuffix(".dat")
        return Notice("RENAMED_PART", f"{old} is now numbered {new} in the parts library.", "note", parts=(old, new))

    def _missing(self, name: str) -> Notice:
        number = name.removesuffix(".dat")
        return Notice(
            "MISSING_PART",
            f"{number} is neither in the file nor in the parts library. It is counted by its number.",
            location=self.place(name),
            hint="Embed the part in the file, or use one that the library has.",
            parts=(number,),
        )

    def _unknown_colour(self, name: str, colour: int) -> Notice:
        return Notice(
            "UNKNOWN_COLOUR",
            f"Colour {colour} is not among the known LDraw colours.",
            location=self.place(name, colour),
            hint="Choose a colour from the palette of your building program.",
            parts=(name.removesuffix(".dat"),),
        )

    def place(self, name: str, colour: int | None = None) -> Location | None:
        """Where the file first refers to this, in this colour if given."""
        if colour is None:
            colour = self._first_colours.get(name)
        submodel = self._placed_by.get((name, colour)) if colour is not None else None
        if submodel is None or colour is None:
            return None
        if submodel.name not in self._first_lines:
            self._first_lines[submodel.name] = submodel.first_lines()
        return Location(submodel.spelling, self._first_lines[submodel.name][name, colour])

    @cached_property
    def _placed_by(self) -> Mapping[Reference, Submodel]:
        """The first submodel that places each reference. Made once: a file may have thousands of unknown parts."""
        submodels = list(self._model.submodels.values())
        return {reference: submodel for submodel in reversed(submodels) for reference in submodel.placed}

    @cached_property
    def _first_colours(self) -> Mapping[str, int]:
        """A colour in which each name is placed by the first submodel that places it."""
        colours: dict[str, int] = {}
        for submodel in self._model.submodels.values():
            for name, colour in submodel.placed:
                colours.setdefault(name, colour)
        return colours


def _title(name: str, header: PartHeader | None) -> str:
    return header.plain_title.replace(" (Obsolete)", "") if header and header.title else name.removesuffix(".dat")
