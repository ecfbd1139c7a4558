"""Spreadsheets (.xlsx): the first sheet that holds a parts list."""

from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from brickcore.archives import open_archive
from brickcore.content import Asked
from brickcore.errors import BrickError, HostileFile, Location, UnreadableFile
from brickcore.formats.lists.gathering import MOST_ROWS
from brickcore.formats.lists.table import MOST_COLUMNS, read_table
from brickcore.markup import root_name
from brickcore.partslist import PartsList

MOST_SHEETS = 20
MOST_TEXT = 64 << 20  # bytes of XML; the pictures of a sheet are never looked at


def read(data: bytes, name: str, asked: Asked) -> PartsList:
    """Read a workbook. Raises UnreadableFile where no sheet is a list, and HostileFile."""
    _look_inside(data, name)
    first: BrickError | None = None
    for rows in _sheets(data, name):
        try:
            return read_table(rows, name, asked, "xlsx")
        except UnreadableFile as error:
            first = first or error
    raise first or UnreadableFile(
        "NO_ROWS", f"{name} has no sheet with rows.", location=Location(name), hint="Save the list in the first sheet."
    )


def _look_inside(data: bytes, name: str) -> None:
    archive = open_archive(data, name)
    texts = [one for one in archive.names if one.lower().endswith((".xml", ".rels"))]
    if sum(archive.size(one) for one in texts) > MOST_TEXT:
        raise HostileFile(
            "TOO_LARGE_INSIDE",
            f"{name} unpacks to more than {MOST_TEXT >> 20} MB of text.",
            location=Location(name),
            hint="Save the list alone, without other sheets.",
        )
    for one in texts:
        root_name(archive.read(one, most=MOST_TEXT), f"{name}: {one}")


def _sheets(data: bytes, name: str) -> list[list[list[str]]]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [book.get_sheet_by_index(at) for at in range(min(len(book.sheet_names), MOST_SHEETS))]
        for sheet in sheets:
            if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
                raise HostileFile(
                    "TABLE_TOO_LARGE",
                    f"A sheet of {name} has {sheet.total_height:,} rows and {sheet.total_width:,} columns; "
                    f"at most {MOST_ROWS:,} and {MOST_COLUMNS} are read.",
                    location=Location(name),
                    hint="Save the rows of the list alone.",
                )
        return [[[_text(cell) for cell in row] for row in sheet.to_python()] for sheet in sheets]
    except CalamineError as error:
        message = f"{name} is no whole workbook: {error}."
        raise UnreadableFile("BROKEN_WORKBOOK", message, location=Location(name), hint="Save it again.") from error


def _text(cell: object) -> str:
    """A cell as it is shown: numbers without the fraction that a spreadsheet gives to each."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
