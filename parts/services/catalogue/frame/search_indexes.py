"""The search's indexes while tens of thousands of rows are written: collected first, sorted in at the end.

A GIN index without its list of pending entries answers evenly, but takes each word of each row one by one: of an import
of 62,000 parts that is the fourth part of the time.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from psycopg import sql

_PENDING = "32MB"
"""Searches read what is pending from its beginning to its end, so it may not grow without bound meanwhile."""

_INDEXES = """
    SELECT found.oid, found.relname FROM pg_class AS found
    JOIN pg_am AS method ON method.oid = found.relam AND method.amname = 'gin'
    JOIN pg_index AS place ON place.indexrelid = found.oid
    WHERE place.indrelid = ANY(ARRAY['parts_part', 'parts_set', 'parts_minifig']::regclass[])
      AND 'fastupdate=off' = ANY(found.reloptions)
    ORDER BY found.oid
"""


@contextmanager
def rows_collected() -> Iterator[None]:
    """Within a transaction: what is written to the indexes of search is collected, and sorted in when this ends well.

    Readers and writers go on meanwhile; only a second change of the same index would have to wait.
    """
    with connection.cursor() as cursor:
        cursor.execute(_INDEXES)
        indexes = cursor.fetchall()
        cursor.execute(sql.SQL("SET LOCAL gin_pending_list_limit = {}").format(sql.Literal(_PENDING)))
        for _key, name in indexes:
            cursor.execute(sql.SQL("ALTER INDEX {} SET (fastupdate = on)").format(sql.Identifier(name)))
    yield
    with connection.cursor() as cursor:
        for key, name in indexes:
            cursor.execute("SELECT gin_clean_pending_list(%s::oid::regclass)", [key])
            cursor.execute(sql.SQL("ALTER INDEX {} SET (fastupdate = off)").format(sql.Identifier(name)))
