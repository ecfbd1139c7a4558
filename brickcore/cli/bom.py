"""`python -m brickcore bom`: the parts list of a model."""

import argparse
from typing import Any

from brickcore.bom import Bom, Lot, bill
from brickcore.cli.asked import asked
from brickcore.cli.given import (
    add_file,
    given_name,
    notice_facts,
    parts_in_lots,
    plain,
    read_file,
    say_error,
    to_json,
)
from brickcore.colours import direct_colour
from brickcore.content import Content
from brickcore.errors import BrickError
from brickcore.formats import read_content
from brickcore.library import PartsLibrary, open_library
from brickcore.model import Model


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Tell the command line what `bom` takes."""
    parser = subparsers.add_parser("bom", help="count the parts that a model needs")
    add_file(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the parts list; 0, or 2 when the file cannot be read."""
    name = given_name(args)
    try:
        library = open_library(args.library)
        content = read_content(read_file(args.file, name), name, asked(args))
        bom = bill(content, library)
    except BrickError as error:
        return say_error(error, as_json=args.json)
    print(to_json(bom_facts(name, content, bom)) if args.json else table(bom, library, content))
    return 0


def bom_facts(name: str, content: Content, bom: Bom) -> dict[str, Any]:
    """What `--json` prints."""
    return {
        "file": name,
        "format": content.format,
        "parts": bom.parts,
        "lots": [lot_facts(lot) for lot in bom.lots],
        "warnings": [notice_facts(notice) for notice in bom.notices],
    }


def lot_facts(lot: Lot) -> dict[str, Any]:
    """One lot as JSON values; `pieces` only where it is put together from some, systems only where not LDraw's."""
    facts: dict[str, Any] = {"part": lot.part, "colour": lot.colour, "quantity": lot.quantity, "name": lot.name}
    if (lot.system, lot.colour_system) != ("ldraw", "ldraw"):
        facts |= {"system": lot.system, "colour_system": lot.colour_system}
    if lot.pieces:
        facts["pieces"] = [{"part": it.part, "colour": it.colour, "quantity": it.quantity} for it in lot.pieces]
    return facts


def table(bom: Bom, library: PartsLibrary, content: Content) -> str:
    """The parts list for people."""
    colours = {**library.colours(), **(content.colours if isinstance(content, Model) else {})}
    lines = []
    for lot in bom.lots:
        code = lot.colour if isinstance(lot.colour, int) and lot.colour_system == "ldraw" else None
        known = None if code is None else colours.get(code) or direct_colour(code)
        colour = known.name if known else str(lot.colour)
        lines.append(f"{lot.quantity:6,} × {lot.part:14} {colour:28} {lot.name}")
    lines.append(f"{bom.parts:6,} {parts_in_lots(bom.parts, len(bom.lots))}")
    for notice in bom.notices:
        where = f"{notice.location}: " if notice.location else ""
        times = f" ({notice.count:,} times)" if notice.count > 1 else ""
        lines.append(f"{notice.severity}: {where}{notice.message}{times} {notice.hint}".rstrip())
    return "\n".join(map(plain, lines))
