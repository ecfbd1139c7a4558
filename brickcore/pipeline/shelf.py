"""The child that reads a store's list: leaves its lots, a JSON array a line, and what it says of the file."""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from brickcore.content import Asked
from brickcore.errors import BrickError, Location, UnreadableFile
from brickcore.formats import FORMATS, read_content
from brickcore.partslist import ListedLot, PartsList
from brickcore.pipeline.report import UNREADABLE, notice_dict, to_json, write_error

HINT = "Send BrickLink's XML, a BrickStore document, or a table with part, colour, quantity and price."
LOTS, LIST = "lots.jsonl", "list.json"
FIELDS = (
    "line", "system", "number", "colour_system", "colour", "name", "quantity", "condition", "price", "currency",
    "multiple", "tiers", "remarks", "comment", "lot_key",
)  # fmt: skip
"""What a line of `lots.jsonl` holds, in this order; prices are decimal strings, tiers [[from, price]]."""

_UNSTORABLE = re.compile("\\\\u0000|[\ud800-\udfff]")


def main(argv: Sequence[str] | None = None) -> int:
    """Read one list: FILE --name NAME --out DIR; 0 when it has lots, 2 when not (then error.json says why)."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--name", required=True, help="what the file is called")
    parser.add_argument("--out", type=Path, required=True, help="a folder that exists")
    given = parser.parse_args(argv)
    try:
        listed = _listed(given.file.read_bytes(), given.name)
    except BrickError as error:
        write_error(given.out, error)
        return UNREADABLE
    with (given.out / LOTS).open("w", encoding="utf-8") as lines:
        lines.writelines(_line(lot) + "\n" for lot in listed.lots)
    told = {
        "format": listed.format,
        "refused": [asdict(one) for one in listed.refused],
        "refused_count": listed.refused_count,
        "notices": [notice_dict(notice) for notice in listed.notices if notice.severity == "note"],
    }
    (given.out / LIST).write_text(to_json(told))
    return 0


def _listed(data: bytes, name: str) -> PartsList:
    try:
        content = read_content(data, name, Asked(shelf=True))
    except UnreadableFile as error:
        if error.code == "UNSUPPORTED_FORMAT":  # where builds go such a file may be of use, on a shelf it is not
            error.hint = HINT
        raise
    if not isinstance(content, PartsList):
        what = FORMATS[content.format].title
        raise UnreadableFile(
            "NOT_A_LIST",
            f"{name} is read as {what}, which lists no lots of a store.",
            location=Location(name),
            hint=HINT,
        )
    return content


def _line(lot: ListedLot) -> str:
    """The lot as JSON that PostgreSQL can keep. Hardly any needs cleaning, and that takes longer than all the rest."""
    text = json.dumps(_row(lot), ensure_ascii=False)
    return to_json(_row(lot)) if _UNSTORABLE.search(text) else text


def _row(lot: ListedLot) -> list[object]:
    plain = {"price": str(lot.price), "tiers": [[pieces, str(each)] for pieces, each in lot.tiers]}
    return [plain[name] if name in plain else getattr(lot, name) for name in FIELDS]


if __name__ == "__main__":
    sys.exit(main())
