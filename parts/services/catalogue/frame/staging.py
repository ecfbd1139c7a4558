"""Rows of a source, streamed into temporary tables: PostgreSQL compares them with the catalogue, not Python."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from psycopg import sql

from parts.services.catalogue.frame.counts import KEPT_REJECTIONS
from parts.services.catalogue.frame.run import ImportRun

_REFUSED = """
    WITH gone (line, reason) AS ({doomed})
    SELECT line, reason, count(*) OVER () FROM gone ORDER BY line, reason LIMIT {kept}
"""


def stage(name: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> int:
    """Make the temporary table `name` (columns by their SQL type) and COPY the rows into it; how many there were.

    It lives until the transaction ends.
    """
    table = sql.Identifier(name)
    typed = sql.SQL(", ").join(sql.SQL("{} " + kind).format(sql.Identifier(column)) for column, kind in columns.items())
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(table))
        cursor.execute(sql.SQL("CREATE TEMPORARY TABLE {} ({}) ON COMMIT DROP").format(table, typed))
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(table, names)) as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(sql.SQL("ANALYZE {}").format(table))
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(table))
        return int(cursor.fetchone()[0])


def reject_where(run: ImportRun, table: str, doomed: str, params: Sequence[Any] = ()) -> int:
    """Refuse the rows that `doomed` deletes from a staging table; it ends in RETURNING line, reason. How many.

    However many there are, no more of them than are kept come out of the database.
    """
    with connection.cursor() as cursor:
        cursor.execute(_REFUSED.format(doomed=doomed, kept=KEPT_REJECTIONS), params or None)
        rows = cursor.fetchall()
    total = int(rows[0][2]) if rows else 0
    for line, reason, _total in rows:
        run.reject(table, line, reason)
    run.count_rejected(table, total - len(rows))
    return total
