"""Spreadsheets (.xlsx): the first sheet that holds a parts list."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from brickcore.archives import open_archive
from brickcore.content import Asked
from brickcore.errors import BrickError, HostileFile, Location, Notice, UnreadableFile
from brickcore.formats.lists.choosing import MOST_HEAD_ROWS
from brickcore.formats.lists.gathering import MOST_ROWS
from brickcore.formats.lists.headings import columns_of
from brickcore.formats.lists.table import MOST_COLUMNS, check_cells, read_table
from brickcore.markup import root_name
from brickcore.partslist import PartsList

MOST_SHEETS = 20
_PLACE = re.compile(rb"<c\s(?=[^<>]*[^/<>]>)[^<>]*?\br\s*=\s*[\"']([A-Za-z]+)([0-9]+)")
"""Of a cell that holds something: programs write styled blanks down to the last row."""
_ASKED = re.compile(rb"<c\s(?=[^<>]*\bt\s*=\s*[\"']s[\"'])[^<>]*>\s*(?:<f\b[^<>]*>[^<>]*</f>\s*)?<v[^<>]*>\s*(\d{1,9})")
"""The number of the shared text that a cell holds."""
_COUNTED, _HEAD = re.compile(rb"(?i:unique)?[cC]ount\s*=\s*[\"'](\d{1,18})"), 4_096
_LONGEST_ROW = 8  # digits
MOST_TEXT = 64 << 20  # bytes of XML; the pictures of a sheet are never looked at


def read(data: bytes, name: str, asked: Asked) -> PartsList:
    """Read a workbook. Raises UnreadableFile where no sheet is a list, and HostileFile."""
    _look_inside(data, name)
    first: BrickError | None = None
    sheets = _sheets(data, name)
    for at, rows in enumerate(sheets):
        try:
            listed = read_table(rows, name, asked, "xlsx")
        except UnreadableFile as error:
            first = first or error
        else:
            return _with_others(listed, sheets[at + 1 :], name, asked)
    raise first or UnreadableFile(
        "NO_ROWS", f"{name} has no sheet with rows.", location=Location(name), hint="Save the list in the first sheet."
    )


def _with_others(listed: PartsList, others: list[list[list[str]]], name: str, asked: Asked) -> PartsList:
    """The list, with a warning where further sheets are lists too."""
    lists = sum(any(columns_of(row).quantity is not None for row in rows[:MOST_HEAD_ROWS]) for rows in others)
    if not lists or asked.columns:
        return listed
    sheets = "One more sheet" if lists == 1 else f"{lists} more sheets"
    message = f"{sheets} of {name} {'holds' if lists == 1 else 'hold'} a list; only the first list is read."
    hint = "Upload the others as files of their own, or join them in one sheet."
    return replace(listed, notices=(*listed.notices, Notice("MORE_SHEETS", message, "warning", Location(name), hint)))


def _look_inside(data: bytes, name: str) -> None:
    archive = open_archive(data, name)
    texts = [one for one in archive.names if one.lower().endswith((".xml", ".rels"))]
    if sum(archive.size(one) for one in texts) > MOST_TEXT:
        raise HostileFile(
            "TOO_LARGE_INSIDE",
            f"{name} unpacks to more than {MOST_TEXT >> 20} MB of text.",
            location=Location(name),
            hint="Save the list alone in a new workbook, without other sheets and long notes.",
        )
    shared, asked = b"", Counter[int]()
    for one in texts:
        text = archive.read(one, most=MOST_TEXT)
        if root_name(text, f"{name}: {one}") == "sst":
            shared = text
        asked.update(map(int, _ASKED.findall(text)))
        if one.lower().startswith("xl/") and b"sheetData" in text:
            _check_places(text, name)
    _check_shared(shared, asked, name)


def _check_shared(shared: bytes, asked: Mapping[int, int], name: str) -> None:
    """Texts that several cells share stand once in the file, and once for each cell in memory."""
    said = max(map(int, _COUNTED.findall(shared[:_HEAD])), default=0)
    if said > len(shared):  # room is made for as many as the head speaks of
        raise _broken(name, f"it speaks of {said:,} texts, and holds fewer")
    told = sum(len(text) * asked.get(at, 0) for at, text in enumerate(shared.split(b"<si")[1:]))
    if told > MOST_TEXT:
        raise HostileFile(
            "TOO_LARGE_INSIDE",
            f"The cells of {name} hold {told >> 20:,} MB of text, most of it alike; {MOST_TEXT >> 20} MB are the most.",
            location=Location(name),
            hint="Save the columns of the list alone: part, colour and quantity, without long notes.",
        )


def _check_places(text: bytes, name: str) -> None:
    """A sheet is read into a block that reaches to its last cell, so one cell far away costs as much as all before."""
    if b"\0" in text:  # letters of two bytes, of which the places could not be told
        raise _broken(name, "a sheet of it is not in UTF-8")
    rows, columns = 0, b""
    for column, row in set(_PLACE.findall(text)):
        rows = max(rows, int(row[:_LONGEST_ROW]))
        columns = max(columns, column.upper(), key=lambda word: (len(word), word))
    width = min(sum((letter - 64) * 26**at for at, letter in enumerate(reversed(columns[:_LONGEST_ROW]))), 10**6)
    if rows > MOST_ROWS or width > MOST_COLUMNS:
        raise _too_large(name, min(rows, 10**7), width)
    check_cells(rows, width, name)


def _sheets(data: bytes, name: str) -> list[list[list[str]]]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [book.get_sheet_by_index(at) for at in range(min(len(book.sheet_names), MOST_SHEETS))]
        for sheet in sheets:
            if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
                raise _too_large(name, sheet.total_height, sheet.total_width)
        return [[[_text(cell) for cell in row] for row in sheet.to_python()] for sheet in sheets]
    except CalamineError as error:
        raise _broken(name, str(error)) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # what the library could not foresee; it is no Exception
            raise _broken(name, "it does not fit together") from error
        raise


def _too_large(name: str, rows: int, columns: int) -> HostileFile:
    return HostileFile(
        "TABLE_TOO_LARGE",
        f"A sheet of {name} has {rows:,} rows and {columns:,} columns; at most {MOST_ROWS:,} and {MOST_COLUMNS} are "
        "read.",
        location=Location(name),
        hint="Save the rows of the list alone; empty cells far away from it can be deleted.",
    )


def _broken(name: str, why: str) -> UnreadableFile:
    return UnreadableFile(
        "BROKEN_WORKBOOK", f"{name} is no whole workbook: {why}.", location=Location(name), hint="Save it again."
    )


def _text(cell: object) -> str:
    """A cell as it is shown: numbers without the fraction that a spreadsheet gives to each, of 15 digits at most."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
    return str(cell)
