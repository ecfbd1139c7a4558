"""Lists as JSON: an array of flat objects, alone or under a key, as programs and our own export write them."""

import json
from typing import Any

from brickcore.content import Asked
from brickcore.errors import HostileFile, Location, UnreadableFile
from brickcore.formats.lists.gathering import MOST_ROWS
from brickcore.formats.lists.table import check_cells, check_width, read_table
from brickcore.partslist import PartsList

_KEYS = ("lots", "parts", "items", "results", "inventory")


def read(data: bytes, name: str, asked: Asked) -> PartsList:
    """Read an array of objects. Raises UnreadableFile where there is none, and HostileFile."""
    try:
        rows = _array(json.loads(data))
    except (ValueError, RecursionError) as error:
        message = f"{name} is no whole JSON: {error}."
        raise UnreadableFile("BROKEN_JSON", message, location=Location(name), hint="Export it again.") from error
    if not rows:
        message = f"{name} holds no array of objects, one for each lot."
        hint = 'Write [{"part": "3001", "color": 4, "quantity": 2}, …].'
        raise UnreadableFile("NO_ROWS", message, location=Location(name), hint=hint)
    if len(rows) > MOST_ROWS:
        message = f"{name} has more than {MOST_ROWS:,} rows."
        raise HostileFile("TOO_MANY_ROWS", message, location=Location(name), hint="Split the list.")
    headings = list(dict.fromkeys(key for row in rows[:MOST_ROWS] for key in row))
    check_width(headings, name, 1)
    check_cells(len(rows), len(headings), name)
    table = [headings, *([_text(row.get(key)) for key in headings] for row in rows)]
    return read_table(table, name, asked, "json")


def _array(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        value = next((value[key] for key in _KEYS if isinstance(value.get(key), list)), [])
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    """A plain value as text; what nests is no cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value) if isinstance(value, str | int | float) else ""
    return text.encode("utf-8", "replace").decode()  # half a letter, which JSON can spell and no file can hold
