"""Tables in text: .csv, .tsv and whatever else separates its columns by one character."""

import csv
from dataclasses import replace
from io import StringIO

from brickcore.content import Asked
from brickcore.errors import HostileFile, Location, Notice, UnreadableFile
from brickcore.formats.lists.gathering import MOST_ROWS
from brickcore.formats.lists.table import MOST_COLUMNS, check_cells, check_width, read_table
from brickcore.partslist import PartsList

_DELIMITERS = "\t;|,"
_SAMPLE = 20  # lines
_MARK = "\ufeff"
_LAST = "the end of the table"
_CLOSE = "Close or remove the quotation mark, or export the list again."
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
    rows, begins = _rows(text, delimiter, name)
    check_cells(len(rows), text.count(delimiter) // len(rows), name)
    return _said(read_table(rows, name, asked, "csv", begins), rows, delimiter, name)


def _rows(text: str, delimiter: str, name: str) -> tuple[list[list[str]], list[int]]:
    """The cells of each row, and its first line: a cell may have several.

    What follows a quotation mark without an end would be one cell, and its parts lost.
    """
    reader = csv.reader(StringIO(f"{text}\n{_LAST}\n", newline=None), delimiter=delimiter)  # some end lines by CR alone
    rows: list[list[str]] = []
    begins = [1]
    try:
        for row in reader:
            rows.append(row)
            begins.append(reader.line_num + 1)
    except csv.Error as error:
        message = f"Line {begins[-1]} of {name} cannot be read as a table: {error}."
        raise UnreadableFile("BROKEN_TABLE", message, location=Location(name, begins[-1]), hint=_CLOSE) from error
    if rows.pop() != [_LAST]:
        last = begins[len(rows)]
        message = f"A quotation mark in line {last} of {name} is never closed, so that no row after it can be told."
        raise UnreadableFile("QUOTE_NOT_CLOSED", message, location=Location(name, last), hint=_CLOSE)
    return rows, begins[: len(rows)]


def _said(listed: PartsList, rows: list[list[str]], delimiter: str, name: str) -> PartsList:
    """The list, with a warning where a cell holds what looks like whole rows."""
    for line, row in enumerate(rows, 1):
        inner = [one for cell in row if "\n" in cell for one in cell.split("\n")[1:-1]]
        if any(one.count(delimiter) >= max(len(rows[0]) - 1, 1) for one in inner):
            message = f"A cell of row {line} holds whole lines of the table, since they stand between quotation marks."
            notice = Notice("ROWS_IN_A_CELL", message, "warning", Location(name, line), _CLOSE)
            return replace(listed, notices=(*listed.notices, notice))
    return listed


def _decoded(data: bytes, name: str) -> str:
    wide = _wide(data)
    text = data.decode(wide, "replace") if wide else ""
    if "\0" in text or (not wide and b"\0" in data):
        message = f"{name} holds bytes that no text has."
        raise UnreadableFile("NOT_TEXT", message, location=Location(name), hint="Export the list as CSV.")
    try:
        text = text or data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")  # what spreadsheets on Windows write
    return text.replace(_MARK, "")  # files that were joined have it in their middle


def _wide(data: bytes) -> str:
    """The encoding where letters take two bytes; without a mark the first letter tells, as half of it is zero."""
    if data[:2] in _UTF16:
        return "utf-16"
    return {b"\0": "utf-16-le"}.get(data[1:2], "") or {b"\0": "utf-16-be"}.get(data[:1], "")


def _delimiter(lines: list[str]) -> str:
    """The character that stands the same number of times in most lines; a comma where none does."""

    def agreement(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines if line.strip()]
        usual = max(set(counts), key=counts.count, default=0)
        return (counts.count(usual) if usual else 0, usual)

    best = max(_DELIMITERS, key=agreement)
    return best if agreement(best)[0] else ","
