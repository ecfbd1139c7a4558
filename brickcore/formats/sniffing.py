"""Text whose ending says nothing: whether its first lines are a table's, an array's or a mesh's."""

import re

from brickcore.formats.lists.headings import columns_of

ENDINGS = ("", ".txt", ".text", ".list")
"""Of these the content decides; text that is nothing else is taken for LDraw."""

_START = 1 << 14  # bytes
_LINES = 20
_DELIMITERS = "\t;,|"
_PLACED = re.compile(rb"(?m)^[ \t]*1[ \t]+\S+(?:[ \t]+[-+.0-9eE]+){12}[ \t]+\S")
_CORNERS, _FACES = re.compile(rb"(?m)^v[ \t]+[-+.0-9]"), re.compile(rb"(?m)^f[ \t]+[-0-9]")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def sniffed(data: bytes) -> str | None:
    """The key of the format that the text looks like; None where it looks like none but LDraw."""
    start = data[:_START]
    if start[:2] in _WIDE:
        start = start.decode("utf-16", "ignore").encode()
    if _PLACED.search(start):
        return None
    text = start.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if text.startswith(("[", "{")):
        return "json"
    if text[:5].lower() == "solid" and "facet" in text.lower():
        return "stl"
    if _CORNERS.search(start) and _FACES.search(data):
        return "obj"
    return "csv" if _is_table(text) else None


def _is_table(text: str) -> bool:
    """A heading that names parts and something else, in cells."""
    for line in text.splitlines()[:_LINES]:
        for delimiter in _DELIMITERS:
            columns = columns_of([cell.strip(' "') for cell in line.split(delimiter)])
            if columns.is_enough and (columns.quantity is not None or columns.colours):
                return True
    return False
