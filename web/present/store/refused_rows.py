"""The refused rows of a file of lots as a table: mended in place, it can be handed in as it is."""

from typing import Any

from brickcore.formats.cells import csv_file
from brickcore.formats.lists.said import SAID
from shop.models import OfferImport

HEAD = ("line", "reason", "what_is_wrong", "may_be", *SAID)
"""No heading before those of a row is one that a list's column has, so that they are passed over when it is read."""


def refused_csv(run: OfferImport) -> bytes:
    """As many as are kept."""
    return csv_file(HEAD, map(_cells, run.rejections))


def _cells(one: dict[str, Any]) -> list[object]:
    said = one.get("said") or {"part": one["reference"]}  # of older imports no more is kept
    may_be = "; ".join(f"{part['number']} {part['name']}" for part in one.get("candidates", []))
    return [one["line"], one["code"], one["message"], may_be, *(said.get(kind, "") for kind in SAID)]
