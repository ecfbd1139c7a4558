"""Short ways to write LDraw text in tests."""

from collections.abc import Iterator

from brickcore.library import PartsLibrary
from brickcore.library.parts_library import EmptyStore

IDENTITY = "1 0 0 0 1 0 0 0 1"


def ref(name: str, colour: int | str = 4, at: tuple[float, float, float] = (0, 0, 0), turn: str = IDENTITY) -> str:
    """A type 1 line."""
    return f"1 {colour} {at[0]} {at[1]} {at[2]} {turn} {name}"


def mpd(**files: list[str]) -> bytes:
    """Files in a file; `arm=[…]` becomes `0 FILE arm.ldr`."""
    return "\n".join(line for name, lines in files.items() for line in (f"0 FILE {name}.ldr", *lines)).encode()


class TextStore:
    """A library made of texts by path."""

    fingerprint = "texts"

    def __init__(self, files: dict[str, str]) -> None:
        self._files = files

    def paths(self) -> Iterator[str]:
        return iter(self._files)

    def read(self, path: str) -> bytes | None:
        text = self._files.get(path)
        return None if text is None else text.encode()

    def refused(self) -> dict[str, str]:
        return {}

    def fault(self, path: str) -> str:
        return "it is absent"


def part(title: str, org: str = "Part UPDATE 2020-01", *lines: str, keywords: str = "") -> str:
    """The text of a library part."""
    words = [f"0 {title}", "0 Name: x.dat", f"0 !LDRAW_ORG {org}"]
    return "\n".join([*words, *([f"0 !KEYWORDS {keywords}"] if keywords else []), *lines])


def library_of(**parts: str) -> PartsLibrary:
    """A library of parts by number; an underscore in front lets a number be a name, two inside stand for a hyphen."""
    numbers = {name.lstrip("_").replace("__", "-"): text for name, text in parts.items()}
    return PartsLibrary(TextStore({f"parts/{number}.dat": text for number, text in numbers.items()}))


def no_library() -> PartsLibrary:
    """The empty library."""
    return PartsLibrary(EmptyStore())
