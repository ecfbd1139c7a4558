"""What an import came to, table by table."""

from dataclasses import asdict, dataclass, field
from typing import NamedTuple

KEPT_REJECTIONS = 1000
"""Every refused row is counted; of the first so many the line and the reason are kept."""

_REASON_LIMIT = 300


class Rejection(NamedTuple):
    """A row that was refused: where it stands and why. `line` counts from 1, the header included; 0 is the file."""

    table: str
    line: int
    reason: str


@dataclass(slots=True)
class TableCounts:
    """Rows of one table by what became of them. Rows that a newer release took away count as changed."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0


@dataclass(slots=True)
class Tally:
    """Counts and refused rows, as they come in."""

    tables: dict[str, TableCounts] = field(default_factory=dict)
    rejections: list[Rejection] = field(default_factory=list)

    def of(self, table: str) -> TableCounts:
        """The counts of a table, begun at nought."""
        return self.tables.setdefault(table, TableCounts())

    def reject(self, table: str, line: int, reason: str) -> None:
        """Count a refused row, and keep it while there is room."""
        self.of(table).rejected += 1
        if len(self.rejections) < KEPT_REJECTIONS:
            self.rejections.append(Rejection(table, line, reason[:_REASON_LIMIT]))

    def total(self) -> TableCounts:
        """All tables together."""
        rows = [asdict(counts) for counts in self.tables.values()]
        return TableCounts(**{name: sum(row[name] for row in rows) for name in asdict(TableCounts())})


@dataclass(frozen=True, slots=True)
class Imported:
    """A finished import: its counts, table by table, the refused rows, and the catalogue's version after it."""

    source: str
    version: int
    total: TableCounts
    tables: dict[str, TableCounts]
    rejections: list[Rejection]
