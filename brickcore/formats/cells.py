"""Text on its way out: into cells that a spreadsheet must not run, and into XML that must be whole."""

import re
from xml.sax.saxutils import escape

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so would be run, or would begin another cell."""

_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def defused(cell: object) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return "'" + text if text.lstrip(" ").startswith(FORMULA) else text


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
