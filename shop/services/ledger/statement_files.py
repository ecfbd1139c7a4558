"""Statements as tables, for spreadsheets and book-keepers."""

import csv
import io
from collections.abc import Iterator

from brickcore.formats.cells import defused
from shop.selectors.statements import Line, Statement

HEAD = ("date", "order", "what", "for", "amount", "currency", "note")
Row = tuple[str, ...]


def statement_csv(statement: Statement) -> str:
    """The statement as CSV: the opening balance, all lines by their time, the closing balance. UTF-8, comma, CRLF."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(HEAD)
    table.writerows(_rows(statement))
    return out.getvalue()


def _rows(statement: Statement) -> Iterator[Row]:
    currency = statement.account.currency
    yield _day(statement.since), "", "opening", "", str(statement.opening), currency, ""
    lines = [(line, group.order) for group in statement.groups for line in group.lines]
    lines += [(line, "") for line in statement.payouts]
    for line, order in sorted(lines, key=lambda pair: pair[0].at):
        yield _row(line, order, currency)
    yield _day(statement.until), "", "closing", "", str(statement.closing), currency, ""


def _row(line: Line, order: str, currency: str) -> Row:
    # Only the note is in somebody's own words. Amounts stay numbers: what was taken back begins with a minus.
    note = defused(line.note)
    return f"{line.at:%Y-%m-%d %H:%M}", order, line.deed, line.reason, str(line.amount), currency, note


def _day(at: object) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else ""
