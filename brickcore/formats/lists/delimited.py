"""Tables in text: .csv, .tsv and whatever else separates its columns by one character."""

import csv
from io import StringIO

from brickcore.content import Asked
from brickcore.errors import HostileFile, Location, UnreadableFile
from brickcore.formats.lists.gathering import MOST_ROWS
from brickcore.formats.lists.table import MOST_COLUMNS, check_width, read_table
from brickcore.partslist import PartsList

_DELIMITERS = "\t;|,"
_SAMPLE = 20  # lines
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read(data: bytes, name: str, asked: Asked) -> PartsList:
    """Read a table in text. Raises UnreadableFile where no columns or rows can be used, and HostileFile."""
    text = _decoded(data, name)
    lines = text.splitlines()
    if len(lines) > MOST_ROWS + 1:
        message = f"{name} has more than {MOST_ROWS:,} rows."
        raise HostileFile("TOO_MANY_ROWS", message, location=Location(name), hint="Split the list.")
    delimiter = _delimiter(lines[:_SAMPLE])
    for line, one in enumerate(lines, 1):
        if one.count(delimiter) > MOST_COLUMNS:
            check_width(one.split(delimiter), name, line)
    reader = csv.reader(StringIO(text), delimiter=delimiter)
    try:
        rows = list(reader)
    except csv.Error as error:
        at = Location(name, reader.line_num)
        message = f"Line {reader.line_num} of {name} cannot be read as a table: {error}."
        raise UnreadableFile("BROKEN_TABLE", message, location=at, hint="Export the list again.") from error
    return read_table(rows, name, asked, "csv")


def _decoded(data: bytes, name: str) -> str:
    if data[:2] in _UTF16:
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        message = f"{name} holds bytes that no text has."
        raise UnreadableFile("NOT_TEXT", message, location=Location(name), hint="Export the list as CSV.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")  # what spreadsheets on Windows write


def _delimiter(lines: list[str]) -> str:
    """The character that stands the same number of times in most lines; a comma where none does."""

    def agreement(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines if line.strip()]
        usual = max(set(counts), key=counts.count, default=0)
        return (counts.count(usual) if usual else 0, usual)

    best = max(_DELIMITERS, key=agreement)
    return best if agreement(best)[0] else ","
