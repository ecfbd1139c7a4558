"""Staged rows into the catalogue's tables, counted: new ones are inserted, those that differ are updated."""

from collections.abc import Sequence

from django.db import connection
from psycopg import sql

from parts.services.catalogue.frame.run import ImportRun

_MERGE = sql.SQL(
    """
    WITH merged AS (
        MERGE INTO {table} AS old USING ({source}) AS new ON {same}
        WHEN MATCHED AND ({differs}) THEN UPDATE SET {updates}
        WHEN NOT MATCHED THEN INSERT ({columns}) VALUES ({values})
        RETURNING merge_action() AS action
    )
    SELECT count(*) FILTER (WHERE action = 'INSERT'), count(*) FILTER (WHERE action = 'UPDATE') FROM merged
    """
)


def merge(
    run: ImportRun,
    table: str,
    into: str,
    source: str,
    *,
    keys: Sequence[str],
    values: Sequence[str] = (),
    fixed: Sequence[str] = (),
    stamped: Sequence[str] = (),
) -> None:
    """Bring the rows of the query `source` into the table `into`, and count them under `table`.

    `source` yields the columns `keys` (which tell rows apart, once each), `values` (brought up to date where they
    differ), `fixed` (written with a new row only) and `stamped` (written with every row that is new or changes).
    One statement: MERGE, since PostgreSQL 17 with RETURNING.
    """
    name = sql.Identifier
    differs = sql.SQL(" OR ").join(sql.SQL("old.{0} IS DISTINCT FROM new.{0}").format(name(value)) for value in values)
    written = [*values, *stamped] or keys[:1]
    # A table whose rows have keys only has nothing to update: then the clause is there, but never true.
    updates = sql.SQL(", ").join(sql.SQL("{0} = new.{0}").format(name(value)) for value in written)
    columns = [*keys, *values, *fixed, *stamped]
    query = _MERGE.format(
        table=name(into),
        source=sql.SQL(source),  # written in our own modules, never by a source
        same=sql.SQL(" AND ").join(sql.SQL("old.{0} = new.{0}").format(name(key)) for key in keys),
        differs=differs if values else sql.SQL("false"),
        updates=updates,
        columns=sql.SQL(", ").join(map(name, columns)),
        values=sql.SQL(", ").join(sql.SQL("new.{}").format(name(column)) for column in columns),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT count(*) FROM ({}) AS rows").format(sql.SQL(source)))
        total = int(cursor.fetchone()[0])
        cursor.execute(query)
        added, changed = cursor.fetchone()
    run.count(table, added=added, changed=changed, unchanged=total - added - changed)
