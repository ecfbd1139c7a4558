"""Which colours of ours the numbers of all systems mean, kept at hand: there are some thousand."""

from collections import defaultdict
from collections.abc import Iterable

from parts.models import Colour, ColourNumber, System

_NO_COLOURS = {
    (str(System.BRICKLINK), "0"),
    (str(System.BRICKOWL), "0"),
    (str(System.REBRICKABLE), "-1"),
    (str(System.REBRICKABLE), "9999"),
}
_GREY = str.maketrans({"-": " ", "(": " ", ")": " "})


class KnownColours:
    """The colours and their numbers, and those that this run adds."""

    def __init__(self) -> None:
        self.colours = {colour.pk: colour for colour in Colour.objects.all()}
        self._by_number: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        self._by_name: defaultdict[str, set[int]] = defaultdict(set)
        for system, number, key in ColourNumber.objects.values_list("system", "number", "colour_id"):
            self._by_number[system, number].add(key)
        for key, colour in self.colours.items():
            self._by_name[_plain(colour.name)].add(key)

    def of(self, system: str, number: str) -> set[int]:
        """The colours that a number means; empty when it is unknown."""
        return self._by_number.get((system, number), set())

    def is_no_colour(self, number: tuple[str, str]) -> bool:
        """Whether it is a system's number for what has no colour, or for a colour that nobody noted."""
        return number in _NO_COLOURS

    def named(self, name: str) -> set[int]:
        """The colours of this name, whatever the spelling of grey."""
        return self._by_name.get(_plain(name), set())

    def commonest(self, keys: Iterable[int]) -> int:
        """Of several colours the one that is met most."""
        return min(keys, key=lambda key: (-self.colours[key].commonness, self.colours[key].number))

    def has_rebrickable_number(self, key: int) -> bool:
        """Whether any Rebrickable number means this colour."""
        return any(system == System.REBRICKABLE and key in keys for (system, _n), keys in self._by_number.items())

    def replace(self, old: int, new: int) -> None:
        """What meant the one colour means the other now."""
        for keys in (*self._by_number.values(), *self._by_name.values()):
            if old in keys:
                keys.discard(old)
                keys.add(new)

    def add(self, system: str, number: str, key: int) -> None:
        """From now on the number means this colour too."""
        self._by_number[system, number].add(key)


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("gray", "grey").translate(_GREY).split())
