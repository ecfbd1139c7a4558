"""LDCad's part bins (.pbg): a head of options, then one line a part with its properties in brackets."""

import re

from brickcore.content import Asked
from brickcore.formats.lists.gathering import Gathering, words
from brickcore.formats.text import split_lines
from brickcore.partslist import ListedLot, PartsList

_ROW = re.compile(r"^(?P<part>[^:]+?)\s*:\s*(?P<rest>\[.*)$")
_PROPERTY = re.compile(r"\[(\w+)=([^\]]*)\]")
_ITEMS = "<items>"


def read(data: bytes, name: str, asked: Asked) -> PartsList:
    """Read a part bin. Raises UnreadableFile where no row can be used, and HostileFile."""
    found = Gathering(name, asked)
    lines = split_lines(data, name, asked.limits)
    title, inside = "", False
    for line, raw in enumerate(lines.text, 1):
        text = raw.decode(lines.encoding, "replace")
        if text.lower().startswith("caption="):
            title = text.partition("=")[2]
        inside = inside or text.lower() == _ITEMS
        match = _ROW.match(text) if inside else None
        if match:
            _add(found, match["part"], dict(_PROPERTY.findall(match["rest"])), line)
    return found.done("pbg", title)


def _add(found: Gathering, part: str, said: dict[str, str], line: int) -> None:
    number = found.number(part.lower().replace("\\", "/").removesuffix(".dat"), line)
    quantity = found.quantity(said.get("count", "1"), line) if number else None
    if number is None or quantity is None:
        return
    colour = said.get("color", "").strip()
    found.add(ListedLot(number, quantity, "ldraw", colour[:20], "ldraw", words(said.get("desc", "")), line=line))
