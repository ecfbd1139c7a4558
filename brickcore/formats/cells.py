"""Text on its way out: into cells that a spreadsheet must not run, and into XML that must be whole."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

BOM = b"\xef\xbb\xbf"
"""What tells Excel that a table is UTF-8; without it every accent comes out wrong."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so would be run, or would begin another cell."""

_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def defused(cell: object) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return "'" + text if text.lstrip(" ").startswith(FORMULA) else text


def as_before(cell: str) -> str:
    """The text of a cell that was made safe, which other programs show with its apostrophe."""
    return cell[1:] if cell[:1] == "'" and cell[1:].lstrip(" ").startswith(FORMULA) else cell


def table_text(head: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """A table as CSV (RFC 4180: commas, CRLF), its cells defused."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return text.getvalue()


def csv_file(head: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """The same as a file that spreadsheets open as it is: UTF-8 with a byte order mark."""
    return BOM + table_text(head, rows).encode()


def xml_text(text: str) -> str:
    """Escaped, without the characters that XML 1.0 cannot hold."""
    return escape(_NO_XML.sub("\ufffd", text), {'"': "&quot;"})


def xml_comment(text: str) -> str:
    """A comment; two hyphens in a row would end it early, and so would one at its end."""
    return f"<!-- {re.sub('-(?=-)', '- ', xml_text(text))} -->"


def xml_element(name: str, fields: dict[str, object]) -> str:
    """One element of plain fields; empty ones are left out."""
    inner = "".join(
        f"<{key}>{xml_text(str(value))}</{key}>" for key, value in fields.items() if value not in ("", None)
    )
    return f"<{name}>{inner}</{name}>"
