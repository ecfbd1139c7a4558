"""`manage.py bom FILE [--json]`: a model's parts list against the catalogue; status 2 when it cannot be read."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from brickcore.bom import Bom, bill
from brickcore.content import Asked, Content
from brickcore.errors import BrickError
from brickcore.formats import read_content
from brickcore.library import open_library
from brickcore.pipeline.report import error_dict, notice_dict
from parts.services.bill import BillLine, bill_lines
from parts.services.library_place import library_place, mapping_place

UNREADABLE = 2


class Command(BaseCommand):
    """Prints the parts list of a model, identified and priced."""

    help = "Print a model's parts list with our parts, their Rebrickable numbers, how sure that is, and prices."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The model and the form of the answer."""
        parser.add_argument("file", type=Path, help=_("a model file"))
        parser.add_argument("--json", action="store_true", help=_("one JSON object instead of a table"))

    def handle(self, *, file: Path, **options: Any) -> None:
        """Read, count, identify, price, print."""
        as_json = bool(options["json"])
        try:
            content = read_content(_bytes_of(file), file.name, Asked(ldd_mapping=mapping_place()))
            bom = bill(content, open_library(library_place()))
        except BrickError as error:
            self._say_refused(error, as_json=as_json)
            sys.exit(UNREADABLE)
        lines = bill_lines(bom.lots)
        if as_json:
            self.stdout.write(json.dumps(_as_json(file, content, bom, lines), ensure_ascii=False))
        else:
            self._print(bom, lines)

    def _say_refused(self, error: BrickError, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"error": error_dict(error)}, ensure_ascii=False))
        else:
            self.stderr.write(f"{error.message} {error.hint}".strip())

    def _print(self, bom: Bom, lines: list[BillLine]) -> None:
        for line in lines:
            unit = "-" if line.price.unit_price is None else f"{line.price.unit_price} {line.price.currency}"
            part, colour = line.known.part, line.known.colour
            name = part.name if part else f"? {line.lot.name or line.lot.part}"
            shade = colour.name if colour else str(line.lot.colour)
            self.stdout.write(f"{line.lot.quantity:6d}  {line.lot.part:12}  {shade:24.24}  {unit:>12}  {name}")
        found = sum(line.known.part is not None for line in lines)
        self.stdout.write(
            _("%(parts)d parts in %(lots)d lots, %(found)d of them identified.")
            % {"parts": bom.parts, "lots": len(lines), "found": found}
        )


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        message = _("%(file)s cannot be opened (%(reason)s).") % {"file": file, "reason": error.strerror}
        raise BrickError("FILE_NOT_OPENED", message, hint=_("Check the path and who may read it.")) from error


def _as_json(file: Path, content: Content, bom: Bom, lines: list[BillLine]) -> dict[str, Any]:
    return {
        "file": file.name,
        "format": content.format,
        "parts": bom.parts,
        "lots": [_lot(line) for line in lines],
        "warnings": [notice_dict(notice) for notice in bom.notices],
        "coverage": {
            "references": len(lines),
            "identified": sum(line.known.part is not None for line in lines),
        },
    }


def _lot(line: BillLine) -> dict[str, Any]:
    part, price = line.known.part, line.price
    return {
        "part": line.lot.part,
        "colour": line.lot.colour,
        "quantity": line.lot.quantity,
        "name": line.lot.name,
        "part_id": part.pk if part else None,
        "rebrickable": line.rebrickable,
        "confidence": float(line.known.confidence),
        "evidence": line.evidence,
        "alternatives": [{"part": number, "relation": relation} for number, relation in line.alternatives],
        "candidates": [candidate.part.number for candidate in line.known.candidates],
        "price": {
            "basis": price.basis,
            "unit": None if price.unit_price is None else str(price.unit_price),
            "line": None if price.line_price is None else str(price.line_price),
            "currency": price.currency,
            "reason": price.reason,
        },
    }
