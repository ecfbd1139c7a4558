"""One run of an import, as the page of sources shows it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from parts.models import CatalogueImport

REFUSED_SHOWN = 50
WHAT = {
    "import_ldraw": _("LDraw parts library"),
    "import_rebrickable": _("Rebrickable’s tables"),
    "import_ids": _("Table of numbers"),
    "import_colours": _("Table of colours"),
    "import_prices": _("Prices seen"),
    "load_starter_catalogue": _("Starter catalogue"),
}


@dataclass(frozen=True, slots=True)
class TableCounts:
    """What an import came to in one table."""

    name: str
    added: int
    changed: int
    unchanged: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that an import refused."""

    table: str
    line: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportRun:
    """A run: what it is called, its counts by table, and the first rows that it refused."""

    run: CatalogueImport
    what: str
    tables: list[TableCounts]
    refused: list[Refused]
    more_refused: int


def import_run(run: CatalogueImport) -> ImportRun:
    """Read a run's record; a field that an older version did not write counts as none."""
    refused = [_refused(row) for row in run.rejections[:REFUSED_SHOWN] if isinstance(row, dict)]
    tables = [_counts(name, counts) for name, counts in run.tables.items() if isinstance(counts, dict)]
    what = str(WHAT.get(run.command, run.command))
    return ImportRun(run, what, tables, refused, max(0, run.rejected - len(refused)))


def _counts(name: str, counts: dict[str, Any]) -> TableCounts:
    return TableCounts(name, *(int(counts.get(key) or 0) for key in ("added", "changed", "unchanged", "rejected")))


def _refused(row: dict[str, Any]) -> Refused:
    return Refused(str(row.get("table", "")), str(row.get("line") or ""), str(row.get("reason", "")))
