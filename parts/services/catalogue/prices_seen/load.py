"""A price table into the catalogue: each price finds its part and colour, or is refused with its line."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from parts.models import System
from parts.services.catalogue.entries import Watch, unwatched
from parts.services.catalogue.frame import (
    Follows,
    Imported,
    ImportRefused,
    ImportRun,
    import_run,
    merge,
    reject_where,
    stage,
)
from parts.services.catalogue.known_numbers import settle_known_numbers
from parts.services.catalogue.prices_seen.rows import Given, PriceRow, layout_of
from parts.services.catalogue.prices_seen.sql import NO_COLOUR, NO_PART, RESOLVED, SOURCE, TWO_PARTS
from parts.services.catalogue.sources import BadCell, TableFile, records

COMMAND = "import_prices"
TABLE = "prices"
_COLUMNS = {
    "line": "integer",
    **dict.fromkeys(("system", "part", "colour_system", "colour", "condition", "region"), "text"),
    "quantity": "integer",
    "price": "numeric",
    "currency": "text",
    "seen_on": "date",
    "source": "text",
}
_KEYS = ["part_id", "colour_id", "condition", "currency", "region", "price", "seen_on", "source"]
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class PriceDefaults:
    """What holds where the table is silent; without a day, the first of the year in the file's name."""

    region: str = ""
    seen_on: datetime.date | None = None
    source: str = ""


def load_prices(
    *,
    path: Path,
    defaults: PriceDefaults = PriceDefaults(),
    watch: Watch = unwatched,
) -> Imported:
    """Import the prices of a file. Raises ImportRefused when its header is none that we know."""
    file = TableFile.at(path)
    source = f"price table {file.name}"
    with import_run(command=COMMAND, source=source, watch=watch, follows=Follows.NOTHING) as run:
        stage("staged_prices", _COLUMNS, run.watch(_rows(run, file, _given(file.name, defaults)), TABLE))
        settle_known_numbers([str(system) for system in System])
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS resolved_prices")
            cursor.execute(RESOLVED)
        words = {"part": "%s", "colour": "%s", "system": "%s"}
        reject_where(run, TABLE, TWO_PARTS, [_("%(system)s %(part)s leads to several parts here") % words])
        reject_where(run, TABLE, NO_PART, [_("no part here is %(system)s %(part)s") % words])
        reject_where(run, TABLE, NO_COLOUR, [_("no colour here is %(system)s %(colour)s") % words])
        merge(run, TABLE, "parts_priceseen", SOURCE, keys=_KEYS, values=["quantity"])
    return run.imported


def _given(name: str, defaults: PriceDefaults) -> Given:
    year = _YEAR.search(name)
    day = defaults.seen_on or (datetime.date(int(year[1]), 1, 1) if year else None)
    return Given(defaults.region, day, defaults.source or name.split(".", maxsplit=1)[0][:120])


def _rows(run: ImportRun, file: TableFile, given: Given) -> Iterator[tuple[int, *tuple[object, ...]]]:
    rows = records(file.lines())
    first = next(rows, None)
    header = [cell.strip().lower() for cell in (first.cells if first and first.cells else [])]
    layout = layout_of(header)
    if layout is None:
        message = _(
            "%(name)s has no header of a price table (system, part, colour, condition, price, currency); "
            "it has %(found)s."
        )
        raise ImportRefused("WRONG_COLUMNS", message % {"name": file.name, "found": ", ".join(header)[:200] or "–"})
    for row in rows:
        if row.cells is None or len(row.cells) != len(header):
            reason = _("it has %(cells)d cells, the header has %(columns)d")
            counts = {"cells": len(row.cells or ()), "columns": len(header)}
            run.reject(TABLE, row.line, row.fault or reason % counts)
            continue
        try:
            prices: list[PriceRow] = list(layout.prices(dict(zip(header, row.cells, strict=True)), given))
        except BadCell as error:
            run.reject(TABLE, row.line, str(error))
            continue
        yield from ((row.line, *price) for price in prices)
